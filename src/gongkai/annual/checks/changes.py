"""Changes in prose: from one figure to another, and on last year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.rates import find_earlier, is_share, share
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, distance, show
from gongkai.annual.model import AnnualReport, CellId, Span

_DOWN = "减少|压减|下降|降低|精简|缩减|压缩|回落|缩短|降|减"
_UP = "增加|增长|提高|提升|扩大|上升|增至|增"
_CHANGE = re.compile(
    rf"(?:从|由)[^,。;#\n]{{0,14}}?#[^,。;#\n]{{0,10}}?(?P<verb>{_DOWN}|{_UP})(?:至|到|为|成)了?[^,。;#\n]{{0,4}}?#"
    rf"[^#。;\n]{{0,6}}?[,(]?[^#。;,\n]{{0,8}}?(?P<again>{_DOWN}|{_UP}|幅度?|率)[^#。;,\n]{{0,6}}#"
)


@rule(
    id="ARITH-CHANGE",
    title="增减幅度与前后两个数",
    title_en="A change and the two figures it is between",
    severity=Severity.WARNING,
    basis=("tiaoli-2019:6.1",),
    needs="正文写了“从甲减少（增加）至乙，压减（增长）丙”",
    passes=(
        "申请材料从192份减少至114份，压减41%。",
        "办理时限由20天压缩至5天，压减15天。",
        "事项由100项增加到150项，增长50%。",
    ),
    fails=(
        "申请材料从192份减少至114份，压减45%。",
        "事项由100项增加到150项，增长60%。",
        "材料从192份减少至114份，减少68份。",
    ),
)
def changes(subject: Subject) -> Iterator[Hit]:
    """Compare a stated reduction or growth with the figures before and after."""
    wording = subject.wording
    for match in _CHANGE.finditer(wording.text):
        marks = [at for at in range(match.start(), match.end()) if wording.text[at] == "#"]
        before, after, stated = (wording.at(at) for at in marks[-3:])
        if before.approximate or after.approximate or stated.approximate or not before.value:
            continue
        difference = distance(before.value, after.value)
        if stated.percent:
            if is_share(difference, before.value, stated.value, stated.places):
                continue
            computed = f"{share(difference, before.value, max(stated.places, 2))}%"
        elif stated.unit == before.unit:
            if stated.value == difference:
                continue
            computed = show(difference)
        else:
            continue
        printed = wording.squeezed[stated.start : stated.end]
        yield Hit(
            f"从 {show(before.value)} 到 {show(after.value)}，变化应为 {computed}，正文写的是"
            f" {printed}。请核对三个数。",
            f"From {show(before.value)} to {show(after.value)} is a change of {computed}; the"
            f" prose says {printed}.",
            span=wording.span(match.start(), match.end()),
            compared={
                "from": show(before.value),
                "to": show(after.value),
                "stated": printed,
                "computed": computed,
            },
        )


_GROWTH = re.compile(
    r"#(?:\([^()]{0,200}\))?,?[^#,。;\n]{0,6}?(?:同比|较上年度?|比上年度?|较去年|比去年|较20[0-9]{2}年)(?:同期)?(?P<verb>增长|上升|增加|提高|下降|减少|回落|降低)(?:了|约)?#"
)


@rule(
    id="ARITH-GROWTH",
    title="同比增减与本年的数",
    title_en="A change on last year and this year's figure",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文在一个数之后写了同比增减幅度；有上年报告时与上年新收比较",
    passes=(
        "收办政府信息公开申请3607件，同比增长70.3%。",
        "备案政务新媒体176个，同比增长6.7%。",
        Example("收到政府信息公开申请12件，同比增长50%。", previous={"table3.received.total": 8}),
    ),
    fails=(
        "收到来信7件，同比增长30%。",
        Example("收到政府信息公开申请12件，同比增长33%。", previous={"table3.received.total": 8}),
    ),
)
def growth(subject: Subject) -> Iterator[Hit]:
    """Ask where no whole number last year gives the change, or last year's report another."""
    wording = subject.wording
    received = {claim.mark: claim for claim in subject.claims if claim.field.startswith("received")}
    for match in _GROWTH.finditer(wording.text):
        now, rate = wording.at(match.start()), wording.at(match.end() - 1)
        if (
            now.approximate
            or rate.approximate
            or not rate.percent
            or not isinstance(now.value, int)
        ):
            continue
        up = match["verb"] in ("增长", "上升", "增加", "提高")
        printed = wording.squeezed[rate.start : rate.end]
        span = wording.span(match.start(), match.end())
        if find_earlier(now.value, rate.value, rate.places, growth=up) is None:
            yield Hit(
                f"本年 {now.value}，没有一个上年的整数使{match['verb']}幅度为 {printed}。"
                f"请核对本年数、上年数和幅度。",
                f"No whole number last year gives a change of {printed} to {now.value}. Please"
                f" check.",
                span=span,
                compared={"now": show(now.value), "rate": printed},
            )
        elif match.start() in received and subject.previous is not None:
            yield from _against_previous(subject.previous, now.value, rate, printed, span, up=up)


def _against_previous(
    previous: AnnualReport, now: int, rate: Quantity, printed: str, span: Span, *, up: bool
) -> Iterator[Hit]:
    new = previous.value("table3", "received", "total")
    carried = previous.value("table3", "carried_in", "total")
    bases = [new, None if new is None or carried is None else new + carried]
    known = [base for base in bases if base]
    change = [(now - base) if up else (base - now) for base in known]
    if not known or any(
        is_share(part, base, rate.value, rate.places)
        for part, base in zip(change, known, strict=True)
    ):
        return
    computed = share(change[0], known[0], max(rate.places, 1))
    yield Hit(
        f"上年报告的本年新收为 {show(known[0])}，本年 {now}，变化为 {computed}%，正文写的是"
        f" {printed}。请核对。",
        f"Last year's report gives {show(known[0])}; {now} this year is a change of {computed} %,"
        f" not {printed}.",
        cells=(CellId("table3", "received", "total"),),
        span=span,
        compared={
            "previous": show(known[0]),
            "now": show(now),
            "rate": printed,
            "computed": f"{computed}%",
        },
    )
