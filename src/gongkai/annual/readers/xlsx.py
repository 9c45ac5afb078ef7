"""XLSX: each sheet as a grid, and the words around its tables as lines.

openpyxl reads the values, row by row and without building the sheet; the merged cells, which it
would unfold to an object for each position, are taken from the sheet's XML under a bound.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.annual.document import Block, Document, Grid, GridCell, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place
from gongkai.annual.readers import limits, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_MOST_SHEETS = 64
_MOST_ROWS = 5_000
_MOST_COLUMNS = 100
_PROSE = 40  # characters: a row that holds only a text as long is a line of the report
# A heading of the report; but the rows of table three are numbered in the same way.
_HEADING = re.compile(
    r"\s*[一二三四五六七八九十]{1,2}\s*[、.．](?!.*(?:申请数量|办理结果|结转下年度))"
)
_ZEROS = re.compile(r"[#,]*(0+)(?:\.(0+))?(%?)(?:[_;].*)?")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


class _Range(NamedTuple):
    """A merged range, rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class _Sheet(NamedTuple):
    number: int
    name: str
    hidden: bool
    merged: list[_Range]
    rows: list[tuple[int, dict[int, str]]]  # those that hold anything: number, texts by column
    uncalculated: int  # formulas whose result the file does not hold
    cut: bool  # something stands beyond the bounds


def read(data: bytes) -> Document:
    """Read a workbook; formulas count by the results that it stores.

    A place is the sheet by name and (as `table`) by number, the row and (as `cell`) the column.
    """
    archive = limits.Archive(data, "XLSX")
    for member in archive.names():
        # The library parses parts by itself: what it must not meet is looked for first.
        if member.endswith((".xml", ".rels")):
            limits.refuse_declarations(archive.read(member), "XLSX")
    document = Document("xlsx", [])
    for sheet in _sheets(data, archive):
        if sheet.hidden:
            document.remarks.append(f"工作表“{sheet.name}”是隐藏的，也读了")
        if sheet.uncalculated:
            document.remarks.append(
                f"工作表“{sheet.name}”有 {sheet.uncalculated} 个公式没有保存结果，按空白处理"
            )
        if sheet.cut:
            document.remarks.append(
                f"工作表“{sheet.name}”只读了前 {_MOST_ROWS} 行、前 {_MOST_COLUMNS} 列"
            )
        document.blocks += _blocks(sheet)
    if not document.blocks:
        raise refusals.empty()
    return document


def _sheets(data: bytes, archive: limits.Archive) -> Iterator[_Sheet]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, nothing of which is read
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            for number, sheet in enumerate(book.worksheets[:_MOST_SHEETS], 1):
                # No public name leads from a sheet to its part.
                part = sheet._worksheet_path  # noqa: SLF001
                merged, uncalculated, cut = _scan(archive.read(part.lstrip("/")))
                hidden = sheet.sheet_state != "visible"
                rows = list(_rows(sheet))
                yield _Sheet(number, sheet.title, hidden, merged, rows, uncalculated, cut)
    except NotReadable:
        raise
    except Exception as error:
        # The library promises no set of errors for a broken workbook.
        raise refusals.damaged("XLSX") from error


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, str]]]:
    for number, row in enumerate(
        sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), start=1
    ):
        texts = {
            column: text
            for column, cell in enumerate(row, start=1)
            if cell.value is not None and (text := _text(cell.value, cell.number_format))
        }
        if not texts:
            continue
        yield number, texts


def _text(value: Any, number_format: str) -> str:
    """Return a cell as it is printed, as far as annual reports use number formats."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format or "")
    if isinstance(value, datetime):
        if value.time() == time():
            return f"{value.year}年{value.month}月{value.day}日"
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    text = str(value).strip()
    if len(text) > limits.MOST_CELL_CHARACTERS:
        raise refusals.oversized("单元格", "a cell", str(limits.MOST_CELL_CHARACTERS))
    return text


def _number(value: float | Decimal, number_format: str) -> str:
    # Fifteen digits are what spreadsheets compute with; the rest is noise of the binary fraction.
    plain = f"{value:.15g}" if isinstance(value, float) else str(value)
    match = _ZEROS.fullmatch(number_format)
    if match is None:
        return plain
    digits, decimals, percent = match.group(1), match.group(2) or "", match.group(3)
    if percent:
        return f"{Decimal(plain) * 100:.{len(decimals)}f}%"
    # A format may show fewer decimals than are stored: what is stored is the figure.
    if decimals and "e" not in plain.lower() and "." not in plain:
        plain = f"{plain}.{decimals}"
    return plain.zfill(len(digits)) if "." not in plain else plain


def _scan(xml: bytes) -> tuple[list[_Range], int, bool]:
    """Return merged ranges, how many formulas lack a result, and if cells are out of bounds."""
    root = limits.parse_xml(xml, "XLSX")
    merged: list[_Range] = []
    for element in root.iter("{*}mergeCell"):
        match = _REFERENCE.fullmatch((element.get("ref") or "").replace("$", ""))
        if match is None or match.group(3) is None:
            continue
        left, right = _column(match.group(1)), _column(match.group(3))
        merged.append(_Range(int(match.group(2)), left, int(match.group(4)), right))
    uncalculated, cut = 0, False
    for cell in root.iter("{*}c"):
        filled = any(child.text or len(child) for child in cell if _local(child) in {"v", "is"})
        if not filled:
            uncalculated += any(_local(child) == "f" for child in cell)
        elif not cut:
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            cut = match is not None and (
                int(match.group(2)) > _MOST_ROWS or _column(match.group(1)) > _MOST_COLUMNS
            )
    return merged, uncalculated, cut


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """Yield a sheet's rows as grids, and the rows that are words of the report as lines."""
    run: list[tuple[int, dict[int, str]]] = []
    for number, texts in sheet.rows:
        if _is_line(texts, begun=bool(run)):
            if run:
                yield _grid(sheet, run)
                run = []
            ((column, text),) = texts.items()
            place = Place(table=sheet.number, row=number, cell=column, sheet=sheet.name)
            for part in text.splitlines():
                if part.strip():
                    yield Line(part.strip(), place, complete=True)
        else:
            run.append((number, texts))
    if run:
        yield _grid(sheet, run)


def _is_line(texts: dict[int, str], *, begun: bool) -> bool:
    """Return whether a row is a line of the report: a text alone, first, or long, or a heading."""
    if len(texts) != 1:
        return False
    (text,) = texts.values()
    return not begun or len(text) > _PROSE or _HEADING.match(text) is not None


def _grid(sheet: _Sheet, run: list[tuple[int, dict[int, str]]]) -> Grid:
    index = {number: position for position, (number, _) in enumerate(run)}
    width = max(max(texts) for _, texts in run)
    rows: list[list[GridCell | None]] = [
        [
            GridCell(
                texts.get(column, ""),
                Place(table=sheet.number, row=number, cell=column, sheet=sheet.name),
            )
            for column in range(1, width + 1)
        ]
        for number, texts in run
    ]
    for merged in sheet.merged:
        covered = [index[n] for n in _within(merged, index)]
        right = min(merged.right, width)
        if merged.top not in index or merged.left > width or not covered:
            continue
        cell = rows[index[merged.top]][merged.left - 1]
        if cell is None:
            continue
        cell.rowspan, cell.colspan = len(covered), right - merged.left + 1
        for position in covered:
            rows[position][merged.left - 1 : right] = [cell] * cell.colspan
    return Grid(rows)


def _within(merged: _Range, index: dict[int, int]) -> list[int]:
    if merged.bottom - merged.top < len(index):
        return [n for n in range(merged.top, merged.bottom + 1) if n in index]
    return [n for n in index if merged.top <= n <= merged.bottom]
