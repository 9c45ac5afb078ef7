"""Word and Excel files with merged cells."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl import Workbook

from tests.made.report import MadeReport, Paragraph
from tests.made.shapes.base import Rendered, whole
from tests.made.shapes.pages import place_cells
from tests.made.tables import Rows, grid


def word_table(rows: Rows) -> BaseOxmlElement:
    """Return a Word table with cells merged both ways: gridSpan across, vMerge down."""
    columns = sum(cell.colspan for cell in rows[0])
    lines: list[list[tuple[int, str]]] = [[] for _ in rows]
    for cell, row, column in place_cells(rows):
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        for down in range(cell.rowspan):
            merge = ""
            if cell.rowspan > 1:
                merge = "<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>'
            text = "" if down else escape(cell.text)
            run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
            lines[row + down].append(
                (column, f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{run}</w:p></w:tc>")
            )
    body = "".join(
        "<w:tr>" + "".join(text for _, text in sorted(line)) + "</w:tr>" for line in lines
    )
    head = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
    grid_columns = "<w:tblGrid>" + '<w:gridCol w:w="800"/>' * columns + "</w:tblGrid>"
    return parse_xml(f"<w:tbl {nsdecls('w')}>{head}{grid_columns}{body}</w:tbl>")


def _document(report: MadeReport, *, styles: bool) -> bytes:
    document = Document()
    document.core_properties.author = ""
    document.core_properties.title = report.title
    for block in report.blocks:
        if isinstance(block, Paragraph):
            style = (
                {"title": "Title", "heading": "Heading 1", "subheading": "Heading 2"}.get(
                    block.style
                )
                if styles
                else None
            )
            document.add_paragraph(block.text, style=style)
            continue
        document.element.body.insert_element_before(
            word_table(grid(report.figures, block.table)), "w:sectPr"
        )
        document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def docx(report: MadeReport, seed: int) -> Rendered:
    """Write Word tables with cells merged both ways; headings styled in every other report."""
    return whole(report, _document(report, styles=bool(seed % 2)), "report.docx")


def xlsx(report: MadeReport, seed: int) -> Rendered:
    """Write one sheet: a paragraph a row, merged cells, figures as numbers (in every third report as text)."""
    book = Workbook()
    sheet = book.active
    sheet.title = "年度报告"
    at = 1
    for block in report.blocks:
        if isinstance(block, Paragraph):
            sheet.cell(at, 1, block.text)
            at += 1
            continue
        rows = grid(report.figures, block.table)
        for cell, row, column in place_cells(rows):
            value: object = cell.text
            if cell.id is not None and cell.id not in report.figures.printed and seed % 3:
                number = report.figures.values[cell.id]
                value = number if isinstance(number, int) else float(number)
            sheet.cell(at + row, column + 1, value)
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=at + row, start_column=column + 1,
                    end_row=at + row + cell.rowspan - 1, end_column=column + cell.colspan,
                )  # fmt: skip
        at += len(rows) + 1
    out = BytesIO()
    book.save(out)
    return whole(report, out.getvalue(), "report.xlsx")


def xlsx_sheets(report: MadeReport, seed: int) -> Rendered:
    """Write each table on a sheet of its own, the prose on the first."""
    book = Workbook()
    prose = book.active
    prose.title = "正文"
    names = {"table2": "主动公开", "table3": "依申请公开", "table4": "复议诉讼"}
    at = 1
    for block in report.blocks:
        if isinstance(block, Paragraph):
            prose.cell(at, 1, block.text)
            at += 1
            continue
        sheet = book.create_sheet(names[block.table])
        for cell, row, column in place_cells(grid(report.figures, block.table)):
            sheet.cell(1 + row, column + 1, cell.text)
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=1 + row, start_column=column + 1,
                    end_row=row + cell.rowspan, end_column=column + cell.colspan,
                )  # fmt: skip
    out = BytesIO()
    book.save(out)
    return whole(report, out.getvalue(), "report.xlsx")
