"""The prose of two reports: sections aligned, and each sentence kept, altered, new or dropped.

Sentences are matched by what they say, then by that with the figures masked: first within their
section, then anywhere, by dictionaries. What is left is matched by the rare shingles that two
sentences share. So the time grows with the length of the texts, whatever they hold.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.annual.checks.text_overlap import Overlap, find_overlap
from gongkai.annual.model import AnnualReport, Section, Span

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*")
_NOISE = re.compile(r"[\s，。、；：！？“”‘’（）()《》〈〉【】,.;:!?\"'·…—-]+")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHINGLE = 4  # characters of a masked sentence
_COMMON = 8  # sentences; a shingle in more of them tells nothing
_ALIKE = 0.5  # share of shingles from which two sentences are one, altered


class Status(StrEnum):
    """What became of a passage on its way from left to right."""

    KEPT = "kept"
    FIGURES = "figures"  # the same but for its numbers
    EDITED = "edited"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: its place and its words. `section` counts the report's sections from 0."""

    span: Span
    text: str
    section: int


@dataclass(frozen=True, slots=True)
class PassagePair:
    """A passage on both sides, or on one. `moved` says that it changed its section."""

    status: Status
    left: Passage | None
    right: Passage | None
    moved: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return plain values: words and spans of the sides that there are."""
        out: dict[str, Any] = {"status": str(self.status)}
        for name, passage in (("left", self.left), ("right", self.right)):
            if passage is not None:
                out[name] = {
                    "text": passage.text,
                    "span": [passage.span.start, passage.span.end],
                }
        if self.moved:
            out["moved"] = True
        return out


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of both reports, or of one. `kind` as in `Section`; "preamble" before the first.

    `overlap` is how much of the right side's words stood on the left, figures aside.
    """

    kind: str
    left_title: str | None  # None: the report has no such section
    right_title: str | None
    passages: tuple[PassagePair, ...]
    overlap: Overlap

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "kind": self.kind,
            "left": self.left_title,
            "right": self.right_title,
            "repeated_share": round(self.overlap.share, 4),
            "passages": [pair.as_json() for pair in self.passages],
        }


@dataclass(frozen=True, slots=True)
class ProseComparison:
    """The prose of two reports; `overlap` covers all of the right one's words but headings."""

    sections: tuple[SectionPair, ...]
    overlap: Overlap

    def passages(self) -> Iterator[PassagePair]:
        """Yield every pair once, section by section."""
        for section in self.sections:
            yield from section.passages

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "repeated_share": round(self.overlap.share, 4),
            "repeated_characters": self.overlap.covered,
            "characters": self.overlap.length,
            "sections": [section.as_json() for section in self.sections],
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """A section's sentences, its heading left out. `key` is what it is aligned by."""

    key: str
    kind: str
    title: str
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """Return the words with the figures masked one for one: a new count is no new sentence."""
        text = "".join(passage.text for passage in self.passages)
        return _DIGITS.sub(lambda match: "0" * len(match.group()), text)


def compare_prose(left: AnnualReport, right: AnnualReport) -> ProseComparison:
    """Compare the words of two reports, tables aside."""
    lefts, rights = _parts(left), _parts(right)
    homes = _align(lefts, rights)
    matches = _match(lefts, rights, homes)
    used = {id(pair.left) for pair in matches.values()}
    sections: list[SectionPair] = []
    emitted: set[int] = set()
    for number, part in enumerate(rights):
        home = homes.get(number)
        # A left section that the right report lacks comes before the one that followed it.
        for earlier in range(home or 0):
            if earlier not in homes.values() and earlier not in emitted:
                emitted.add(earlier)
                sections.append(_lost(lefts[earlier], used))
        dropped = [] if home is None else [p for p in lefts[home].passages if id(p) not in used]
        before = lefts[home].words if home is not None else ""
        sections.append(
            SectionPair(
                part.kind,
                None if home is None else lefts[home].title,
                part.title,
                tuple(_merge(part, dropped, matches, home)),
                find_overlap(part.words, before),
            )
        )
    sections += [
        _lost(part, used)
        for number, part in enumerate(lefts)
        if number not in homes.values() and number not in emitted
    ]
    whole = find_overlap(
        "\n".join(part.words for part in rights), "\n".join(part.words for part in lefts)
    )
    return ProseComparison(tuple(sections), whole)


def _lost(part: _Part, used: set[int]) -> SectionPair:
    pairs = (
        PassagePair(Status.DROPPED, passage, None)
        for passage in part.passages
        if id(passage) not in used
    )
    return SectionPair(part.kind, part.title, None, tuple(pairs), Overlap(0, 0, ()))


def _merge(
    part: _Part, dropped: list[Passage], matches: dict[int, PassagePair], home: int | None
) -> Iterator[PassagePair]:
    """Yield a section's passages as the right report has them, dropped ones where they stood."""
    waiting = deque(dropped)
    for passage in part.passages:
        pair = matches.get(id(passage)) or PassagePair(Status.NEW, None, passage)
        if pair.left is not None and pair.left.section == home:
            while waiting and waiting[0].span.start < pair.left.span.start:
                yield PassagePair(Status.DROPPED, waiting.popleft(), None)
        yield pair
    for passage in waiting:
        yield PassagePair(Status.DROPPED, passage, None)


# Sections


def _parts(report: AnnualReport) -> list[_Part]:
    text = report.prose.text
    sections = sorted(report.sections, key=lambda section: section.span.start)
    starts = [section.span.start for section in sections]
    parts = []
    end = starts[0] if starts else len(text)
    if text[:end].strip():
        parts.append(_Part("preamble", "preamble", "", _passages(text, Span(0, end), 0)))
    for section, stop in zip(sections, [*starts, len(text)][1:], strict=True):
        key = section.kind or _fold(section.title)
        title = section.number + ("、" if section.number else "") + section.title
        span = Span(section.span.start, stop)
        passages = _passages(text, span, len(parts), _headings(section))
        parts.append(_Part(key, section.kind, title, passages))
    return parts


def _headings(section: Section) -> frozenset[str]:
    titles = [section.title, section.number + section.title]
    titles += [part.title for part in section.subsections]
    titles += [part.number + part.title for part in section.subsections]
    return frozenset(_fold(title) for title in titles)


def _passages(
    text: str, span: Span, section: int, headings: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    return tuple(
        Passage(Span(match.start(), match.end()), match.group().strip(), section)
        for match in _SENTENCE.finditer(text, span.start, span.end)
        if (folded := _fold(match.group())) and folded not in headings
    )


def _align(lefts: list[_Part], rights: list[_Part]) -> dict[int, int]:
    """Return, for each right section that has one, the left section of the same key."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for number, part in enumerate(lefts):
        waiting[part.key].append(number)
    return {
        number: waiting[part.key].popleft()
        for number, part in enumerate(rights)
        if waiting[part.key]
    }


# Sentences


def _fold(text: str) -> str:
    return _NOISE.sub("", text)


def _mask(text: str) -> str:
    return _DIGITS.sub("#", _fold(text))


def _match(
    lefts: list[_Part], rights: list[_Part], homes: dict[int, int]
) -> dict[int, PassagePair]:
    """Return, for the right passages that have a counterpart (by identity), the pair."""
    free_left = {id(p): p for part in lefts for p in part.passages}
    free_right = {id(p): p for part in rights for p in part.passages}
    pairs: dict[int, PassagePair] = {}

    def take(left: Passage, right: Passage, status: Status) -> None:
        moved = homes.get(right.section) != left.section
        pairs[id(right)] = PassagePair(status, left, right, moved)
        del free_left[id(left)], free_right[id(right)]

    for status, fold in ((Status.KEPT, _fold), (Status.FIGURES, _mask)):
        for within in (True, False):
            for left, right in _equal(
                list(free_left.values()), list(free_right.values()), fold, homes if within else None
            ):
                take(left, right, status)
    for left, right in _alike(list(free_left.values()), list(free_right.values())):
        take(left, right, Status.EDITED)
    return pairs


def _equal(
    lefts: Iterable[Passage],
    rights: Iterable[Passage],
    fold: Callable[[str], str],
    homes: dict[int, int] | None,
) -> Iterator[tuple[Passage, Passage]]:
    """Yield passages that are the same once folded; with `homes`, only within aligned sections."""
    waiting: dict[tuple[int | None, str], deque[Passage]] = defaultdict(deque)
    for passage in lefts:
        waiting[passage.section if homes is not None else None, fold(passage.text)].append(passage)
    for passage in rights:
        home = homes.get(passage.section, -1) if homes is not None else None
        same = waiting.get((home, fold(passage.text)))
        if same:
            yield same.popleft(), passage


def _shingles(text: str) -> set[str]:
    masked = _mask(text)
    return {masked[at : at + _SHINGLE] for at in range(len(masked) - _SHINGLE + 1)}


def _alike(lefts: list[Passage], rights: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Yield passages that share most of their shingles, each with its best free counterpart."""
    shingled = [_shingles(passage.text) for passage in lefts]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, shingles in enumerate(shingled):
        for shingle in shingles:
            if len(holders[shingle]) <= _COMMON:
                holders[shingle].append(number)
    taken: set[int] = set()
    for passage in rights:
        shingles = _shingles(passage.text)
        votes = Counter(
            number
            for shingle in shingles
            if len(holders.get(shingle, ())) <= _COMMON
            for number in holders.get(shingle, ())
            if number not in taken
        )
        best = min(votes, key=lambda number: (-votes[number], number), default=None)
        if best is None:
            continue
        if len(shingles & shingled[best]) >= _ALIKE * max(len(shingles), len(shingled[best])):
            taken.add(best)
            yield lefts[best], passage
