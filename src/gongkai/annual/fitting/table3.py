"""Table 3: rows by label, and where digits run together, the only cut with which rows and columns add up."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from gongkai.annual.fitting.cuts import Cut, Vector, choose_together, list_cuts, list_sums
from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.fold import squash
from gongkai.annual.fitting.matching import Placed, place_strips
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.rows import (
    RowReading,
    ambiguous,
    cells_of_cut,
    find_bands,
    find_edges,
    find_header_bands,
    mark_order,
    read_row,
    runs_together,
    unread,
)
from gongkai.annual.fitting.strips import Strip, cut_strips
from gongkai.annual.forms import load_form
from gongkai.annual.model import Cell, CellId

ROW_TOTAL, CONCLUDED, BALANCE = "table3.row_total", "table3.concluded", "table3.balance"
_MOST_CUTS = 2000
_NEXT_LINES = 2  # how far below a row the ends of its numbers may stand


def read_table3(flow: Flow, region: Region) -> tuple[dict[CellId, Cell], bool, bool]:
    """Return the cells, whether （六）其他处理 is one row, and whether digits run together."""
    if not region:
        return {}, False, False
    rows = load_form("2021").table("table3").rows
    strips, fragments = cut_strips(flow, region, 7)
    seen = squash("".join(fragments))
    strips = _without_strays(strips, 7)
    placed = place_strips(strips, rows, seen)
    found = {place.row.id for place in placed}
    three = {"other.supplement_overdue", "other.fee_unpaid"} & found
    single = "other" in found and not three
    if not found:
        single = "其他处理" in seen and "逾期" not in seen
    if not single:
        placed = [place for place in placed if place.row.id != "other"]
    glued = runs_together(strips)
    bands = find_bands(strips, 7, flow) or find_header_bands(flow, region)
    readings = [
        read_row(place.strip, place.row, glued=glued, bands=bands, flow=flow) for place in placed
    ]
    leaves = {row.id for row in rows if row.leaf}
    leaves -= {row.id for row in rows if row.id.startswith("other.")} if single else {"other"}
    for reading in readings:
        _mend_wrapped(reading, strips, flow)
    _settle_together(readings, leaves)
    _doubt_dumped(readings, placed, leaves)
    cells: dict[CellId, Cell] = {}
    for reading, place in zip(readings, placed, strict=True):
        for column, cell in zip(place.row.columns, mark_order(reading.cells, place), strict=True):
            cells[CellId("table3", place.row.id, column.id)] = cell
    return cells, single, glued


def _without_strays(strips: list[Strip], columns: int) -> list[Strip]:
    """Drop stray numbers between drawn rows; the words before them belong to the next row."""
    drawn = sum(strip.explicit and len(strip.values) >= columns for strip in strips)
    if drawn * 2 < len(strips):
        return strips
    kept: list[Strip] = []
    carried: list[str] = []
    for strip in strips:
        if strip.values and not strip.explicit and len(strip.values) < columns:
            carried += strip.fragments
            continue
        strip.fragments = carried + strip.fragments
        carried = []
        kept.append(strip)
    return kept


def _mend_wrapped(reading: RowReading, strips: list[Strip], flow: Flow) -> None:
    """Put a number back together that a narrow column broke over two lines: 1451 above, 7 below.

    A few figures right below a row that does not add up are the ends of its numbers if it adds up with them;
    otherwise the row is not read.
    """
    strip = reading.strip
    position = next((n for n, other in enumerate(strips) if other is strip), len(strips)) + 1
    below = strips[position].values if position < len(strips) else []
    values = [cell.value for cell in reading.cells]
    if (
        strip.explicit
        or not 0 < len(below) < len(values)
        or len({value.row for value in strip.values}) != 1
        or below[0].row - strip.values[0].row > _NEXT_LINES
        or not all(isinstance(value, int) for value in values)
        or values[-1] == sum(value or 0 for value in values[:-1])
    ):
        return
    digits = [value.raw for value in strip.values]
    edges = [find_edges(value, flow) for value in strip.values]
    for end in below:
        left, _ = find_edges(end, flow)
        above = min(range(len(edges)), key=lambda index: abs(edges[index][0] - left))
        digits[above] += end.raw
    if all(number.isdecimal() for number in digits):
        cut = tuple(map(int, digits))
        if cut[-1] == sum(cut[:-1]):
            reading.cells = [
                replace(cell, value=number, raw=raw, derived=(ROW_TOTAL,))
                for cell, number, raw in zip(reading.cells, cut, digits, strict=True)
            ]
            return
    reading.cells = unread(reading.row, "本行数字下面另有数字，可能是折行，无法确定", strip)


def _settle_together(readings: list[RowReading], leaves: set[str]) -> None:
    """Choose among the cuts of rows whose digits run together: by the row's sum, then by the columns' sums."""
    open_rows: list[tuple[RowReading, list[Cut]]] = []
    for reading in readings:
        if reading.cells:
            continue
        sums = list_sums(reading.tokens, 7)
        if len(sums) == 1:
            reading.cells = cells_of_cut(reading.strip, reading.row.columns, sums[0], (ROW_TOTAL,))
        else:
            open_rows.append((reading, sums))
    if not open_rows:
        return
    chosen = _choose(readings, open_rows, leaves)
    for index, (reading, sums) in enumerate(open_rows):
        columns = reading.row.columns
        if chosen is not None:
            reading.cells = cells_of_cut(
                reading.strip, columns, chosen[index], (ROW_TOTAL, CONCLUDED, BALANCE)
            )
        else:
            shown = sums or list(islice(list_cuts(reading.tokens, 7), _MOST_CUTS))
            ways = len(sums) if sums else reading.ways
            reading.cells = ambiguous(reading.strip, columns, shown, ways, (ROW_TOTAL,))


def _choose(
    readings: list[RowReading], open_rows: list[tuple[RowReading, list[Cut]]], leaves: set[str]
) -> list[Cut] | None:
    """Choose the cuts with which every column's two identities hold, if the table has all its rows."""
    if not {*leaves, "received", "carried_in", "concluded", "carried_out"} <= {
        reading.row.id for reading in readings
    }:
        return None
    wanted = [0] * 14
    for reading in readings:
        if reading.cells:
            values = [cell.value for cell in reading.cells]
            if not all(isinstance(value, int) for value in values):
                return None
            share = _share(reading.row.id, tuple(int(value or 0) for value in values), leaves)
            wanted = [want - part for want, part in zip(wanted, share, strict=True)]
    options = [
        [(cut, _share(reading.row.id, cut, leaves)) for cut in sums] for reading, sums in open_rows
    ]
    return choose_together(options, tuple(wanted))


def _doubt_dumped(readings: list[RowReading], placed: list[Placed], leaves: set[str]) -> None:
    """Take back rows that were dumped away from their labels if the table does not add up with them."""
    dumped = [
        reading
        for reading, place in zip(readings, placed, strict=True)
        if place.by_order and place.strip.vectors > 1
    ]
    if not dumped:
        return
    sums = [0] * 14
    for reading in readings:
        values = [cell.value for cell in reading.cells]
        if all(isinstance(value, int) for value in values):
            share = _share(reading.row.id, tuple(int(value or 0) for value in values), leaves)
            sums = [total + part for total, part in zip(sums, share, strict=True)]
    rows_add_up = all(
        reading.cells[6].value == sum(cell.value or 0 for cell in reading.cells[:6])
        for reading in dumped
    )
    if rows_add_up and not any(sums):
        return
    for reading in dumped:
        reading.cells = unread(
            reading.row, "数字与行名分列各处，按顺序对应后各列不平衡，无法确定", reading.strip
        )


def _share(row_id: str, cut: Cut, leaves: set[str]) -> Vector:
    """Return what a row adds to the fourteen equations (sum of outcomes, balance; each by column) = 0."""
    outcome = 1 if row_id in leaves else -1 if row_id == "concluded" else 0
    balance = {"received": 1, "carried_in": 1, "concluded": -1, "carried_out": -1}.get(row_id, 0)
    return (*(outcome * number for number in cut), *(balance * number for number in cut))
