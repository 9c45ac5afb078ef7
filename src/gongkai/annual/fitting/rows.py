"""A placed strip as the cells of its row: as many values as columns, or a doubt that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from gongkai.annual.fitting.cuts import Cut, count_cuts, list_cuts
from gongkai.annual.fitting.flow import LONGEST_LINE, Flow, display_width
from gongkai.annual.fitting.matching import Placed
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.strips import Strip, Value
from gongkai.annual.fitting.values import read_value
from gongkai.annual.forms import Column, Row
from gongkai.annual.model import Cell, Place, State

ORDER = "order"  # what chose a row that has no label of its own
_COLUMN_HEADS = (
    "自然人",
    "(?:商业)?企业",
    "科研(?:机构)?",
    "(?:社会)?公益(?:组织)?",
    "法律服务(?:机构)?|(?:法律)?服务机构",
    r"(?<!\S)其[他它]",
    "总计|合计",
)
_DIGITS = re.compile(r"\d+", re.ASCII)
_GLUED = re.compile(r"0\d+", re.ASCII)


@dataclass(slots=True)
class RowReading:
    """How a row reads: its cells; or, where digits run together, in how many ways its tokens can be cut."""

    row: Row
    strip: Strip
    cells: list[Cell]
    ways: int = 0

    @property
    def tokens(self) -> list[str]:
        """Return the digits as printed."""
        return [value.raw for value in self.strip.values]


def runs_together(strips: list[Strip]) -> bool:
    """Tell whether a table's digits run together anywhere: no number begins with 0."""
    return any(
        not strip.explicit and _GLUED.fullmatch(value.raw)
        for strip in strips
        for value in strip.values
    )


@dataclass(frozen=True, slots=True)
class Band:
    """Where a column's figures stand on a line, in character widths."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        """Return the middle of the band."""
        return (self.left + self.right) / 2


def find_edges(value: Value, flow: Flow) -> tuple[int, int]:
    """Return where a value begins and ends on its line, in half characters."""
    return _edges_of(flow.rows[value.row].text, value.left, value.right)


def _edges_of(text: str, left: int, right: int) -> tuple[int, int]:
    before = display_width(text[:left])
    return before, before + display_width(text[left:right])


def find_bands(strips: list[Strip], columns: int, flow: Flow) -> list[Band]:
    """Find the columns of a layout text from the lines that have them all; [] where they do not line up."""
    full = [
        [find_edges(value, flow) for value in strip.values]
        for strip in strips
        if not strip.explicit
        and len(strip.values) == columns
        and len({value.row for value in strip.values}) == 1
        and len(flow.rows[strip.values[0].row].text) <= LONGEST_LINE
    ]
    if len(full) < 2:
        return []
    bands = [
        Band(mean(row[column][0] for row in full), mean(row[column][1] for row in full))
        for column in range(columns)
    ]
    gaps = [two.centre - one.centre for one, two in pairwise(bands)]
    spread = max(
        abs((row[column][0] + row[column][1]) / 2 - bands[column].centre)
        for row in full
        for column in range(columns)
    )
    return bands if gaps and min(gaps) >= 3 and spread < min(gaps) / 2 else []


def find_header_bands(flow: Flow, region: Region) -> list[Band]:
    """Find the columns under a header that names all seven on one line; [] where there is none."""
    first, last = flow.row_at(region.start), flow.row_at(max(region.end - 1, region.start))
    for row in flow.rows[first : last + 1]:
        if row.cells is not None or len(row.text) > LONGEST_LINE:
            continue
        found = [re.search(name, row.text) for name in _COLUMN_HEADS]
        if all(found):
            edges = [_edges_of(row.text, match.start(), match.end()) for match in found if match]
            bands = [Band(left, right) for left, right in edges]
            if all(two.left > one.right for one, two in pairwise(bands)):
                return bands
    return []


def unread(row: Row, why: str, strip: Strip) -> list[Cell]:
    """Return a row's cells without a number, with the reason."""
    raw = " ".join(value.raw for value in strip.values)
    place = strip.values[0].place if strip.values else None
    return [Cell(State.MISSING, raw=raw, place=place, why=why) for _ in row.columns]


def read_row(strip: Strip, row: Row, *, glued: bool, bands: list[Band], flow: Flow) -> RowReading:
    """Read a strip as a row of the form."""
    columns, values = row.columns, strip.values
    reading = RowReading(row, strip, [])
    if strip.explicit and len(values) > len(columns):
        values = _trim(values, len(columns))
    elif not strip.explicit and len(values) > len(columns):
        values = _drop_stray(values, len(columns))
    if len(values) == len(columns):
        reading.cells = [
            read_value(value.raw, column, value.place)
            for value, column in zip(values, columns, strict=True)
        ]
        return reading
    if len(values) < len(columns) and not strip.explicit:
        if glued and all(_DIGITS.fullmatch(value.raw) for value in values):
            tokens = [value.raw for value in values]
            reading.ways = count_cuts(tokens, len(columns))
            if reading.ways == 1:
                reading.cells = cells_of_cut(
                    strip, columns, next(list_cuts(tokens, len(columns))), ()
                )
            if reading.ways:
                return reading
        spread = _spread(values, columns, bands, flow)
        if spread is not None:
            reading.cells = spread
            return reading
    count = len(strip.values)
    reading.cells = unread(
        row, f"本行只见 {count} 个数，应有 {len(columns)} 个，无法确定各在哪一列", strip
    )
    return reading


def _trim(values: list[Value], columns: int) -> list[Value]:
    """Drop the blank cells that a span leaves at either end, if only one way of doing so is left."""
    extra = len(values) - columns
    windows = [
        start
        for start in range(extra + 1)
        if not any(value.raw.strip() for value in values[:start] + values[start + columns :])
    ]
    if len(windows) > 1:
        full = [
            start
            for start in windows
            if all(v.raw.strip() for v in values[start : start + columns])
        ]
        windows = full or ([windows[0]] if columns == 1 else [])
    return values[windows[0] : windows[0] + columns] if len(windows) == 1 else values


def _drop_stray(values: list[Value], columns: int) -> list[Value]:
    """Drop one number that stands alone on its line among figures that do not: a page number in the table."""
    if len(values) != columns + 1:
        return values
    lines = [value.row for value in values]
    alone = [index for index, line in enumerate(lines) if lines.count(line) == 1]
    if len(alone) == 1 and len(set(lines)) == 2:
        return [value for index, value in enumerate(values) if index != alone[0]]
    return values


def _spread(
    values: list[Value], columns: tuple[Column, ...], bands: list[Band], flow: Flow
) -> list[Cell] | None:
    """Set the figures of a line that has blanks into the columns under which they stand."""
    if len(bands) != len(columns) or not values or len({value.row for value in values}) != 1:
        return None
    cells: list[Cell | None] = [None] * len(columns)
    for value in values:
        left, right = find_edges(value, flow)
        centre = (left + right) / 2
        index = min(range(len(bands)), key=lambda number: abs(bands[number].centre - centre))
        gap = min(
            abs(bands[index].centre - bands[other].centre)
            for other in (index - 1, index + 1)
            if 0 <= other < len(bands)
        )
        if cells[index] is not None or abs(bands[index].centre - centre) > gap / 2.5:
            return None
        cells[index] = read_value(value.raw, columns[index], value.place)
    row = flow.rows[values[0].row]
    blank = Place(page=row.place.page, line=row.place.line, column=row.place.column)
    return [cell or Cell(State.BLANK, place=blank, why="单元格空白") for cell in cells]


def cells_of_cut(
    strip: Strip, columns: tuple[Column, ...], cut: Cut, derived: tuple[str, ...]
) -> list[Cell]:
    """Return the cells of a row whose digits ran together, each at its place within the run."""
    cells: list[Cell] = []
    numbers = iter(cut)
    for value in strip.values:
        offset = 0
        while offset < len(value.raw):
            number = str(next(numbers))
            place = value.place
            if place.line is not None and place.column is not None:
                place = Place(page=place.page, line=place.line, column=place.column + offset)
            cells.append(
                Cell(State.NUMBER, value=int(number), raw=number, place=place, derived=derived)
            )
            offset += len(number)
    return cells[: len(columns)]


def ambiguous(
    strip: Strip,
    columns: tuple[Column, ...],
    cuts: list[Cut],
    ways: int,
    derived: tuple[str, ...] = (),
) -> list[Cell]:
    """Return cells for a row that reads in `ways` ways, of which `cuts` are some, chosen by `derived`.

    A column on which all the ways agree has only one reading, and is read.
    """
    raw = " ".join(value.raw for value in strip.values)
    place = strip.values[0].place
    shown = tuple(" | ".join(map(str, cut)) for cut in cuts[:6])
    more = "" if ways <= 3 else f" 等 {ways} 种"
    why = f"数字连在一起（{raw}），可读作 {'；'.join(shown[:3])}{more}，无法确定"
    cells: list[Cell] = []
    for index in range(len(columns)):
        values = {cut[index] for cut in cuts}
        if len(cuts) == ways and len(values) == 1:
            cells.append(
                Cell(State.NUMBER, value=values.pop(), raw=raw, place=place, derived=derived)
            )
        else:
            cells.append(Cell(State.AMBIGUOUS, raw=raw, place=place, readings=shown, why=why))
    return cells


def mark_order(cells: list[Cell], placed: Placed) -> list[Cell]:
    """Say of a row that was placed by order, without a label of its own, that it was."""
    if not placed.by_order:
        return cells
    return [replace(cell, derived=(*cell.derived, ORDER)) for cell in cells]
