"""Wholes with their parts in prose: 信息41条，其中文件2件、报告1件; 建议38件、提案52件，共90件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.wording import Sentence, Wording

_OPENING = re.compile(
    r"其中[:,]?(?:包括|含|有)?[:,]?|[,:(](?:具体|主要)?(?:包括|包含|分别为|分别是|含)[:,]?|(?<=#)\("
    r"|,(?:具体(?:为|是|情况(?:为|如下)?|如下)|按[^,。;#\n]{1,8}分|分为|由(?=[^。;#\n]{1,14}#))[:,]?"
    r"|(?<=#):|(?<=#)[^,。;:()#\n]{1,8}中[,:]"
)
# The whole after its parts: 建议38件、提案52件,共90件.
_CLOSING = re.compile(r"(?:(?<=[,、])一?共|[合总共]计)[为达有]?#")
_SUBORDINATE = re.compile(r"其中|包括|包含|含|另有|占")
_SOME = re.compile(r"主要|(?<!包)含")  # such a list does not say that it is complete
_ONE_UNIT = re.compile(
    r"^:$|中[,:]$"
)  # 3项工作:一是公开信息20条: these open more than lists of parts
_NO_LIST = re.compile(r"^[^#]{0,6}(?:上年|结转|因|详见|见附件|不含|同比)")
_MARKS = re.compile(r"[()#]")
_LONGEST_LIST = 800  # no list of parts is longer, or has more semicolons; a hostile text may
_MOST_STOPS = 12
_MOST_CLOSED = 12
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
            if "#" not in sentence.text:
                continue
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
    strict = _ONE_UNIT.search(match.group()) is not None
    for unit, at in wholes.items():
        whole = wording.at(at)
        if not whole.pieces and unit not in ("元", "人"):
            continue
        choices = [
            (stop, _parts(wording, aside, (match.end(), stop), whole, strict=strict))
            for stop in stops
        ]
        good = [
            (stop, parts)
            for stop, variants in choices
            for parts in variants
            if parts and adds_up(parts, whole)
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
            or "等" in body
            or _SOME.search(match.group() + body[:4]) is not None,
        )


def adds_up(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether the parts may make the whole, each figure anywhere that its words allow."""
    least, most = sum(part.low for part in parts), sum(part.high for part in parts)
    return least <= whole.high and most >= whole.low


def find_closed_breakdowns(wording: Wording) -> Iterator[Breakdown]:
    """Find the wholes that stand after their parts, where no run of these makes the whole."""
    for match in _CLOSING.finditer(wording.text):
        sentence = wording.sentence(match.start())
        at = match.end() - 1
        whole = wording.at(at)
        if sentence is None or not whole.pieces or not whole.unit:
            continue
        start = max(sentence.start, at - _WHOLE_REACH)
        marks = [
            mark
            for mark in _outside_parentheses(wording, start, at)
            if wording.at(mark).unit == whole.unit
        ]
        parts = [wording.at(mark) for mark in marks]
        if len(parts) > _MOST_CLOSED:
            continue
        runs = [
            parts[first:last]
            for first in range(len(parts))
            for last in range(first + 2, len(parts) + 1)
        ]
        total = sum(part.value for part in parts)
        if (
            not runs
            or any(part.value == whole.value for part in parts)
            or not whole.value <= 2 * total <= 4 * whole.value
            or any(adds_up(run, whole) for run in runs)
        ):
            continue
        yield Breakdown(whole, marks[0], tuple(parts), at + 1, explicit=True, gaps=False)


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
    wording: Wording, aside: Aside, at: tuple[int, int], whole: Quantity, *, strict: bool
) -> list[list[Quantity]]:
    """Return the lists of parts to try: all, those of the whole's unit, those not carried out."""
    inside = {
        mark: wording.at(mark)
        for mark in _outside_parentheses(wording, *at)
        if mark not in aside.concluded and not wording.at(mark).percent
    }
    own = [quantity for quantity in inside.values() if quantity.unit == whole.unit]
    if strict or not whole.pieces:
        return [own]
    # What is counted in other units and exceeds the whole is no part of it: 访问量达3782565次.
    pieces = [
        quantity
        for quantity in inside.values()
        if quantity.pieces and (quantity.unit == whole.unit or quantity.value <= whole.value)
    ]
    out = [pieces]
    if own != pieces and len(own) > 1:
        out.append(own)
    if aside.carried_out & inside.keys():
        out.append([q for mark, q in inside.items() if q.pieces and mark not in aside.carried_out])
    return out
