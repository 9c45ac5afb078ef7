"""The words of a report: one string with its sections, without the tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

from gongkai.annual.fitting.flow import Flow, FlowRow
from gongkai.annual.fitting.outline import Heading, Region
from gongkai.annual.model import Place, Prose, Section, Span, Subsection

_SENTENCE_END = re.compile(r"[。！？；：!?;:”」）)]\s*$")
_OPENS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}\s*、|\d{1,2}\s*[.、．](?!\d)|第[一二三四五六]\s*[,，、])"
)
_SUBSECTION = re.compile(
    r"(?:^|(?<=[。；;\n]))\s*(?P<number>[（(][一二三四五六七八九十]{1,2}[)）])\s*(?P<title>[^。；;:：\n]{2,30})",
    re.MULTILINE,
)
_GAP = re.compile(r"\S {3,}\S")
_WIDE = re.compile(
    r"(?<=[^\x00-\x7f])[ ]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[ ]+(?=\d)|(?<=\d)[ ]+(?=[^\x00-\x7f])"
)


def build_prose(
    flow: Flow, regions: Mapping[str, Region], headings: list[Heading]
) -> tuple[Prose, tuple[Section, ...]]:
    """Join the lines outside the tables into paragraphs and find the sections in them."""
    pieces: list[str] = []
    offsets: list[int] = []
    places: list[Place] = []
    where: list[tuple[int, int]] = []  # (flow offset, prose offset) of each piece
    length = 0
    wrapped = flow.kind in {"text", "markdown", "pdf", "ofd"}
    heads = {heading.start for heading in headings}
    ends = {heading.end for heading in headings}
    previous: FlowRow | None = None
    full_line = _full_width(flow)
    for start, row, text in _stretches(flow, regions, headings):
        if not text.strip():
            continue
        joins = (
            wrapped
            and previous is not None
            and not previous.complete
            and not row.complete
            and start == row.start
            and pieces[-1] != "\n"
            and start not in heads
            and not _OPENS.match(text)
            and _goes_on(previous.text, full_line)
        )
        if pieces and pieces[-1] != "\n" and not joins:
            pieces.append("\n")
            length += 1
        lead = len(text) - len(text.lstrip())
        for part, offset in _without_inner_spaces(text[lead:].rstrip()):
            pieces.append(part)
            offsets.append(length)
            places.append(flow.place_at(start + lead + offset))
            where.append((start + lead + offset, length))
            length += len(part)
        if row.complete or start + len(text.rstrip()) in ends:
            pieces.append("\n")
            length += 1
        previous = row
    prose = Prose("".join(pieces), tuple(offsets), tuple(places))
    return prose, _sections(prose.text, headings, where)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text.strip())


def _full_width(flow: Flow) -> int:
    """Return how wide the wrapped lines of a text are, in half characters."""
    # Lines with wide gaps are rows of a table.
    widths = sorted(
        _width(row.text)
        for row in flow.rows
        if row.cells is None and len(row.text) > 8 and not _GAP.search(row.text)
    )
    return widths[len(widths) * 3 // 4] if widths else 0


def _goes_on(line: str, full: int) -> bool:
    """Tell whether a printed line goes on in the next: if it is full, or ends neither a sentence nor a heading."""
    if _width(line) >= full * 0.85:
        return True
    return not _SENTENCE_END.search(line) and not _OPENS.match(line)


def _stretches(
    flow: Flow, regions: Mapping[str, Region], headings: list[Heading]
) -> Iterable[tuple[int, FlowRow, str]]:
    """Yield the parts of rows outside the tables, cut before and after each heading."""
    taken = sorted((region.start, region.end) for region in regions.values() if region)
    marks = sorted(
        {point for heading in headings for point in (heading.start,)}
        | {heading.end for heading in headings if heading.number}
    )
    for row in flow.rows:
        begin, end = row.start, row.start + len(row.text)
        inner = marks[bisect_right(marks, begin) : bisect_left(marks, end)]
        points = [begin, *inner, end]
        for left, right in pairwise(points):
            position = left
            for table_start, table_end in taken:
                if table_end <= position or table_start >= right:
                    continue
                if table_start > position:
                    yield position, row, flow.text[position:table_start]
                position = max(position, table_end)
            if position < right:
                yield position, row, flow.text[position:right]


def _without_inner_spaces(text: str) -> list[tuple[str, int]]:
    """Cut a line at the spaces that only the printer put in: 2024 年 1 月, 全 部. Each part with its offset."""
    parts: list[tuple[str, int]] = []
    position = 0
    for match in _WIDE.finditer(text):
        if match.start() > position:
            parts.append((text[position : match.start()], position))
        position = match.end()
    if position < len(text):
        parts.append((text[position:], position))
    return parts


def _sections(
    text: str, headings: list[Heading], where: list[tuple[int, int]]
) -> tuple[Section, ...]:
    starts = [
        (start, heading)
        for heading in headings
        if (start := _to_prose(heading.start, where, text)) is not None
    ]
    sections: list[Section] = []
    for index, (start, heading) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        body = start + len(heading.number) + len(heading.title)
        sections.append(
            Section(
                kind=heading.kind,
                number=heading.number,
                title=heading.title,
                span=Span(start, end),
                subsections=_subsections(text, min(body, end), end),
                numbered_by_machine=heading.numbered_by_machine,
            )
        )
    return tuple(sections)


def _to_prose(offset: int, where: list[tuple[int, int]], text: str) -> int | None:
    """Turn an offset of the flow into one of the prose."""
    index = bisect_right(where, (offset, len(text))) - 1
    if index >= 0:
        flow_offset, prose_offset = where[index]
        return min(prose_offset + offset - flow_offset, len(text))
    # A heading's own first character may have been a dropped space.
    return where[0][1] if where else None


def _subsections(text: str, start: int, end: int) -> tuple[Subsection, ...]:
    found = list(_SUBSECTION.finditer(text, start, end))
    return tuple(
        Subsection(
            re.sub(r"\s", "", match["number"]),
            re.split(r"[,，]", match["title"].strip())[0],
            Span(
                match.start("number"),
                found[index + 1].start("number") if index + 1 < len(found) else end,
            ),
        )
        for index, match in enumerate(found)
    )
