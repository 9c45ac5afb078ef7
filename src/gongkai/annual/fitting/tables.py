"""The three tables: which form they follow, and every cell of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from gongkai.annual.fitting.cuts import (
    Cut,
    Vector,
    choose_together,
    list_cuts,
    list_group_sums,
    list_sums,
)
from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.fold import squash
from gongkai.annual.fitting.matching import Placed, place_strips
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.rows import (
    RowReading,
    ambiguous,
    cells_of_cut,
    find_bands,
    find_header_bands,
    read_row,
    runs_together,
)
from gongkai.annual.fitting.strips import Strip, Value, cut_strips
from gongkai.annual.fitting.values import read_value
from gongkai.annual.forms import FORM_IDS, Form, Row, load_form
from gongkai.annual.model import MISSING, Cell, CellId, State

ROW_TOTAL, CONCLUDED, BALANCE = "table3.row_total", "table3.concluded", "table3.balance"
TABLE4_TOTAL = "table4.row_total"
PROSE, ORDER = "prose", "order"
_COUNT_4 = 15  # three groups of five
_MOST_CUTS = 2000


@dataclass(slots=True)
class Tables:
    """What was read: the form by its columns, the cells, and the tables that follow another form."""

    form: Form
    cells: dict[CellId, Cell]
    other_forms: dict[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Return how many cells hold something other than words."""
        empty = {State.MISSING, State.TEXT}
        return sum(cell.state not in empty for cell in self.cells.values())


def read_tables(flow: Flow, regions: Mapping[str, Region], hints: Mapping[CellId, int]) -> Tables:
    """Read the three tables. `hints` are figures of table 2 that the prose states."""
    second_form, second = _read_table2(flow, regions["table2"], hints)
    third, single, glued = _read_table3(flow, regions["table3"])
    fourth = _read_table4(flow, regions["table4"], glued=glued)
    form = second_form or load_form("2019" if single and not second else "2021")
    cells: dict[CellId, Cell] = {}
    other_forms: dict[str, str] = {}
    for id_ in form.cell_ids():
        if id_.table != "table3":
            cells[id_] = second.get(id_) or fourth.get(id_) or MISSING
    if single != (form.id == "2019") and third:
        other_forms["table3"] = "2019" if single else "2021"
    third_form = load_form(other_forms.get("table3", form.id))
    for id_ in third_form.cell_ids():
        if id_.table == "table3":
            cells[id_] = third.get(id_) or MISSING
    return Tables(form, {id_: cells[id_] for id_ in sorted(cells, key=_order)}, other_forms)


def _order(id_: CellId) -> str:
    return id_.table  # sorting is stable: within a table the form's order stands


# Table 2


def _read_table2(
    flow: Flow, region: Region, hints: Mapping[CellId, int]
) -> tuple[Form | None, dict[CellId, Cell]]:
    if not region:
        return None, {}
    words = squash(flow.text[region.start : region.end])
    form = max(
        (load_form(form_id) for form_id in FORM_IDS), key=lambda form: _columns_named(form, words)
    )
    if not _columns_named(form, words):
        return None, {}
    table = form.table("table2")
    strips, fragments = cut_strips(flow, region, 3)
    headers = {squash(row.heading) for row in table.rows} | {
        "信息内容",
        "第二十条第",
        "项",
        "单位万元",
    }
    headers |= {squash(column.label) for row in table.rows for column in row.columns}
    headers |= {
        squash(name) for row in table.rows for column in row.columns for name in column.variants
    }
    for strip in strips:
        strip.fragments = [
            fragment for fragment in strip.fragments if squash(fragment) not in headers
        ]
    cells: dict[CellId, Cell] = {}
    glued = runs_together(strips)
    seen = squash("".join(fragments))
    for placed in place_strips(strips, table.rows, seen, ordered=False):
        reading = read_row(placed.strip, placed.row, glued=glued, bands=[], flow=flow)
        values = _mark(reading.cells, placed) or _settle_by_prose(reading, hints)
        for column, cell in zip(placed.row.columns, values, strict=True):
            cells[CellId("table2", placed.row.id, column.id)] = cell
    return form, cells


def _columns_named(form: Form, words: str) -> int:
    """Count the form's own column labels among a table's words."""
    labels = {column.label for row in form.table("table2").rows for column in row.columns}
    return sum(squash(label) in words for label in labels)


def _settle_by_prose(reading: RowReading, hints: Mapping[CellId, int]) -> list[Cell]:
    """Let the figures that the prose states choose among cuts; a column they settle alone is read alone."""
    row = reading.row
    cuts = list(islice(list_cuts(reading.tokens, len(row.columns)), _MOST_CUTS))
    stated = {
        index: hints[id_]
        for index, column in enumerate(row.columns)
        if (id_ := CellId("table2", row.id, column.id)) in hints
    }
    fitting = [cut for cut in cuts if all(cut[index] == value for index, value in stated.items())]
    if not stated or not fitting:
        return ambiguous(reading.strip, row.columns, cuts, reading.ways)
    if len(fitting) == 1:
        return cells_of_cut(reading.strip, row.columns, fitting[0], (PROSE,))
    return ambiguous(reading.strip, row.columns, fitting, len(fitting), (PROSE,))


def _mark(cells: list[Cell], placed: Placed) -> list[Cell]:
    """Say of a row that was placed by order, without a label of its own, that it was."""
    if not placed.by_order:
        return cells
    return [replace(cell, derived=(*cell.derived, ORDER)) for cell in cells]


# Table 3


def _read_table3(flow: Flow, region: Region) -> tuple[dict[CellId, Cell], bool, bool]:
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
    _settle_together(readings, leaves)
    cells: dict[CellId, Cell] = {}
    for reading, place in zip(readings, placed, strict=True):
        for column, cell in zip(place.row.columns, _mark(reading.cells, place), strict=True):
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


def _share(row_id: str, cut: Cut, leaves: set[str]) -> Vector:
    """Return what a row adds to the fourteen equations (sum of outcomes, balance; each by column) = 0."""
    outcome = 1 if row_id in leaves else -1 if row_id == "concluded" else 0
    balance = {"received": 1, "carried_in": 1, "concluded": -1, "carried_out": -1}.get(row_id, 0)
    return (*(outcome * number for number in cut), *(balance * number for number in cut))


# Table 4


def _read_table4(flow: Flow, region: Region, *, glued: bool) -> dict[CellId, Cell]:
    """Read the fifteen figures: one row of cells, or three of five, or a run in the text."""
    if not region:
        return {}
    rows = load_form("2021").table("table4").rows
    strips, _ = cut_strips(flow, region, _COUNT_4)
    values = [strip for strip in strips if strip.values]
    explicit = [strip for strip in values if strip.explicit]
    whole = [strip for strip in explicit if len(strip.values) >= _COUNT_4]
    fives = [strip for strip in explicit if len(strip.values) == 5]
    if whole:
        return _cells4(rows, _trim4(whole[-1]))
    if len(fives) == 3:
        return _cells4(rows, [value for strip in fives for value in strip.values])
    run = next((strip.values for strip in values if len(strip.values) == _COUNT_4), [])
    if not run:
        # Words may stand between the figures, but a note below them has figures of its own.
        for strip in values:
            if len(run) >= _COUNT_4:
                break
            run = run + strip.values
    if len(run) == _COUNT_4:
        return _cells4(rows, run)
    if len(run) > _COUNT_4 or not all(re.fullmatch(r"\d+", value.raw, re.ASCII) for value in run):
        return _cells4_unread(rows, run, f"表四应有 {_COUNT_4} 个数，原文见到 {len(run)} 个")
    if not run:
        return {}
    return _cut4(rows, run, glued=glued or runs_together(values))


def _trim4(strip: Strip) -> list[Value]:
    """Drop the blank cells that a drawn header leaves beside the fifteen."""
    values = strip.values
    while len(values) > _COUNT_4 and not values[-1].raw.strip():
        values = values[:-1]
    while len(values) > _COUNT_4 and not values[0].raw.strip():
        values = values[1:]
    return values


def _cells4(rows: tuple[Row, ...], values: list[Value]) -> dict[CellId, Cell]:
    if len(values) != _COUNT_4:
        return _cells4_unread(rows, values, f"表四应有 {_COUNT_4} 格，原文有 {len(values)} 格")
    pairs = [(row, column) for row in rows for column in row.columns]
    return {
        CellId("table4", row.id, column.id): read_value(value.raw, column, value.place)
        for (row, column), value in zip(pairs, values, strict=True)
    }


def _cells4_unread(rows: tuple[Row, ...], values: list[Value], why: str) -> dict[CellId, Cell]:
    raw = " ".join(value.raw for value in values)
    place = values[0].place if values else None
    cell = Cell(State.MISSING, raw=raw, place=place, why=why + "，无法确定各在哪一列")
    return {CellId("table4", row.id, column.id): cell for row in rows for column in row.columns}


def _cut4(rows: tuple[Row, ...], run: list[Value], *, glued: bool) -> dict[CellId, Cell]:
    tokens = [value.raw for value in run]
    strip = Strip([], run, explicit=False)
    columns = tuple(column for row in rows for column in row.columns)
    derived: tuple[str, ...] = ()
    cuts: list[Cut] = []
    if sum(map(len, tokens)) == _COUNT_4:
        cuts = [tuple(int(digit) for token in tokens for digit in token)]
    elif glued or len(run) <= 3:
        # Otherwise the numbers stand apart and some are missing: to cut them would be to invent.
        cuts = list_group_sums(tokens, 5, 3)
        derived = (TABLE4_TOTAL,)
    if len(cuts) == 1:
        cells = cells_of_cut(strip, columns, cuts[0], derived)
    elif cuts:
        cells = ambiguous(strip, columns, cuts, len(cuts), derived)
    else:
        return _cells4_unread(rows, run, f"表四应有 {_COUNT_4} 个数，原文见到 {len(run)} 个")
    ids = [CellId("table4", row.id, column.id) for row in rows for column in row.columns]
    return dict(zip(ids, cells, strict=True))
