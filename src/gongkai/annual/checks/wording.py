"""The prose made ready for rules: punctuation folded, spaces taken out, quantities one `#`.

With quantities out of the way a rule reads like the sentence it looks for:
收到[^,。;#]*申请[^,。;#]*#.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.annual.checks.quantities import THOUSANDS, Quantity, find_quantities
from gongkai.annual.model import AnnualReport, Span

_FOLD = str.maketrans("，：；（）％！？．　\xa0#～—–－＋〈〉", ",:;()%!?.  ＃~---+<>")
_SPACES = re.compile(r"(?<![0-9A-Za-z%. ]) +|(?<=[0-9A-Za-z%.]) +(?![0-9A-Za-z ])|(?<=\n) +")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_FULL_STOP = re.compile(r"(?<=[一-鿿)%])\.(?=[\s一-鿿]|$)")  # 未收到申请.
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?\n]?")
_DIGITS = re.compile(r"[0-9.'〇零一二两三四五六七八九十百千万]+")


def fold(text: str) -> str:
    """Fold punctuation and mark thousands separators, one character for one."""
    folded = _THOUSANDS.sub(THOUSANDS, text).translate(_FOLD)
    return _FULL_STOP.sub("。", folded)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of `Wording.text` up to 。 ; ! ? or a paragraph's end, with where it stands.

    `section` is the section's kind, `aspect` the title of its subsection, `paragraph` counts
    paragraphs.
    """

    start: int
    end: int
    text: str
    section: str
    aspect: str
    paragraph: int


class Wording:
    """A report's prose as rules read it.

    `folded` is the prose with its punctuation folded, one character for one; `squeezed` is without
    stray spaces;
    `text` has `#` for each quantity; `quantities` are in order; `at` gives the quantity of a `#` by
    its offset;
    `span` leads back to `Prose.text`.
    """

    def __init__(self, report: AnnualReport) -> None:
        self.report = report
        self.folded = folded = fold(report.prose.text)
        squeezed: list[str] = []
        pieces: list[tuple[int, int]] = []  # offset in the squeezed text -> offset in the prose
        length = last = 0
        for match in _SPACES.finditer(folded):
            if match.start() > last:
                pieces.append((length, last))
                squeezed.append(folded[last : match.start()])
                length += match.start() - last
            last = match.end()
        pieces.append((length, last))
        squeezed.append(folded[last:])
        self.squeezed = "".join(squeezed)
        self._squeezed_starts = [start for start, _ in pieces]
        self._prose_starts = [start for _, start in pieces]
        self.quantities = find_quantities(self.squeezed)
        parts: list[str] = []
        self._marks: list[int] = []  # offsets of the # in `text`
        self._shifts: list[tuple[int, int]] = [(0, 0)]  # offset in `text` -> in the squeezed text
        length = last = 0
        for quantity in self.quantities:
            parts += [self.squeezed[last : quantity.start], "#"]
            length += quantity.start - last
            self._marks.append(length)
            length += 1
            last = quantity.end
            self._shifts.append((length, last))
        parts.append(self.squeezed[last:])
        self.text = "".join(parts)
        self._shift_starts = [start for start, _ in self._shifts]

    def at(self, offset: int) -> Quantity:
        """Return the quantity whose `#` stands at this offset."""
        return self.quantities[bisect_right(self._marks, offset) - 1]

    def marked(self) -> Iterator[tuple[int, Quantity]]:
        """Yield each quantity with the offset of its `#`."""
        return zip(self._marks, self.quantities, strict=True)

    def _to_squeezed(self, offset: int) -> int:
        start, squeezed = self._shifts[bisect_right(self._shift_starts, offset) - 1]
        return squeezed + offset - start

    def _to_prose(self, offset: int) -> int:
        index = bisect_right(self._squeezed_starts, offset) - 1
        return self._prose_starts[index] + offset - self._squeezed_starts[index]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the prose behind [start, end) of `text`."""
        ends_in_quantity = self.text[end - 1 : end] == "#"
        last = self.at(end - 1).end - 1 if ends_in_quantity else self._to_squeezed(end - 1)
        return Span(self._to_prose(self._to_squeezed(start)), self._to_prose(last) + 1)

    def squeezed_span(self, start: int, end: int) -> Span:
        """Return the stretch of the prose behind [start, end) of `squeezed`."""
        return Span(self._to_prose(start), self._to_prose(end - 1) + 1)

    def words(self, start: int, end: int) -> str:
        """Return what is printed behind [start, end) of `text`, spaces taken out."""
        last = self.at(end - 1).end if self.text[end - 1 : end] == "#" else self._to_squeezed(end)
        return self.squeezed[self._to_squeezed(start) : last]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, each with its section and aspect."""
        out: list[Sentence] = []
        paragraph = 0
        sections = sorted(self.report.sections, key=lambda section: section.span.start)
        starts = [section.span.start for section in sections]
        subsection_starts: dict[int, list[int]] = {}
        for match in _SENTENCE.finditer(self.text):
            where = self._to_prose(self._to_squeezed(match.start()))
            index = bisect_right(starts, where) - 1
            section = sections[index] if index >= 0 and where < sections[index].span.end else None
            aspect = ""
            if section is not None and section.subsections:
                heads = subsection_starts.setdefault(
                    index, [subsection.span.start for subsection in section.subsections]
                )
                number = bisect_right(heads, where) - 1
                if number >= 0 and where < section.subsections[number].span.end:
                    aspect = section.subsections[number].title
            out.append(
                Sentence(
                    match.start(),
                    match.end(),
                    match.group(),
                    section.kind if section else "",
                    aspect,
                    paragraph,
                )
            )
            paragraph += (
                match.group().endswith("\n") or self.text[match.end() : match.end() + 1] == "\n"
            )
        return tuple(out)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence(self, offset: int) -> Sentence | None:
        """Return the sentence in which an offset of `text` lies."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 else None

    @cached_property
    def paragraphs(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences by paragraph."""
        out: list[list[Sentence]] = []
        last = -1
        for sentence in self.sentences:
            if sentence.paragraph != last:
                out.append([])
                last = sentence.paragraph
            out[-1].append(sentence)
        return tuple(tuple(paragraph) for paragraph in out)


def mask(text: str) -> str:
    """Take the figures out of words, so that a place keeps its name when a value changes."""
    return _DIGITS.sub("", fold(text)).replace(" ", "").replace("\n", "")
