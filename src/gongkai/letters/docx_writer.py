"""A letter as DOCX, in the page of GB/T 9704-2012, for Word, WPS and LibreOffice.

The faces are named as the standard names them (仿宋_GB2312); whoever opens the file brings the fonts.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from gongkai.letters.text import (
    SEAL_MARK,
    Block,
    LetterText,
    Role,
    Row,
    gather_tables,
    label_attachment,
    label_copies,
)

FANGSONG, XIAOBIAOSONG, HEI, KAI, SONG = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
LINE = 579  # twips: 225 mm in 22 lines
NARROWER = -5  # twips between characters: 28 of 三号 in 156 mm, with a hair to spare
RED = "C00000"
_AFTER_GRID = ("w:spacing", "w:ind", "w:jc", "w:rPr")  # the order of the schema
_FACES = {Role.HEAD: HEI, Role.SUBHEAD: KAI}


def write_docx(letter: LetterText, *, seal_mark: bool = False) -> bytes:
    """Return the letter as DOCX; the same letter gives the same bytes.

    `seal_mark` prints （印章） where the seal goes.
    """
    from docx import Document

    document = Document()
    _drop_thumbnail(document)
    _set_page(document, letter)
    page = _Page(document)
    page.write(letter, seal_mark=seal_mark)
    stream = io.BytesIO()
    document.save(stream)
    return _settle(stream.getvalue(), letter)


def _drop_thumbnail(document: Any) -> None:
    """Drop the picture of an empty page that python-docx's own template carries."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_page(document: Any, letter: LetterText) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # so that the dash of the number is 7 mm below the type area
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001  (python-docx has no word for it)
        section._sectPr.remove(grid)  # noqa: SLF001
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    section._sectPr.append(grid)  # noqa: SLF001
    document.settings.odd_and_even_pages_header_footer = True
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.font.name = "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FANGSONG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    moment = datetime.combine(letter.day, time(), UTC)
    core = document.core_properties
    core.author = core.last_modified_by = letter.organ or letter.masthead
    core.title, core.comments, core.revision = letter.title, "", 1
    core.created = core.modified = moment
    _number_pages(section.footer, right=True)
    _number_pages(section.even_page_footer, right=False)


def _number_pages(footer: Any, *, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    if right:
        paragraph.paragraph_format.right_indent = Pt(14)
    else:
        paragraph.paragraph_format.left_indent = Pt(14)
    for part in ("— ", None, " —"):
        run = paragraph.add_run(part or "")
        run.font.size = Pt(14)
        run.font.name = SONG
        run._element.rPr.rFonts.set(qn("w:eastAsia"), SONG)  # noqa: SLF001
        if part is None:
            for kind in ("begin", "instr", "end"):
                field = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
                if kind == "instr":
                    field.text = "PAGE"
                else:
                    field.set(qn("w:fldCharType"), kind)
                run._element.append(field)  # noqa: SLF001


class _Page:
    """Adds the parts of a letter to a document, in order."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def write(self, letter: LetterText, *, seal_mark: bool) -> None:
        if letter.masthead:
            self._write_masthead(letter)
        if letter.title:
            self._line(letter.title, face=XIAOBIAOSONG, points=22, align="center", gap=(1, 1))
        if letter.addressee:
            self._line(f"{letter.addressee}：", indent=0)
        self._write_blocks(letter.blocks, closing=bool(letter.organ))
        count = len(letter.attachments)
        for index, each in enumerate(letter.attachments, 1):
            self._line(
                label_attachment(index, each, count),
                indent=2 if index == 1 else 0,
                left=0 if index == 1 else 5,
                gap=(1, 0) if index == 1 else (0, 0),
            )
        self._sign(letter, seal_mark=seal_mark)
        for note in letter.notes:
            self._line(f"（{note}）", align="left")
        if letter.copies:
            copies = self._line(label_copies(letter.copies), points=14, indent=1, gap=(1, 0))
            _rule(copies, "top", "bottom")
        if letter.slip is not None:
            title = self._line(
                letter.slip.title, face=XIAOBIAOSONG, points=22, align="center", gap=(0, 1)
            )
            title.paragraph_format.page_break_before = True
            self._write_blocks(letter.slip.blocks, closing=False)

    def _write_masthead(self, letter: LetterText) -> None:
        # 发文机关标志 stands 35 mm below the top of the type area: 3.4 lines.
        head = self._line(
            letter.masthead, face=XIAOBIAOSONG, points=36, align="center", gap=(3.4, 1), fixed=False
        )
        from docx.shared import RGBColor

        head.runs[0].font.color.rgb = RGBColor.from_string(RED)
        _rule(self._line(letter.number, align="center"), "bottom", colour=RED)

    def _write_blocks(self, blocks: tuple[Block, ...], *, closing: bool) -> None:
        for part in gather_tables(blocks):
            if isinstance(part, tuple):
                self._write_table(part)
                continue
            paragraph = self._line(
                part.text,
                face=_FACES.get(part.role, FANGSONG),
                indent=0 if part.role is Role.LEFT else 2,
            )
            if part.role in _FACES:
                paragraph.paragraph_format.keep_with_next = True
            if closing and part is blocks[-1]:  # no signature on a page without text
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.keep_together = True

    def _sign(self, letter: LetterText, *, seal_mark: bool) -> None:
        """成文日期 ends four characters from the right; the organ stands centred above it."""
        dated = _width(letter.dated)
        lines = [letter.organ, *([SEAL_MARK] if seal_mark and letter.seal else [])]
        for index, text in enumerate(filter(None, lines)):
            signed = self._line(
                text,
                align="right",
                right=max(0.0, 4 + (dated - _width(text)) / 2),
                gap=(0 if index else 2, 0),
            )
            signed.paragraph_format.keep_with_next = True
        if letter.dated:
            dated_line = self._line(letter.dated, align="right", right=4)
            dated_line.paragraph_format.keep_with_next = bool(letter.notes)

    def _line(
        self,
        text: str,
        *,
        face: str = FANGSONG,
        points: float = 16,
        align: str = "",
        indent: float = 2,
        left: float = 0,
        right: float = 0,
        gap: tuple[float, float] = (0, 0),
        fixed: bool = True,
    ) -> Any:
        """Add a paragraph; `indent`, `left`, `right` in characters, `gap` before and after in lines."""
        paragraph = self._document.add_paragraph()
        _shape(paragraph, points=points, align=align, fixed=fixed)
        form = paragraph.paragraph_format
        from docx.shared import Pt, Twips

        wide = Pt(points) + Twips(NARROWER)
        form.first_line_indent = 0 if align in {"center", "right"} else int(wide * indent)
        form.left_indent, form.right_indent = int(wide * left), int(wide * right)
        form.space_before, form.space_after = (Twips(int(LINE * each)) for each in gap)
        _run(paragraph, text, face, points)
        return paragraph

    def _write_table(self, rows: tuple[Row, ...]) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.shared import Mm, Pt

        columns = max(len(row.rest) for row in rows) + 1
        widths = (
            [24, 44, 88] if columns == 3 else [62, *([94 / max(1, columns - 1)] * (columns - 1))]
        )
        table = self._document.add_table(len(rows), columns)
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for index, row in enumerate(rows):
            cells = table.rows[index].cells
            for place, cell in enumerate(cells):
                cell.width = Mm(widths[place])
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            spare = columns - 1 - len(row.rest)  # a row with fewer cells has a wide first one
            texts = {0: "" if row.merged else row.head}
            texts |= dict(enumerate(row.rest, 1 + spare))
            for place, text in texts.items():
                paragraph = cells[place].paragraphs[0]
                _shape(paragraph, points=14, align="left", fixed=True)
                _leave_grid(paragraph)
                paragraph.paragraph_format.line_spacing = Pt(18)
                paragraph.paragraph_format.space_before = Pt(2)
                paragraph.paragraph_format.space_after = Pt(2)
                _run(paragraph, text, FANGSONG, 14)
            if spare:
                _join_cells(cells[0], cells[spare])
        self._merge_heads(table, rows)

    def _merge_heads(self, table: Any, rows: tuple[Row, ...]) -> None:
        start = 0
        for index in range(1, len(rows) + 1):
            if index < len(rows) and rows[index].merged:
                continue
            if index - start > 1:
                _join_cells(table.cell(start, 0), table.cell(index - 1, 0))
            start = index


def _join_cells(first: Any, last: Any) -> None:
    for paragraph in first.merge(last).paragraphs[1:]:
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001


def _shape(paragraph: Any, *, points: float, align: str, fixed: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt, Twips

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False  # or Word would leave a line of the 22 empty
    if fixed:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Twips(LINE if points <= 16 else int(LINE * 1.2))
    paragraph.alignment = {
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "left": WD_ALIGN_PARAGRAPH.LEFT,
    }.get(align, WD_ALIGN_PARAGRAPH.JUSTIFY)


def _leave_grid(paragraph: Any) -> None:
    """Let a line be as high as it says, though the page has 22."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._element.get_or_add_pPr().insert_element_before(snap, *_AFTER_GRID)  # noqa: SLF001


def _run(paragraph: Any, text: str, face: str, points: float) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size = Pt(points)
    run.font.name = "Times New Roman" if face == FANGSONG else face
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001
    if points == 16:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(NARROWER))
        run._element.rPr.insert(1, spacing)  # noqa: SLF001


def _rule(paragraph: Any, *sides: str, colour: str = "000000") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        # 4 mm between the number and the red rule; 0.35 mm rules around 抄送.
        values = {"val": "single", "sz": "8", "space": "11" if colour == RED else "2"}
        for key, value in (*values.items(), ("color", colour)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, *("w:shd", "w:tabs", *_AFTER_GRID))


def _width(text: str) -> float:
    """Return how wide a line is, in characters: a digit takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _settle(data: bytes, letter: LetterText) -> bytes:
    """Write the package again with the letter's day on each file, so that bytes do not differ."""
    moment = (max(letter.day.year, 1980), letter.day.month, letter.day.day, 0, 0, 0)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stream.getvalue()
