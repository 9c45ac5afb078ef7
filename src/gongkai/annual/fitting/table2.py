"""Table 2: the form is known by its columns; figures that run together are settled by the prose, if at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from gongkai.annual.fitting.cuts import list_cuts
from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.fold import squash
from gongkai.annual.fitting.matching import place_strips
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.rows import (
    RowReading,
    ambiguous,
    cells_of_cut,
    mark_order,
    read_row,
    runs_together,
)
from gongkai.annual.fitting.strips import cut_strips
from gongkai.annual.forms import FORM_IDS, Form, load_form
from gongkai.annual.model import Cell, CellId

_BLOCK = re.compile(r"第\s*二\s*十\s*条")
PROSE = "prose"
_MOST_CUTS = 2000


def read_table2(
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
        # A label above the next block's heading is not the label of what stands below it.
        begins = max(
            (index for index, words in enumerate(strip.fragments) if _BLOCK.search(words)),
            default=0,
        )
        strip.fragments = [
            fragment for fragment in strip.fragments[begins:] if squash(fragment) not in headers
        ]
    cells: dict[CellId, Cell] = {}
    glued = runs_together(strips)
    seen = squash("".join(fragments))
    for placed in place_strips(strips, table.rows, seen, ordered=False):
        reading = read_row(placed.strip, placed.row, glued=glued, bands=[], flow=flow)
        values = mark_order(reading.cells, placed) or _settle_by_prose(reading, hints)
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
