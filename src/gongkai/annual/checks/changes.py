"""Changes in prose: from one figure to another, and on last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.rates import find_earlier, is_change, is_share, share
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, distance, show
from gongkai.annual.checks.wording import Wording
from gongkai.annual.model import AnnualReport, CellId, Span

_DOWN = "减少|压减|下降|降低|精简|精减|缩减|压缩|回落|缩短|下调|提速|降|减"
_UP = "增加|增长|提高|提升|扩大|上升|上调|拓展|增至|增"
_EVEN = "优化|整合|调整|合并|变更|变"
_VERB = rf"(?P<verb>{_DOWN}|{_UP}|{_EVEN})(?:至|到|为|成)了?"
# What is stated of the change; after a comma nothing else may be its subject (办理时间压减41%).
_STATED = (
    r"(?:[^#,。;\n]{0,6}?|[^#,。;\n]{0,6}?[,(](?:同比|环比|总体|整体|累计|平均|共|合计|直接|实现)*+)"
    rf"(?:{_DOWN}|{_UP}|幅度?|率|比例)(?:幅度?|率|比例)?(?:为|达到?|约|了|近)*+(?P<stated>#)"
)
_CHANGE = re.compile(
    rf"[从由][^,。;#\n]{{0,14}}?(?P<before>#)[^,。;#\n]{{0,10}}?{_VERB}[^,。;#\n]{{0,4}}?(?P<after>#){_STATED}"
)
_STATED_FIRST = re.compile(
    rf"(?:{_DOWN}|{_UP})(?:幅度?|率|比例)?(?:为|达到?|约|了)*+(?P<stated>#),?[^#,。;\n]{{0,4}}?"
    rf"[从由][^,。;#\n]{{0,14}}?(?P<before>#)[^,。;#\n]{{0,10}}?{_VERB}[^,。;#\n]{{0,4}}?(?P<after>#)"
)
_YEARS = re.compile(
    r"(?:上年度?|去年|20[0-9]{2}年)(?:同期)?[为的]?(?P<before>#),?[^#。;\n]{0,6}?"
    rf"(?:今年|本年度?|20[0-9]{{2}}年)[为的]?(?P<after>#){_STATED}"
)
_LAST = r"(?:上一?年度?|去年|20[0-9]{2}年度?)"
_THAN_LAST = rf"(?:同比{_LAST}?|(?:同比)?[较比与]{_LAST})(?:同期|全年|相比)?(?:的)?"
_REAL = re.compile(r"生产总值|GDP|增加值")  # grows at constant prices, not as its figures do
_GREW = "增长|上升|增加|提高|提升"
_FELL = "下降|减少|回落|降低"
_THAN = re.compile(
    r"(?P<after>#)(?:\([^()]{0,200}\))?,?(?:总?数量|总[量数])?"
    rf"{_THAN_LAST}(?P<before>#)?(?P<verb>{_GREW}|{_FELL})[了约]?(?P<stated>#)"
    rf"(?:[,(](?:同比|环比)?(?:{_GREW}|{_FELL}|[增涨降]幅|幅度)[为达了约]*+(?P<again>#))?"
)
# Spans of time are no quantities (see `quantities`); here they are read where they stand.
_TIME = r"(?P<{0}>[0-9]+(?:\.[0-9]+)?)个?(?P<{0}_unit>工作日|小时|分钟|[天日月周])"
_TIME_CHANGE = re.compile(
    rf"[从由][^,。;0-9\n]{{0,14}}?{_TIME.format('before')}[^,。;0-9\n]{{0,10}}?{_VERB}"
    rf"[^,。;0-9\n]{{0,6}}?{_TIME.format('after')}[^0-9,。;\n]{{0,6}}?[,(]?"
    rf"(?:同比|环比|总体|整体|累计|平均|共|合计)*+(?:{_DOWN}|{_UP}|幅度?|率|比例)(?:幅度?|率|比例)?"
    rf"(?:为|达到?|约|了)*+(?:(?P<percent>[0-9]+(?:\.[0-9]+)?)%|{_TIME.format('stated')})"
)


@rule(
    id="ARITH-CHANGE",
    title="增减幅度与前后两个数",
    title_en="A change and the two figures it is between",
    severity=Severity.WARNING,
    basis=("tiaoli-2019:6.1",),
    needs="正文写了“从甲减少（增加）至乙，压减（增长）丙”，或较上年的数增减多少",
    passes=(
        "申请材料从192份减少至114份，压减41%。",
        "办理时限由20天压缩至5天，压减15天。",
        "事项由100项增加到150项，增长50%。",
        "材料从192份减少至114份，办理时间压减50%。",
        "公开信息150条，较上年增加50条，增长50%。",
        "点击量由80万次增加到100万次，增长25%。",
    ),
    fails=(
        "申请材料从192份减少至114份，压减45%。",
        "事项由100项增加到150项，增长60%。",
        "材料从192份减少至114份，减少68份。",
        "办理时限由20个工作日压缩至5个工作日，压减70%。",
        "公开信息150条，较上年的120条增长35%。",
        "公开信息150条，较上年增加50条，增长40%。",
    ),
)
def changes(subject: Subject) -> Iterator[Hit]:
    """Compare a stated reduction or growth with the figures before and after."""
    wording = subject.wording
    for pattern in (_CHANGE, _STATED_FIRST, _YEARS):
        for match in pattern.finditer(wording.text):
            if _REAL.search(wording.text, max(0, match.start() - 16), match.end()):
                continue
            before, after, stated = (
                wording.at(match.start(name)) for name in ("before", "after", "stated")
            )
            span = wording.span(match.start(), match.end())
            yield from _weigh(wording, before, after, stated, span)
    for match in _THAN.finditer(wording.text):
        span = wording.span(match.start(), match.end())
        after, stated = (wording.at(match.start(name)) for name in ("after", "stated"))
        told = [stated, *([wording.at(match.start("again"))] if match["again"] else [])]
        if match["before"]:
            for change in told:
                yield from _weigh(wording, wording.at(match.start("before")), after, change, span)
        elif match["again"]:
            yield from _weigh_two(wording, after, told, span, up=match["verb"] in _GREW.split("|"))
    yield from _times(wording)


def _weigh(
    wording: Wording, before: Quantity, after: Quantity, stated: Quantity, span: Span
) -> Iterator[Hit]:
    """Yield a hit if the stated change does not lie between the two figures."""
    if stated.approximate or not before.value or before.percent or after.percent:
        return
    difference = distance(before.value, after.value)
    if stated.percent:
        if is_change(before, after, stated.value, stated.places):
            return
        computed = f"{share(difference, before.value, max(stated.places, 2))}%"
    elif stated.unit == before.unit and not (before.approximate or after.approximate):
        if stated.value == difference:
            return
        computed = show(difference)
    else:
        return
    printed = wording.squeezed[stated.start : stated.end]
    yield _hit(show(before.value), show(after.value), printed, computed, span)


def _hit(before: str, after: str, printed: str, computed: str, span: Span) -> Hit:
    return Hit(
        f"从 {before} 到 {after}，变化应为 {computed}，正文写的是 {printed}。请核对三个数。",
        f"From {before} to {after} is a change of {computed}; the prose says “{printed}”.",
        span=span,
        compared={"from": before, "to": after, "stated": printed, "computed": computed},
    )


def _weigh_two(
    wording: Wording, after: Quantity, told: list[Quantity], span: Span, *, up: bool
) -> Iterator[Hit]:
    """Compare 增加50条 with 增长50%: what was added tells last year's figure."""
    amount = next((change for change in told if change.unit == after.unit), None)
    rate = next((change for change in told if change.percent), None)
    if amount is None or rate is None or any(q.approximate for q in (after, amount, rate)):
        return
    before = after.value - amount.value if up else after.value + amount.value
    if before > 0 and not is_share(amount.value, before, rate.value, rate.places):
        computed = f"{share(amount.value, before, max(rate.places, 2))}%"
        printed = wording.squeezed[rate.start : rate.end]
        yield _hit(show(before), show(after.value), printed, computed, span)


def _times(wording: Wording) -> Iterator[Hit]:
    """Compare spans of time: 由20个工作日压缩至5个工作日,压减75%."""
    for match in _TIME_CHANGE.finditer(wording.squeezed):
        if match["before_unit"] != match["after_unit"]:
            continue
        before, after = Decimal(match["before"]), Decimal(match["after"])
        difference = abs(before - after)
        if match["percent"]:
            places = len(match["percent"].partition(".")[2])
            if not before or is_share(difference, before, Decimal(match["percent"]), places):
                continue
            printed = f"{match['percent']}%"
            computed = f"{share(difference, before, max(places, 2))}%"
        elif (
            match["stated_unit"] == match["before_unit"] and Decimal(match["stated"]) != difference
        ):
            printed, computed = match["stated"], show(difference)
        else:
            continue
        span = wording.squeezed_span(match.start(), match.end())
        yield _hit(match["before"], match["after"], printed, computed, span)


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
    for match in _THAN.finditer(wording.text):
        now, rate = wording.at(match.start("after")), wording.at(match.start("stated"))
        if (
            match["before"]
            or now.approximate
            or rate.approximate
            or not rate.percent
            or now.percent
            or not isinstance(now.value, int)
        ):
            continue
        up = match["verb"] in _GREW.split("|")
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
