"""The prose against itself: shares, and whether a rate can exist for its base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.rates import (
    find_numerator,
    is_share,
    neighbours,
    share,
)
from gongkai.annual.checks.registry import Hit, rule
from gongkai.annual.checks.subject import Subject, show
from gongkai.annual.checks.wording import Wording
from gongkai.annual.model import Number

_RATE_NOUN = (
    r"[^#,。;:()、\n]{0,10}?(?:率|满意度|合格度)(?:均|分别)?(?:已)?(?:为|高?达到?|保持在?|是|"
    r":)?(?:了|至)?"
)
_RATES = re.compile(rf"#(?P<rates>(?:[^#,。;:()、\n]{{0,12}}?[,、]?(?:其中)?{_RATE_NOUN}#)+)")
_LONE_RATE = re.compile(rf"{_RATE_NOUN}#$")
_CHANGE_WORDS = re.compile(r"增|降|涨|压|减|缩|简|提速|同比|完成率")
_COUNTS = frozenset("件条起宗份次个项期篇家户") | {"人次", "件次", "批次"}


def _percent(wording: Wording, quantity: Quantity) -> str:
    return wording.squeezed[quantity.start : quantity.end]


@rule(
    id="RATE-ATTAINABLE",
    title="比率与它的基数",
    title_en="A rate that no whole number gives for its base",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文在一个数之后写了比率",
    passes=(
        "受理市长信箱1039件，办结率99.90%。",
        "网民留言3611件，满意率98.98%。",
        "答复咨询500余件，办结率99.68%。",
        "回复来信3件，办结率100%。",
        "受理市长信箱168件，已办结166件，办结率98.81%。",
    ),
    fails=(
        "受理市长信箱1039件，满意率99.26%。",
        "网民留言3611件，办结率99.68%，满意率98.98%。",
        "回复来信7件，其中按期答复率为95%。",
    ),
)
def rate_attainable(subject: Subject) -> Iterator[Hit]:
    """Ask where no whole number, rounded or cut off, gives the rate."""
    wording = subject.wording
    for match in _RATES.finditer(wording.text):
        base = wording.at(match.start())
        if (
            base.approximate
            or not isinstance(base.value, int)
            or base.unit not in _COUNTS
            or base.value <= 0
        ):
            continue
        for at in range(match.start("rates"), match.end()):
            if wording.text[at] != "#":
                continue
            rate = wording.at(at)
            if not rate.percent or rate.approximate or rate.value > 100:
                continue
            named = wording.text.rfind("#", 0, at) + 1
            if _CHANGE_WORDS.search(wording.text, named, at):
                continue
            if find_numerator(base.value, rate.value, rate.places) is not None or any(
                # 受理168件，已办结166件，办结率98.81%: the base is the first figure, the second is
                # its part.
                is_share(base.value, earlier, rate.value, rate.places)
                or find_numerator(earlier, rate.value, rate.places) is not None
                for earlier in _earlier(wording, match.start(), base.value)
            ):
                continue
            near = neighbours(base.value, rate.value, rate.places)
            chinese = "，".join(f"{n} 对应 {share}%" for n, share in near)
            english = ", ".join(f"{n} gives {share} %" for n, share in near)
            printed = _percent(wording, rate)
            clause = max(wording.text.rfind(char, 0, match.start()) for char in ",;:。\n") + 1
            yield Hit(
                f"以 {base.value} 为基数，没有一个整数的比率是 {printed}："
                f"{chinese}（四舍五入或截尾都不成立）。"
                "这个比率的基数可能不是它（例如只计已评价的件数）。请核对，并写明基数。",
                f"No whole number out of {base.value} gives {printed}: {english}."
                " The rate may have another base; please check and name it.",
                span=wording.span(clause, at + 1),
                compared={
                    "base": show(base.value),
                    "rate": printed,
                    "near": [f"{n}={share}%" for n, share in near],
                },
            )


_FAR = 400  # characters: what stands further away is not what a rate is of
_HANDLED = re.compile(r"采纳|采用|合格|通过|评价|办结|答复|回复|解决|处理|满意|整改|回访|办理")


def _earlier(wording: Wording, mark: int, least: int) -> list[int]:
    """Return the larger counts before a mark in its sentence, if it may count a part of them."""
    sentence = wording.sentence(mark)
    clause = max(wording.text.rfind(char, 0, mark) for char in ",;:。\n") + 1
    if sentence is None or not _HANDLED.search(wording.text, clause, mark):
        return []
    start = max(sentence.start, mark - _FAR)
    return [
        quantity.value
        for at in range(start, mark)
        if wording.text[at] == "#"
        for quantity in [wording.at(at)]
        if isinstance(quantity.value, int)
        and quantity.unit in _COUNTS
        and not quantity.approximate
        and quantity.value >= least
    ]


@rule(
    id="RATE-RANGE",
    title="办结率、满意率等超过 100%",
    title_en="A rate above 100 %",
    severity=Severity.WARNING,
    basis=("tiaoli-2019:6.1",),
    needs="正文写了办结率、满意率一类的比率",
    passes=("办结率100%。", "财政收入增长率120%。"),
    fails=("受理市长信箱39件，办结率102.5%。",),
)
def rate_range(subject: Subject) -> Iterator[Hit]:
    """Find rates of a part in its whole that exceed the whole."""
    wording = subject.wording
    for at, quantity in wording.marked():
        if not quantity.percent or quantity.value <= 100:
            continue
        before = wording.text[max(0, at - 20) : at + 1]
        match = _LONE_RATE.search(before)
        if match is None or _CHANGE_WORDS.search(match.group()):
            continue
        start = at + 1 - len(match.group())
        printed = _percent(wording, quantity)
        yield Hit(
            f"“{wording.words(start, at + 1)}”超过 100%。部分不会多于全部。请核对。",
            f"{printed} exceeds 100 %; a part is never more than the whole. Please check.",
            span=wording.span(start, at + 1),
            compared={"rate": printed},
        )


_SHARE = re.compile(
    r"#(?:\([^()#]{0,16}\))?[^#。;,()、\n]{0,8}[,(、]?(?:[^#。;,()、\n]{0,6}?占(?!比?较)[^#。;,()\n]{0,14}|比例[为达约到]*+)#"
)
_SHARE_OF = re.compile(r"(?P<subject>[一-鿿]{2,8})(?:的)?占比(?:为|达到?|是)?#")
_MOST_BASES = 12


def _bases(wording: Wording, paragraph: int, before: int, part: Quantity) -> list[Quantity]:
    """Return the larger counts that stand before a share in its paragraph, the nearest first."""
    first = max(wording.paragraphs[paragraph][0].start, before - 4 * _FAR)
    out: list[Quantity] = []
    at = wording.text.rfind("#", first, before)
    while at >= 0 and len(out) < _MOST_BASES:
        quantity = wording.at(at)
        if not quantity.percent and quantity.value > part.value and quantity.unit != "元":
            out.append(quantity)
        at = wording.text.rfind("#", first, at)
    return out


def _table_bases(subject: Subject) -> list[Number]:
    received, carried, concluded = (
        subject.report.value("table3", row, "total")
        for row in ("received", "carried_in", "concluded")
    )
    out = [value for value in (concluded, received) if value]
    return [*out, received + carried] if received and carried else out


@rule(
    id="ARITH-SHARE",
    title="占比与它的两个数",
    title_en="A share and its two figures",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文写了件数、它的占比和总数",
    passes=(
        "共收到依申请公开1499件。其中，网络申请1303件，占86.92%；信函申请172件，占11.47%。",
        "接收信件81件，其中建议类42件，占51.85%。",
        "解读文件23个，其中图片解读16个，动漫解读7个，动漫解读占比30%。",
    ),
    fails=(
        "接收信件81件，其中建议类42件，占52.85%。",
        "答复投诉500余件。解读文件23个，其中图片解读16个，动漫解读7个，动漫解读占比23%。",
        "依申请公开答复805件，予以公开及部分公开258件，占33.9%。",
    ),
)
def shares(subject: Subject) -> Iterator[Hit]:
    """Ask where a share fits none of the larger figures before it, nor the totals of table 3."""
    wording = subject.wording
    for paragraph, sentences in enumerate(wording.paragraphs):
        start, end = sentences[0].start, sentences[-1].end
        found: list[tuple[int, int, Quantity, Quantity]] = []
        for match in _SHARE.finditer(wording.text, start, end):
            part, rate = wording.at(match.start()), wording.at(match.end() - 1)
            found.append((match.start(), match.end(), part, rate))
        for match in _SHARE_OF.finditer(wording.text, start, end) if "占比" in wording.text else ():
            named = _named_part(wording, start, match)
            if named is not None:
                found.append((match.start(), match.end(), named, wording.at(match.end() - 1)))
        for first, last, part, rate in found:
            if not rate.percent or part.percent or part.approximate or rate.approximate:
                continue
            if _CHANGE_WORDS.search(wording.text, first, last):
                continue
            bases = _bases(wording, paragraph, first, part)
            values: list[Number] = [base.value for base in bases if not base.approximate]
            asked = "申请" in wording.text[start:first]
            tables = _table_bases(subject) if asked else []
            if not values or any(
                is_share(part.value, base, rate.value, rate.places)
                for base in values + tables
                if base
            ):
                continue
            if any(_may_be_share(part, base, rate) for base in bases if base.approximate):
                continue
            near = _nearest(values, part, rate)
            printed = _percent(wording, rate)
            counted = share(part.value, near, rate.places)
            yield Hit(
                f"“{wording.words(first, last)}”：前文的各个总数中没有一个使 {show(part.value)}"
                f" 占 {printed}；"
                f"最接近的是 {show(near)}，{show(part.value)} 占 {counted}%。请核对件数、"
                f"占比和基数。",
                f"{show(part.value)} is {printed} of none of the totals before it; of"
                f" {show(near)} it is {counted} %."
                " Please check the figures and the base.",
                span=wording.span(first, last),
                compared={
                    "part": show(part.value),
                    "rate": printed,
                    "base": show(near),
                    "computed": f"{counted}%",
                },
            )


def _nearest(bases: list[Number], part: Quantity, rate: Quantity) -> Number:
    """Return the base of which the part is nearest to the rate."""
    return min(
        bases, key=lambda base: abs(float(part.value) * 100 / float(base) - float(rate.value))
    )


def _may_be_share(part: Quantity, base: Quantity, rate: Quantity) -> bool:
    """Whether an approximate base leaves room for the share."""
    low = float(part.value) * 100 / float(base.high or 1)
    high = float(part.value) * 100 / float(base.low or 1)
    return low - 1 <= float(rate.value) <= high + 1


def _named_part(wording: Wording, start: int, match: re.Match[str]) -> Quantity | None:
    """Find the figure of what 占比 speaks of: 动漫解读文件7个 … 动漫解读占比."""
    name = match["subject"]
    at = wording.text.rfind(name, max(start, match.start() - _FAR), match.start())
    mark = wording.text.find("#", at + len(name), at + len(name) + 7) if at >= 0 else -1
    if mark < 0 or mark >= match.start() or set(wording.text[at:mark]) & set(",。;("):
        return None
    return wording.at(mark)
