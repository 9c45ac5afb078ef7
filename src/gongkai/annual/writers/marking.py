"""The prose cut into pieces, so that every finding's stretch can be marked, overlaps too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual.model import AnnualReport, Section, Span
from gongkai.annual.writers.notices import KINDS, Notice
from gongkai.annual.writers.printable import make_printable

_HEADING_LONGEST = (
    60  # characters; a longer paragraph that begins a section is prose, not a heading
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch within one paragraph over which the same notices hold.

    `begins` and `ends` are the notices whose stretch starts or stops with this piece: there go the
    anchor and the link back.
    """

    text: str
    notices: tuple[Notice, ...] = ()
    begins: tuple[Notice, ...] = ()
    ends: tuple[Notice, ...] = ()

    @property
    def kind(self) -> str:
        """Return the weightiest kind among the notices, or ""."""
        return min((notice.kind for notice in self.notices), key=KINDS.index, default="")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `level` is 3 for a section's heading, 4 for a subsection's, 0 for prose."""

    pieces: tuple[Piece, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report as shown; `kind` is "preamble" for what stands before the first."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


def mark_report(report: AnnualReport, notices: Iterable[Notice]) -> tuple[Part, ...]:
    """Cut the report's prose into its sections, with each notice's span marked in them."""
    text = report.prose.text
    spans = [(span, notice) for notice in notices if (span := _trimmed(notice.span, text))]
    sections = sorted(report.sections, key=lambda section: section.span.start)
    starts = [section.span.start for section in sections]
    parts: list[Part] = []
    if text[: starts[0] if starts else len(text)].strip():
        end = starts[0] if starts else len(text)
        parts.append(Part("preamble", _paragraphs(text, Span(0, end), spans, None)))
    for section, end in zip(sections, [*starts, len(text)][1:], strict=True):
        whole = Span(section.span.start, end)
        parts.append(Part(section.kind, _paragraphs(text, whole, spans, section)))
    return tuple(parts)


def _trimmed(span: Span | None, text: str) -> Span | None:
    """Clip a span to what can be seen of the text; an empty one takes in its next character."""
    if span is None:
        return None
    start, end = max(0, span.start), min(len(text), max(span.end, span.start + 1))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _paragraphs(
    text: str, whole: Span, spans: Sequence[tuple[Span, Notice]], section: Section | None
) -> tuple[Paragraph, ...]:
    inside = [
        (span, notice)
        for span, notice in spans
        if span.start < whole.end and whole.start < span.end
    ]
    out: list[Paragraph] = []
    start = whole.start
    while start < whole.end:
        end = text.find("\n", start, whole.end)
        end = whole.end if end < 0 else end
        if text[start:end].strip():
            pieces = _pieces(text, Span(start, end), inside)
            out.append(Paragraph(pieces, _level(Span(start, end), section)))
        start = end + 1
    return tuple(out)


def _level(paragraph: Span, section: Section | None) -> int:
    """Tell a heading: it begins a section, or a subsection with little besides its title."""
    if section is None:
        return 0
    length = paragraph.end - paragraph.start
    if paragraph.start == section.span.start and length <= _HEADING_LONGEST:
        return 3
    for part in section.subsections:
        if paragraph.start == part.span.start and length <= len(part.number + part.title) + 8:
            return 4
    return 0


def _pieces(text: str, paragraph: Span, spans: Sequence[tuple[Span, Notice]]) -> tuple[Piece, ...]:
    here = [
        (span, notice)
        for span, notice in spans
        if span.start < paragraph.end and paragraph.start < span.end
    ]
    cuts = {paragraph.start, paragraph.end}
    for span, _ in here:
        cuts |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
    ordered = sorted(cuts)
    return tuple(
        Piece(
            make_printable(text[start:end]),
            tuple(notice for span, notice in here if span.start <= start and end <= span.end),
            tuple(notice for span, notice in here if span.start == start),
            tuple(notice for span, notice in here if span.end == end),
        )
        for start, end in pairwise(ordered)
    )
