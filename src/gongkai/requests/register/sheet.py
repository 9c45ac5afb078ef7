"""The spreadsheet: written for the office to fill in, read whatever the office made of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.core.files.kinds import XLSX, find_kind
from gongkai.core.refusal import Refusal
from gongkai.requests.register.columns import Column, load_columns

MOST_ROWS = 2000
MOST_BYTES = 5 * 2**20
HEADING_WITHIN = 10  # rows: a title, a note and empty lines may stand above the headings
SHEET, CHOICES, FAULTS = "登记簿", "可填内容", "问题"
EXACT = 15  # digits that a spreadsheet's number holds


class NotRegister(Refusal):
    """A file that is no register: not a workbook, without the columns, or too long."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands: its number in the sheet (from 1), and the text of each known column."""

    row: int
    values: Mapping[str, str]


def write_template() -> bytes:
    """Return an empty register: headings with what each wants, and lists to choose from."""
    return _write([], {})


def write_faulty(lines: Sequence[Line], faults: Mapping[int, str]) -> bytes:
    """Return lines as a register to be mended: the last column says what is wrong with each."""
    return _write(lines, faults)


def _write(lines: Sequence[Line], faults: Mapping[int, str]) -> bytes:
    columns = list(load_columns().values())
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append([_head(column) for column in columns] + ([FAULTS] if faults else []))
    for line in lines:
        sheet.append([*(line.values.get(each.id, "") for each in columns), faults[line.row]])
    choices = book.create_sheet(CHOICES)
    for place, column in enumerate(columns, start=1):
        _dress(sheet, choices, place, column)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:  # what was typed is text, and no formula, whatever it begins with
            cell.number_format = "@"
            if cell.value:
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(column: Column) -> str:
    return f"{column.chinese}*" if column.required else column.chinese


def _dress(sheet: Any, choices: Any, place: int, column: Column) -> None:
    """Give a column its width, its note, its text format, and its list of choices."""
    letter = get_column_letter(place)
    head = sheet.cell(1, place)
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="E8EDF3")
    sheet.column_dimensions[letter].width = max(12, 2 * len(column.chinese) + 4)
    sheet.column_dimensions[letter].number_format = "@"
    if column.help:
        head.comment = Comment(column.help, "Gongkai", width=320, height=80)
    if not column.choices:
        return
    choices.cell(1, place, column.chinese).font = Font(bold=True)
    for row, (_, chinese, _) in enumerate(column.choices, start=2):
        choices.cell(row, place, chinese)
    area = f"'{CHOICES}'!${letter}$2:${letter}${len(column.choices) + 1}"
    rule = DataValidation(type="list", formula1=area, allow_blank=True)
    rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(rule)


def read_lines(data: bytes) -> tuple[Line, ...]:
    """Return the rows of a register. Empty rows are passed over; unknown columns are not read.

    NotRegister: what is wrong with the file as a whole. NotAccepted: no workbook by its content.
    """
    if len(data) > MOST_BYTES:
        raise NotRegister(
            "登记簿不能超过 5 MiB，请分成几个文件", "At most 5 MiB: split the register"
        )
    if find_kind(data, "register.xlsx") != XLSX:
        raise NotRegister("请上传 XLSX 文件", "Send an XLSX file")
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        lines = tuple(_read_book(book))
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
        OSError,
    ) as error:
        raise NotRegister(
            "这个工作簿打不开，请另存为 XLSX 再试", "This workbook cannot be opened"
        ) from error
    if not lines:
        raise NotRegister("登记簿里没有数据行", "The register has no rows")
    return lines


def _read_book(book: Any) -> Iterator[Line]:
    sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not relied on
    places: dict[int, str] | None = None
    number = 0
    for row, cells in enumerate(sheet.iter_rows(values_only=True, max_col=200), start=1):
        if places is None:
            places = _find_places(cells)
            if places is None and row >= HEADING_WITHIN:
                break
            continue
        values = {name: _tell(cells[at]) for at, name in places.items() if at < len(cells)}
        if any(values.values()):
            number += 1
            if number > MOST_ROWS:
                raise NotRegister(
                    f"一次最多转入 {MOST_ROWS} 行，请分成几个文件",
                    f"At most {MOST_ROWS} rows at a time: split the register",
                )
            yield Line(row, values)
    if places is None:
        wanted = "、".join(each.chinese for each in load_columns().values() if each.required)
        raise NotRegister(
            f"前 {HEADING_WITHIN} 行里没有找到表头。至少要有：{wanted}。请下载模板对照",
            "No headings found in the first rows: compare with the template",
        )


def _find_places(cells: Sequence[Any]) -> dict[int, str] | None:
    """Return which column stands where, if a row is that of the headings."""
    names: dict[str, str] = {}
    for column in load_columns().values():
        names |= {_fold(column.chinese): column.id, _fold(column.english): column.id}
    places = {
        at: names[_fold(str(cell))] for at, cell in enumerate(cells) if _fold(str(cell)) in names
    }
    required = {column.id for column in load_columns().values() if column.required}
    return places if required <= set(places.values()) else None


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("*").casefold()


def _tell(cell: Any) -> str:
    """Return what a cell shows: a date as 2026-03-05, a whole number without a point."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case bool():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return unicodedata.normalize("NFC", str(cell)).replace("\0", "").strip()


def is_truncated(text: str) -> bool:
    """Whether a number came from a cell that could not hold its last digits."""
    return text.isdecimal() and len(text) > EXACT and set(text[EXACT:]) == {"0"}
