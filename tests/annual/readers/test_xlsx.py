from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from gongkai.annual.document import Document, Grid, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place
from gongkai.annual.readers import sniff, xlsx
from tests.annual.readers.told import told


def save(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(rows: list[list[object]], merged: tuple[str, ...] = ()) -> Document:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return xlsx.read(save(book))


def test_a_workbook_as_a_whole():
    book = Workbook()
    sheet = book.active
    sheet.title = "表二"
    for row in (
        ["某局2024年年报"],
        [],
        ["第二十条第（一）项"],
        ["规章", None, 0],
        [None, "许可", 12.5],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A4:A5")
    data = save(book)
    document = xlsx.read(data)

    def place(row: int, cell: int) -> Place:
        return Place(table=1, row=row, cell=cell, sheet="表二")

    assert sniff(data, "a.xls") == document.kind == "xlsx"
    assert document.remarks == []
    assert document.blocks[:2] == [
        Line("某局2024年年报", place(1, 1), complete=True),
        Line("第二十条第（一）项", place(3, 1), complete=True),
    ]
    (grid,) = document.blocks[2:]
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.place) for cell in row if cell] for row in grid.rows] == [
        [("规章", place(4, 1)), ("", place(4, 2)), ("0", place(4, 3))],
        [("规章", place(4, 1)), ("许可", place(5, 2)), ("12.5", place(5, 3))],
    ]
    assert grid.rows[0][0] is grid.rows[1][0]


@pytest.mark.parametrize(
    ("rows", "merged", "blocks"),
    [
        ([["甲", 1], [None, None], ["乙", 2]], (), [[["甲", "1"], ["乙", "2"]]]),
        ([["甲", 1], ["三、收到和处理政府信息公开申请情况"], ["乙", 2]], (), [[["甲", "1"]], "三、收到和处理政府信息公开申请情况", [["乙", "2"]]]),
        ([["甲", 1], ["四、结转下年度继续办理"]], (), [[["甲", "1"], ["四、结转下年度继续办理", ""]]]),
        ([["甲", 1], ["长" * 41]], (), [[["甲", "1"]], "长" * 41]),
        ([["甲", 1], ["第二十条第（五）项"]], ("A2:B2",), [[["甲", "1"], ["第二十条第（五）项"] * 2]]),
        ([["上\n下"], ["甲", " 1 "]], (), ["上", "下", [["甲", "1"]]]),
        ([["甲", 1], ["乙", 2]], ("A1:A1048576", "C1:XFD1048576"), [[["甲", "1"], ["甲", "2"]]]),
        ([["甲", True], ["乙", "/"], ["丙", "—"], ["丁", ""]], (), [[["甲", "TRUE"], ["乙", "/"], ["丙", "—"], ["丁", ""]]]),
    ],
)  # fmt: skip
def test_blocks(rows, merged, blocks):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = save(book)
    if merged:
        # Written by hand: the library would make an object for each merged position.
        refs = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
        data = edit(
            data,
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            f"</sheetData><mergeCells>{refs}</mergeCells>",
        )
    assert told(xlsx.read(data)) == blocks


def edit(data: bytes, member: str, old: str, new: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == member:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0, "General", "0"),
        (7, "0", "7"),
        (7.0, "General", "7"),
        (-3, "0", "-3"),
        (1234567, "#,##0", "1234567"),
        (12.5, "0.00", "12.5"),
        (12, "0.00", "12.00"),
        (1276.5534, "0", "1276.5534"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "00", "05"),
        (0.41, "0%", "41%"),
        (0.9968, "0.00%", "99.68%"),
        (date(2024, 1, 31), "yyyy-mm-dd", "2024年1月31日"),
        (datetime.fromisoformat("2024-01-31T09:30"), "yyyy-mm-dd h:mm", "2024-01-31 09:30"),
        ("22（其中修订16件）", "General", "22（其中修订16件）"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_values_are_read_as_they_are_printed(value, number_format, text):
    book = Workbook()
    book.active.append(["甲", value])
    book.active["B1"].number_format = number_format
    assert told(xlsx.read(save(book))) == [[["甲", text]]]


def test_formulas_count_by_their_stored_results():
    book = Workbook()
    book.active.append(["甲", 1, "=B1+1", "=B1+2"])
    data = edit(save(book), "xl/worksheets/sheet1.xml", "<f>B1+1</f><v></v>", "<f>B1+1</f><v>2</v>")
    document = xlsx.read(data)
    assert told(document) == [[["甲", "1", "2"]]]
    assert document.remarks == ["工作表“Sheet”有 1 个公式没有保存结果，按空白处理"]


def test_what_stands_beyond_the_bounds_is_told():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    for far in (
        '<row r="9999"><c r="A9999"><v>1</v></c></row>',
        '<row r="2"><c r="XFD2"><v>1</v></c></row>',
    ):
        document = xlsx.read(
            edit(
                save(Workbook()),
                "xl/worksheets/sheet1.xml",
                "<sheetData></sheetData>",
                f"<sheetData>{cells}{far}</sheetData>",
            )
        )
        assert told(document) == [[["1", "2"]]]
        assert document.remarks == ["工作表“Sheet”只读了前 5000 行、前 100 列"]


def test_hidden_sheets_are_read_and_told():
    book = Workbook()
    book.active.append(["甲", 1])
    book.create_sheet("底稿").append(["乙", 2])
    book["底稿"].sheet_state = "hidden"
    document = xlsx.read(save(book))
    assert told(document) == [[["甲", "1"]], [["乙", "2"]]]
    assert document.remarks == ["工作表“底稿”是隐藏的，也读了"]


@pytest.mark.parametrize(
    ("data", "chinese"),
    [
        (save(Workbook()), "文件是空的"),
        (save(Workbook())[:-100], "XLSX 文件已损坏或不完整"),
        (edit(save(Workbook()), "xl/workbook.xml", "<sheets>", "<sheets"), "XLSX 文件已损坏或不完整"),
        (edit(save(Workbook()), "xl/worksheets/sheet1.xml", "<sheetData></sheetData>", '<sheetData><row r="1"><c r="A1" t="str"><v>' + "长" * 100_001 + "</v></c></row></sheetData>"),
         "单元格过大，超过上限 100000"),
    ],
    ids=["empty", "cut", "broken", "cell"],
)  # fmt: skip
def test_broken_workbooks(data, chinese):
    with pytest.raises(NotReadable) as refusal:
        xlsx.read(data)
    assert refusal.value.chinese == chinese
