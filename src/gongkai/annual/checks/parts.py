"""Wholes and their parts in prose: 信息41条，其中文件2件、报告1件; outcomes and their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, distance, plus, show
from gongkai.annual.checks.wording import Sentence, Wording
from gongkai.annual.model import Number

_OPENING = re.compile(
    r"其中[:,]?(?:包括|含|有)?[:,]?|[,:(](?:具体)?(?:包括|包含|分别为|分别是|含)[:,]?|(?<=#)\("
)
_SUBORDINATE = re.compile(r"其中|包括|包含|含|另有|占")
_NO_LIST = re.compile(r"^[^#]{0,6}(?:上年|结转|因|详见|见附件|不含|同比)")
_NEAR = 0.9  # two parts that come this close to the whole were probably meant to reach it
_MARKS = re.compile(r"[()#]")
_LONGEST_LIST = 800  # no list of parts is longer, or has more semicolons; a hostile text may
_MOST_STOPS = 12
_WHOLE_REACH = 200  # characters before a list in which its whole is looked for
_WHOLE_DISTANCE = 60  # characters between the whole and the word that opens its parts


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts. `explicit` lists claim to be complete; `gaps`: one has no figure."""

    whole: Quantity
    whole_at: int
    parts: tuple[Quantity, ...]
    end: int
    explicit: bool
    gaps: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """The `#` of figures that tell the fate of requests, not parts: 其中新收14件，办结16件.

    What is carried out may be a part (of all that was handled) or not (of what came in).
    """

    concluded: frozenset[int]
    carried_out: frozenset[int]


def _close(text: str, opening: int, end: int) -> int:
    """Return the offset of the parenthesis that closes the one at `opening`, or `end`."""
    depth = 0
    for at in range(opening, end):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth == 0:
                return at
    return end


def _clause(text: str, start: int, at: int) -> str:
    """Return the words between the last punctuation and the mark at `at`."""
    return text[max(text.rfind(char, start, at) for char in ",;:。\n") + 1 : at]


def _outside_parentheses(wording: Wording, start: int, end: int) -> list[int]:
    """Return the offsets of the quantities in [start, end) outside parentheses opened there."""
    out: list[int] = []
    depth = 0
    for match in _MARKS.finditer(wording.text, start, end):
        char = match.group()
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(match.start())
    return out


def find_breakdowns(wording: Wording, aside: Aside) -> Iterator[Breakdown]:
    """Find the wholes with their parts; one for each unit in which a whole is given."""
    for paragraph in wording.paragraphs:
        for index, sentence in enumerate(paragraph):
            following: int | None = None  # where the next list begins
            found: list[tuple[re.Match[str], int | None]] = []
            for match in reversed(
                list(_OPENING.finditer(wording.text, sentence.start, sentence.end))
            ):
                found.append((match, following))
                if wording.text[match.start()] != "(":
                    following = match.start()
            for match, end in reversed(found):
                yield from _breakdown(wording, aside, (paragraph, index), match, end)


def _breakdown(
    wording: Wording,
    aside: Aside,
    at_sentence: tuple[Sequence[Sentence], int],
    match: re.Match[str],
    following: int | None,
) -> Iterator[Breakdown]:
    paragraph, index = at_sentence
    text = wording.text
    sentence = paragraph[index]
    bracket = text.rfind("(", max(sentence.start, match.start() - 1), match.end())
    in_bracket = (
        bracket >= 0
        and bracket >= match.start() - 1
        and _close(text, bracket, min(sentence.end, bracket + _LONGEST_LIST)) >= match.end()
    )
    if in_bracket:
        stops = [_close(text, bracket, min(sentence.end, bracket + _LONGEST_LIST))]
    else:
        stops = _stops(paragraph, index, match.end(), following, text)
    start = sentence.start
    if match.start() - sentence.start < 2 and index and not in_bracket:
        start = paragraph[index - 1].start  # 共…292条。其中…
    start = max(start, match.start() - _WHOLE_REACH)
    before = [
        at
        for at in _outside_parentheses(wording, start, match.start())
        if not wording.at(at).percent
    ]
    if in_bracket:
        before = [at for at in before if at == bracket - 1]
    elif len(before) > 1:
        # 完成答复1453件，包括上年结转30件。其中… speaks of the 1453.
        main = [at for at in before if not _SUBORDINATE.search(_clause(text, start, at))]
        before = main or before
    if not before or match.start() - before[-1] > _WHOLE_DISTANCE:
        return
    if _NO_LIST.match(text[match.end() : match.end() + 12]):
        return
    last = wording.at(before[-1])
    wholes = {last.unit: before[-1]}
    if not in_bracket:
        for at in before[:-1]:  # 25件…收取了2950元。其中…1件，收取420元…
            if (
                before[-1] - at < 30
                and wording.at(at).unit != last.unit
                and "元" in (last.unit, wording.at(at).unit)
            ):
                wholes[wording.at(at).unit] = at
    for unit, at in wholes.items():
        whole = wording.at(at)
        if whole.approximate or (not whole.pieces and unit not in ("元", "人")):
            continue
        choices = [(stop, _parts(wording, aside, (match.end(), stop), whole)) for stop in stops]
        good = [
            (stop, parts)
            for stop, variants in choices
            for parts in variants
            if parts and sum(part.value for part in parts) == whole.value
        ]
        stop, variants = choices[0]
        if len(variants[0]) == 1 and len(choices) > 1 and len(choices[-1][1][0]) == len(choices):
            stop, variants = choices[-1]  # one part to each semicolon: these divide the list
        parts = good[0][1] if good else variants[0]
        if len(parts) < 2:
            continue
        body = text[match.end() : stop]
        yield Breakdown(
            whole,
            at,
            tuple(parts),
            good[0][0] if good else stop,
            explicit="分别" in match.group()
            or (
                in_bracket
                and "其中" not in match.group()
                and "含" not in match.group()
                and "包" not in match.group()
            ),
            gaps=any("#" not in clause and len(clause) > 3 for clause in re.split(r"[,、;]", body))
            or "等" in body,
        )


def _stops(
    paragraph: Sequence[Sentence], index: int, start: int, following: int | None, text: str
) -> list[int]:
    """Return where the list may end: at each semicolon, and at the full stop."""
    out: list[int] = []
    for at in range(index, min(len(paragraph), index + _MOST_STOPS)):
        end = min(paragraph[at].end, start + _LONGEST_LIST)
        if following is not None and start < following < end:
            return [*out, following]
        out.append(end)
        if text[end - 1 : end] != ";" or end == start + _LONGEST_LIST:
            break
    return out


def _parts(
    wording: Wording, aside: Aside, at: tuple[int, int], whole: Quantity
) -> list[list[Quantity]]:
    """Return the lists of parts to try: all, those of the whole's unit, those not carried out."""
    inside = {
        mark: wording.at(mark)
        for mark in _outside_parentheses(wording, *at)
        if mark not in aside.concluded and not wording.at(mark).percent
    }
    if any(quantity.approximate for quantity in inside.values()):
        return [[]]
    own = [quantity for quantity in inside.values() if quantity.unit == whole.unit]
    if not whole.pieces:
        return [own]
    pieces = [quantity for quantity in inside.values() if quantity.pieces]
    out = [pieces]
    if own != pieces and len(own) > 1:
        out.append(own)
    if aside.carried_out & inside.keys():
        out.append([q for mark, q in inside.items() if q.pieces and mark not in aside.carried_out])
    return out


@rule(
    id="ARITH-PARTS",
    title="分项之和与总数",
    title_en="Parts and their whole",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文列出总数和至少两个分项",
    passes=(
        "公众号发布信息227条，其中公开本机关信息35条，转载192条。",
        "公开信息292条。其中政务信息229条，财务信息57条，党务信息6条。",
        "对25件申请收取了信息处理费2950元。其中，松林镇9件，收取1450元；桃溪镇16件，收取1500元。",
        "全年公开信息500条，其中政策解读20条，公告30条。",
        "发布信息16642条（概况类194条、政务动态5749条、目录10699条）。",
        "公开信息3800余条。其中网站2000余条；新媒体1800余条。",
        "全年共办理政府信息公开申请16件，其中本年新收14件，2023年结转2件，办结15件，1件结转下年度继续办理。",
        "解读信息260条，其中，解读材料39条，解读产品201个（包括短视频16个），文章20篇。",
    ),
    fails=(
        "主动公开信息41条，其中公开文件2件，报告总结1件，公告1件，工作信息18条。",
        "网站发布信息2139条，其中动态类1744条，政务类393条，解读类21条，回应类2条。",
        Example(
            "公开信息96条（更新概况3条，预算公开7条，部门决算85条）。", severity=Severity.WARNING
        ),
        "收到申请75件，其中自然人70件，企业3件。",
    ),
)
def parts_and_whole(subject: Subject) -> Iterator[Hit]:
    """Ask where the parts of a list do not add up to the whole before it."""
    wording = subject.wording
    seen: set[int] = set()
    aside = Aside(
        *(
            frozenset(claim.mark for claim in subject.claims if claim.field == field)
            for field in ("concluded", "carried_out")
        )
    )
    for breakdown in find_breakdowns(wording, aside):
        total: Number = sum(part.value for part in breakdown.parts)
        whole = breakdown.whole
        if total == whole.value or breakdown.whole_at in seen:
            continue
        short = len(breakdown.parts) == 2 and total < float(whole.value) * _NEAR
        if total < whole.value and not breakdown.explicit and (breakdown.gaps or short):
            continue  # some examples out of the whole
        seen.add(breakdown.whole_at)
        difference = distance(total, whole.value)
        if total > whole.value:
            meaning = "分项多出来了：如果同一条信息计入了不止一项，请说明有重复；否则请核对。"
            meaning_en = (
                "They exceed it: say so if items are counted twice; otherwise please check."
            )
        else:
            meaning = "分项没有列全，或者有数字需要核对。如果只列了一部分，可写明“等”或“主要包括”。"
            meaning_en = "Either the list is not complete, or a figure needs checking."
        start = breakdown.whole_at
        clause = max(wording.text.rfind(char, 0, start) for char in ",;。\n") + 1
        yield Hit(
            f"总数 {show(whole.value)}，所列 {len(breakdown.parts)} 个分项合计 {show(total)}"
            f"（{plus(part.value for part in breakdown.parts)}），相差 {show(difference)}。"
            f"{meaning}",
            f"The whole is {show(whole.value)}; its {len(breakdown.parts)} parts add up to"
            f" {show(total)}, a difference"
            f" of {show(difference)}. {meaning_en}",
            span=wording.span(clause, breakdown.end),
            compared={
                "whole": show(whole.value),
                "parts": [show(part.value) for part in breakdown.parts],
                "sum": show(total),
            },
            severity=Severity.WARNING if breakdown.explicit else None,
        )


_GROUPS = ("granted", "partially_granted", "refused", "unavailable", "not_processed", "other")
_ENOUGH_GROUPS = 4


@rule(
    id="ARITH-OUTCOMES",
    title="正文各类办理结果之和与正文的总数",
    title_en="Outcomes in the prose and the total in the prose",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1", "gbgkbh-2021-30:table3"),
    needs="同一段正文写了办结（或收到）总数和至少四类结果",
    passes=(
        "完成政府信息依申请公开答复1453件。其中，予以公开答复966件；部分公开67件；不予公开81件；无法提供的182件；不予处理的61件；其他处理96件。",
        "收办政府信息公开申请3607件；予以公开1191件、部分公开328件、不予公开142件、无法提供1078件、不予处理406件、作其他处理341件、转下年度办理121件。",
    ),
    fails=(
        "答复政府信息公开申请805件。予以公开及部分公开258件；不予公开35件；因本机关不掌握等原因无法提供265件；不予处理158件；其他处理0件。",
    ),
)
def outcomes_and_total(subject: Subject) -> Iterator[Hit]:
    """Ask where a paragraph's outcomes add up to its total neither with nor without carry-over."""
    wording = subject.wording
    by_paragraph: dict[int, list[int]] = {}
    for index, claim in enumerate(subject.claims):
        if claim.quantity is not None:
            by_paragraph.setdefault(claim.sentence.paragraph, []).append(index)
    for indexes in by_paragraph.values():
        claims = [subject.claims[index] for index in indexes]
        outcomes = {
            claim.field.partition(".")[2]: claim
            for claim in claims
            if claim.field.startswith("outcome.")
        }
        totals = [claim for claim in claims if claim.field in ("received", "concluded")]
        covered = len(outcomes) + ("granted_or_partial" in outcomes)
        if covered < _ENOUGH_GROUPS or not totals:
            continue
        if any(
            claim.quantity is None or claim.quantity.approximate
            for claim in [*outcomes.values(), *totals]
        ):
            continue
        values = [claim.quantity.value for claim in outcomes.values() if claim.quantity is not None]
        carried = sum(
            claim.quantity.value
            for claim in claims
            if claim.field == "carried_out" and claim.quantity is not None
        )
        carried_in = sum(
            claim.quantity.value
            for claim in claims
            if claim.field == "carried_in" and claim.quantity is not None
        )
        total = sum(values)
        stated = [claim.quantity.value for claim in totals if claim.quantity is not None]
        allowed = {number + more for number in stated for more in (0, carried_in)}
        if total in allowed or total + carried in allowed:
            continue
        first, last = (
            min(outcomes.values(), key=lambda c: c.start),
            max(outcomes.values(), key=lambda c: c.end),
        )
        missing = [name for name in _GROUPS if name not in outcomes]
        yield Hit(
            f"正文写总数 {'、'.join(show(number) for number in stated)} 件，各类结果合计"
            f" {show(total)} 件（{plus(values)}）。"
            f"{'有的类别没有写；' if missing and 'granted_or_partial' not in outcomes else ''}请核"
            f"对各类件数是否漏计。",
            f"The prose states {', '.join(show(number) for number in stated)} in all; its"
            f" outcomes add up to {show(total)}.",
            span=wording.span(first.start, last.end),
            compared={
                "stated": [show(number) for number in stated],
                "outcomes": [show(value) for value in values],
                "sum": show(total),
            },
        )
