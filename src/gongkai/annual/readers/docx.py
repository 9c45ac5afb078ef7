"""DOCX: `word/document.xml` as Word prints it, without the parts that it does not print.

Insertions under revision are in, deletions and moved-away text are out; text boxes count once;
hidden text, field codes, phonetic guides, headers and footers are no part of the report.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from gongkai.annual.document import Block, Document, Grid, GridCell, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place
from gongkai.annual.readers import limits, refusals
from gongkai.annual.readers.docx_numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _R, _T, _TBL, _TR, _TC = (_W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_PPR, _RPR, _TCPR, _TRPR = (_W + name for name in ("pPr", "rPr", "tcPr", "trPr"))
_VAL = _W + "val"
_BR, _GRID_SPAN, _V_MERGE, _VANISH, _DEL = (
    _W + name for name in ("br", "gridSpan", "vMerge", "vanish", "del")
)
_PROPERTIES = frozenset({_PPR, _RPR, _TCPR, _TRPR, _W + "tblPr", _W + "sectPr", _W + "tblGrid"})
# What Word keeps but does not print here, and the older twin of a drawing that stands beside it.
_UNPRINTED = frozenset(
    {*(_W + name for name in ("del", "moveFrom", "rt", "instrText", "delText")), _FALLBACK}
)
_PRINTED_AS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_TEXT_BOX = _W + "txbxContent"
_DAMAGED = "{} 已损坏，没有读，自动编号和标题属性可能不全"
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']+)["']""")
_DUBLIN_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes) -> Document:
    """Read a Word document.

    A line's place is the number of its paragraph, those in text boxes and cells counted too, and
    the column within it; a cell's is its table, row and number within the row.
    """
    archive = limits.Archive(data, "DOCX")
    main = _main_part(archive)
    xml = archive.read(main)
    if _STRICT in xml[:8192]:
        xml = xml.replace(_STRICT, _TRANSITIONAL)
    root = limits.parse_xml(xml, "DOCX", main)
    body = root.find(_W + "body")
    if body is None:
        raise refusals.damaged("DOCX", main)
    remarks: list[str] = []
    walk = _Walk(_numbering(archive, posixpath.dirname(main), xml, remarks))
    walk.flow(body)
    return Document("docx", walk.blocks, titles=_titles(archive, remarks), remarks=remarks)


def _main_part(archive: limits.Archive) -> str:
    """Return the main part's name: some programs call it document2.xml."""
    if "word/document.xml" in archive:
        return "word/document.xml"
    if "_rels/.rels" in archive:
        for relationship in _RELATIONSHIP.findall(archive.read("_rels/.rels")):
            target = _TARGET.search(relationship)
            if b"/officeDocument" in relationship and target:
                return target.group(1).decode("utf-8", "replace").lstrip("/")
    raise refusals.damaged("DOCX", "word/document.xml")


def _read_aside(archive: limits.Archive, member: str, remarks: list[str]) -> bytes:
    """Inflate a part that the words do not depend on; b"" if it is missing or, which is told, damaged."""
    if member not in archive:
        return b""
    try:
        return archive.read(member).replace(_STRICT, _TRANSITIONAL)
    except NotReadable:
        remarks.append(_DAMAGED.format(member))
        return b""


def _parse_aside(archive: limits.Archive, member: str, remarks: list[str]) -> Element | None:
    """Parse a part that the words do not depend on; None if it is missing or, which is told, damaged."""
    xml = _read_aside(archive, member, remarks)
    if not xml:
        return None
    try:
        return limits.parse_xml(xml, "DOCX", member)
    except NotReadable:
        remarks.append(_DAMAGED.format(member))
        return None


def _numbering(
    archive: limits.Archive, folder: str, document: bytes, remarks: list[str]
) -> Numbering | None:
    """Return what numbers paragraphs, or None where nothing does."""
    styles = b""
    if b":pStyle " in document:
        styles = _read_aside(archive, f"{folder}/styles.xml", remarks)
    if b"numPr" not in styles and b"numPr" not in document:
        return None
    return Numbering(styles, _parse_aside(archive, f"{folder}/numbering.xml", remarks))


def _titles(archive: limits.Archive, remarks: list[str]) -> list[str]:
    core = _parse_aside(archive, "docProps/core.xml", remarks)
    title = core.findtext(_DUBLIN_CORE_TITLE) if core is not None else None
    return [title.strip()] if title and title.strip() else []


class _Walk:
    """One pass over the body, in order."""

    def __init__(self, numbering: Numbering | None) -> None:
        self.blocks: list[Block] = []
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0
        self._boxes: list[Element] = []  # text boxes of the paragraph being read
        self._held = ""  # the text of a paragraph whose mark was deleted: it goes on in the next

    def flow(self, container: Element) -> None:
        """Take in paragraphs and tables, through content controls and revisions."""
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._table(child)
            elif tag not in _UNPRINTED and tag not in _PROPERTIES:
                self.flow(child)

    def _paragraph(self, paragraph: Element) -> None:
        self._paragraphs += 1
        number = self._paragraphs
        text, properties = self._text(paragraph)
        mark = _first(properties, _RPR) if properties is not None else None
        if mark is not None and _first(mark, _DEL) is not None:
            self._held += text
            return
        text, self._held = self._held + text, ""
        if text and not text.isspace():
            numbered = (
                self._numbering is not None
                and properties is not None
                and self._numbering.numbers(properties)
            )
            if "\n" in text:
                self._broken(text, number, numbered=numbered)
            else:
                stripped = text.strip()
                column = text.index(stripped[0]) + 1
                place = Place(None, None, number, column)
                self.blocks.append(
                    Line(stripped, place, complete=True, numbered_by_machine=numbered)
                )
        if self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.flow(box)

    def _broken(self, text: str, number: int, *, numbered: bool) -> None:
        """Take in a paragraph with soft breaks, one line for each."""
        lines = text.split("\n")
        column = 1
        for index, line in enumerate(lines):
            stripped = line.strip()
            if stripped:
                place = Place(line=number, column=column + line.index(stripped[0]))
                last = index == len(lines) - 1
                self.blocks.append(Line(stripped, place, last, numbered))
                numbered = False
            column += len(line) + 1

    def _text(self, paragraph: Element) -> tuple[str, Element | None]:
        """Return a paragraph's printed text and its properties; its text boxes are put aside."""
        properties = None
        parts: list[str] = []
        for child in paragraph:
            tag = child.tag
            if tag == _R:
                self._run(child, parts)
            elif tag == _PPR:
                properties = child
            elif tag not in _UNPRINTED:
                self._inline(child, parts)
        return "".join(parts), properties

    def _inline(self, element: Element, parts: list[str]) -> None:
        for child in element:
            if child.tag == _R:
                self._run(child, parts)
            elif child.tag not in _UNPRINTED and child.tag not in _PROPERTIES:
                self._inline(child, parts)

    def _run(self, run: Element, parts: list[str]) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:
                if text := child.text:
                    parts.append(text)
            elif tag == _RPR:
                vanish = _first(child, _VANISH)
                if vanish is not None and vanish.get(_VAL) not in {"0", "false", "off"}:
                    return
            elif tag in _PRINTED_AS:
                parts.append("" if tag == _BR and child.get(_W + "type") else _PRINTED_AS[tag])
            elif tag == _TEXT_BOX:
                self._boxes.append(child)
            elif tag not in _UNPRINTED:
                self._run(child, parts)

    def _table(self, table: Element) -> None:
        self._tables += 1
        number = self._tables
        rows: list[list[GridCell]] = []
        nested: list[Element] = []
        open_merges: dict[int, GridCell] = {}
        for row in self._rows(table, _TR):
            properties = _first(row, _TRPR)
            if properties is not None and _first(properties, _DEL) is not None:
                continue
            cells: list[GridCell] = []
            continued: set[int] = set()
            if column := _columns_before(properties):
                place = Place(table=number, row=len(rows) + 1, cell=0)
                cells.append(GridCell("", place, 1, column))
            for ordinal, cell in enumerate(self._rows(row, _TC), 1):
                text = self._cell_text(cell, nested)
                colspan, merge = _spans(cell)
                above = open_merges.get(column)
                if merge == "continue" and above is not None and above.colspan == colspan:
                    above.rowspan += 1
                    if text:
                        above.text = f"{above.text}\n{text}" if above.text else text
                    continued.add(column)
                else:
                    place = Place(None, None, None, None, number, len(rows) + 1, ordinal)
                    made = GridCell(text, place, 1, colspan)
                    cells.append(made)
                    open_merges.pop(column, None)
                    if merge == "restart":
                        open_merges[column] = made
                        continued.add(column)
                column += colspan
            open_merges = {at: cell for at, cell in open_merges.items() if at in continued}
            rows.append(cells)
        self.blocks.append(Grid.from_spans(rows))
        for inner in nested:
            self._table(inner)

    def _rows(self, parent: Element, wanted: str) -> list[Element]:
        found: list[Element] = []
        for child in parent:
            tag = child.tag
            if tag == wanted:
                found.append(child)
            elif tag not in _PROPERTIES and tag not in _UNPRINTED:
                found += self._rows(child, wanted)
        return found

    def _cell_text(self, cell: Element, nested: list[Element]) -> str:
        lines: list[str] = []
        for child in cell:
            tag = child.tag
            if tag == _P:
                self._paragraphs += 1
                text, _ = self._text(child)
                if text and not text.isspace():
                    lines.append(text.strip())
                if self._boxes:
                    boxes, self._boxes = self._boxes, []
                    lines += [self._cell_text(box, nested) for box in boxes]
            elif tag == _TBL:
                nested.append(child)
            elif tag not in _PROPERTIES and tag not in _UNPRINTED:
                lines.append(self._cell_text(child, nested))
        return lines[0] if len(lines) == 1 else "\n".join(line for line in lines if line)


def _columns_before(properties: Element | None) -> int:
    """Return how many columns a row with these properties leaves out at its start."""
    before = _first(properties, _W + "gridBefore") if properties is not None else None
    return 0 if before is None else _bounded(before.get(_VAL, "0"), 0)


def _bounded(value: str, least: int) -> int:
    return min(max(int(value), least), limits.MOST_SPAN) if value.isdecimal() else least


def _spans(cell: Element) -> tuple[int, str]:
    """Return how many columns a cell spans, and whether it starts or continues a vertical merge."""
    colspan, merge = 1, ""
    properties = _first(cell, _TCPR)
    for child in properties if properties is not None else ():
        if child.tag == _GRID_SPAN:
            colspan = _bounded(child.get(_VAL, "1"), 1)
        elif child.tag == _V_MERGE:
            merge = child.get(_VAL, "continue")
    return colspan, merge


def _first(element: Element, tag: str) -> Element | None:
    """Return the first child of that name; for properties, which come first, faster than find."""
    for child in element:
        if child.tag == tag:
            return child
    return None
