"""A workbook with a sheet for each table and one that explains the columns.

A sheet has room for 1,048,576 rows: a longer table goes on in 单元格 2, 单元格 3 with the same
heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from gongkai.annual.corpus.columns import TABLES, Table, Value
from gongkai.annual.corpus.sinks import unfinished_name
from gongkai.annual.corpus.sinks.guard import EXCEL_TEXT, begins_formula
from gongkai.annual.writers.printable import make_printable, shorten

EXCEL_ROWS = 1_048_576


class WorkbookSink:
    """One workbook, written row by row (openpyxl's write-only mode keeps the sheets on disk)."""

    def __init__(self, out: Path, most_rows: int = EXCEL_ROWS) -> None:
        self._path = out
        self._most_rows = most_rows
        self._book = Workbook(write_only=True)
        self._heading = Font(bold=True)
        self._sheets: dict[str, Any] = {}
        self._rows: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        for table in TABLES:
            self._begin_sheet(table)

    def _begin_sheet(self, table: Table) -> None:
        part = self._parts[table.name] = self._parts.get(table.name, 0) + 1
        # A further part stands right after the last one, not at the end of the book.
        index = self._book.index(self._sheets[table.name]) + 1 if part > 1 else None
        title = table.title if part == 1 else f"{table.title} {part}"
        sheet = self._book.create_sheet(title, index)
        sheet.freeze_panes = "A2"
        sheet.append([self._text(sheet, column.name, heading=True) for column in table.columns])
        self._sheets[table.name] = sheet
        self._rows[table.name] = 1

    def _text(self, sheet: Any, text: str, *, heading: bool = False) -> Any:
        cell = WriteOnlyCell(sheet, shorten(make_printable(text), EXCEL_TEXT))
        cell.data_type = "s"  # openpyxl takes a leading = for a formula
        if begins_formula(text):
            cell.quotePrefix = True  # nor does Excel, when somebody edits the cell
        if heading:
            cell.font = self._heading
        return cell

    def _value(self, sheet: Any, value: Value) -> Any:
        if not isinstance(value, str):
            return value
        # Only what could be misread pays for a cell object.
        if value[:1].isalnum() and len(value) < EXCEL_TEXT:
            return make_printable(value)
        return self._text(sheet, value) if value else None

    def write(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows, on a further sheet where one is full."""
        for row in rows:
            if self._rows[table.name] >= self._most_rows:
                self._begin_sheet(table)
            sheet = self._sheets[table.name]
            sheet.append([self._value(sheet, value) for value in row])
            self._rows[table.name] += 1

    def close(self) -> None:
        """Add the explanation and put the workbook in its place."""
        sheet = self._book.create_sheet("列的说明")
        for table in TABLES:
            sheet.append([self._text(sheet, table.title, heading=True)])
            for column in table.columns:
                sheet.append([column.name, column.chinese, column.english])
        unfinished = unfinished_name(self._path)
        self._book.save(unfinished)
        unfinished.replace(self._path)

    def abandon(self) -> None:
        """Close the sheets; openpyxl removes their temporary files at the end of the program."""
        for sheet in self._book.worksheets:
            sheet.close()
