"""The three tables as the statutory form prints them, with merged headers; for page and terminal.

Legal source: the annexes of 国办公开办函〔2021〕30号 and, for the older form, 〔2019〕60号.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import lcm

from gongkai.annual.forms import Row, Table, load_form
from gongkai.annual.model import AnnualReport, CellId

TABLE_IDS = ("table2", "table3", "table4")

# What the form prints above the columns of table 3, and over the labels in table 2.
APPLICANTS = "申请人情况"
ORGANISATIONS = "法人或其他组织"
CONTENT = "信息内容"


class Kind(StrEnum):
    """What a printed cell is for."""

    NOTE = "note"  # the form's own remark, in the corner of table 3
    BAND = "band"  # 第二十条第（一）项, across the whole table
    HEAD = "head"  # the name of one column, or of several
    GROUP = "group"  # the name of several rows
    LABEL = "label"  # the name of one row
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed cell with its spans. `number` is the printed one (一、), apart from the words."""

    kind: Kind
    text: str = ""
    number: str = ""
    rowspan: int = 1
    colspan: int = 1
    cell: CellId | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot with the grid position (from 0) of its upper left corner."""

    slot: Slot
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is printed: rows of slots; a slot stands in the row in which it begins.

    The first `stubs` grid columns hold labels. Rows before `head` are the table's column headings;
    table 2 has none of these, for there each block brings its own.
    """

    table: str
    form: str
    title: str
    rows: tuple[tuple[Slot, ...], ...]
    columns: int
    stubs: int = 0
    head: int = 0

    def placed(self) -> Iterator[Placed]:
        """Yield each slot with its position, in reading order."""
        covered: set[tuple[int, int]] = set()
        for row, slots in enumerate(self.rows):
            column = 0
            for slot in slots:
                while (row, column) in covered:
                    column += 1
                yield Placed(slot, row, column)
                covered.update(
                    (row + down, column + right)
                    for down in range(slot.rowspan)
                    for right in range(slot.colspan)
                )
                column += slot.colspan

    def cells(self) -> tuple[CellId, ...]:
        """Return the cells that the sheet shows, in reading order."""
        return tuple(slot.cell for slots in self.rows for slot in slots if slot.cell is not None)


def lay_out(report: AnnualReport) -> tuple[Sheet, ...]:
    """Lay out the report's three tables, each in the form that it follows."""
    return tuple(lay_out_table(report, table_id) for table_id in TABLE_IDS)


def lay_out_table(report: AnnualReport, table_id: str) -> Sheet:
    """Lay out one table; KeyError for an id that no form has."""
    form_id = report.other_forms.get(table_id, report.form)
    table = load_form(form_id).table(table_id)
    rows = _rows_shown(report, table)
    match table_id:
        case "table2":
            return _lay_out_blocks(form_id, table, rows)
        case "table3":
            return _lay_out_requests(form_id, table, rows)
        case _:
            return _lay_out_remedies(form_id, table, rows)


def _rows_shown(report: AnnualReport, table: Table) -> list[Row]:
    """Return the form's rows: one that stands in others' place only where the report has it."""
    present = {id_.row for id_ in report.cells if id_.table == table.id}
    replaced = {
        name
        for row in table.rows
        if row.instead_of and row.id in present
        for name in row.instead_of
    }
    return [
        row
        for row in table.rows
        if row.id not in replaced and (not row.instead_of or row.id in present)
    ]


def _figures(table: Table, row: Row, colspan: int = 1) -> list[Slot]:
    return [
        Slot(Kind.FIGURE, colspan=colspan, cell=CellId(table.id, row.id, column.id))
        for column in row.columns
    ]


def _lay_out_blocks(form_id: str, table: Table, rows: list[Row]) -> Sheet:
    blocks = [(heading, list(block)) for heading, block in groupby(rows, lambda row: row.heading)]
    # Blocks of one, two and three columns share one grid.
    width = lcm(*(len(block[0].columns) for _, block in blocks))
    lines: list[tuple[Slot, ...]] = []
    for heading, block in blocks:
        columns = block[0].columns
        span = width // len(columns)
        lines.append((Slot(Kind.BAND, heading, colspan=width + 1),))
        lines.append(
            (
                Slot(Kind.HEAD, CONTENT),
                *(Slot(Kind.HEAD, column.label, colspan=span) for column in columns),
            )
        )
        lines += [
            (Slot(Kind.LABEL, row.label, row.number), *_figures(table, row, span)) for row in block
        ]
    return Sheet(table.id, form_id, table.title, tuple(lines), columns=width + 1, stubs=1)


def _lay_out_requests(form_id: str, table: Table, rows: list[Row]) -> Sheet:
    columns = rows[0].columns
    lines: list[tuple[Slot, ...]] = [
        (
            Slot(Kind.NOTE, table.note, rowspan=3, colspan=3),
            Slot(Kind.HEAD, APPLICANTS, colspan=len(columns)),
        ),
        (
            Slot(Kind.HEAD, columns[0].label, rowspan=2),
            Slot(Kind.HEAD, ORGANISATIONS, colspan=len(columns) - 2),
            Slot(Kind.HEAD, columns[-1].label, rowspan=2),
        ),
        tuple(Slot(Kind.HEAD, column.label) for column in columns[1:-1]),
    ]
    for grouped, run in groupby(rows, lambda row: bool(row.group)):
        members = list(run)
        if grouped:
            lines += _grouped_lines(table, members)
        else:
            lines += [
                (Slot(Kind.LABEL, row.label, row.number, colspan=3), *_figures(table, row))
                for row in members
            ]
    return Sheet(
        table.id, form_id, table.title, tuple(lines), columns=3 + len(columns), stubs=3, head=3
    )


def _grouped_lines(table: Table, rows: list[Row]) -> Iterator[tuple[Slot, ...]]:
    """Yield the rows of 三、本年度办理结果; the first of them names the group around all."""
    outer = rows[0].group
    first = True
    for group, run in groupby(rows, lambda row: row.group):
        members = list(run)
        for index, row in enumerate(members):
            line: list[Slot] = []
            if first:
                line.append(Slot(Kind.GROUP, outer, rowspan=len(rows)))
                first = False
            if group == outer:
                line.append(Slot(Kind.LABEL, row.label, row.number, colspan=2))
            else:
                if index == 0:
                    line.append(Slot(Kind.GROUP, group, rowspan=len(members)))
                line.append(Slot(Kind.LABEL, row.label, row.number))
            yield (*line, *_figures(table, row))


def _lay_out_remedies(form_id: str, table: Table, rows: list[Row]) -> Sheet:
    """Lay out table 4, in which the form's rows stand side by side over one line of figures."""
    top: list[Slot] = []
    middle: list[Slot] = []
    bottom: list[Slot] = []
    for group, run in groupby(rows, lambda row: row.group):
        members = list(run)
        width = sum(len(row.columns) for row in members)
        top.append(Slot(Kind.HEAD, group or members[0].label, colspan=width))
        for row in members:
            if group:
                middle.append(Slot(Kind.HEAD, row.label, row.number, colspan=len(row.columns)))
                bottom += [Slot(Kind.HEAD, column.label) for column in row.columns]
            else:
                middle += [Slot(Kind.HEAD, column.label, rowspan=2) for column in row.columns]
    figures = tuple(slot for row in rows for slot in _figures(table, row))
    return Sheet(
        table.id,
        form_id,
        table.title,
        (tuple(top), tuple(middle), tuple(bottom), figures),
        columns=len(figures),
        head=3,
    )
