"""Table 4: fifteen figures in three groups of five, in one row, in three, or in a run of text."""

from __future__ import annotations

import re

from gongkai.annual.fitting.cuts import Cut, list_group_sums
from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.rows import ambiguous, cells_of_cut, runs_together
from gongkai.annual.fitting.strips import Strip, Value, cut_strips
from gongkai.annual.fitting.values import read_value
from gongkai.annual.forms import Row, load_form
from gongkai.annual.model import Cell, CellId, State

TABLE4_TOTAL = "table4.row_total"
_COUNT_4 = 15


def read_table4(flow: Flow, region: Region, *, glued: bool) -> dict[CellId, Cell]:
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
    if any(len(strip.values) > 5 for strip in explicit):
        # Part of the table is drawn, part is not: which figure is which is anybody's guess.
        drawn = [value for strip in explicit for value in strip.values]
        return _cells4(rows, drawn)
    run = next((strip.values for strip in values if len(strip.values) == _COUNT_4), [])
    if not run:
        # Words may stand between the figures, but a note below them has figures of its own.
        for strip in values:
            if len(run) >= _COUNT_4:
                break
            run = run + strip.values
    if len(run) == _COUNT_4:
        spare = sum(len(strip.values) for strip in values) - _COUNT_4
        if spare and not _adds_up(run):
            why = f"表四应有 {_COUNT_4} 个数，原文见到 {_COUNT_4 + spare} 个"
            return _cells4_unread(rows, run, why)
        return _cells4(rows, run)
    if len(run) > _COUNT_4 or not all(re.fullmatch(r"\d+", value.raw, re.ASCII) for value in run):
        return _cells4_unread(rows, run, f"表四应有 {_COUNT_4} 个数，原文见到 {len(run)} 个")
    if not run:
        return {}
    return _cut4(rows, run, glued=glued or runs_together(values))


def _adds_up(run: list[Value]) -> bool:
    """Tell whether each five figures end in the sum of the others."""
    try:
        numbers = [int(value.raw) for value in run]
    except ValueError:
        return False
    return all(
        numbers[start + 4] == sum(numbers[start : start + 4]) for start in range(0, _COUNT_4, 5)
    )


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
