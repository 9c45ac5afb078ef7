"""XLSX: every cell, shown or not, and what a workbook carries beside its sheets."""

from __future__ import annotations

import posixpath
import re
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element as Element

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import refusals
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place
from gongkai.release.package import Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_C, _V, _F, _IS, _T, _ROW, _RPH = (_S + name for name in ("c", "v", "f", "is", "t", "row", "rPh"))
_MOST_CELLS = 2_000_000
_SPOKEN = frozenset(
    ("descr", "title", "alt", "tooltip", "prompt", "promptTitle", "error", "display")
)
_BUILT_IN = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_NARROWEST, _LOWEST = 0.3, 1.5  # of a column in characters, of a row in points: nobody reads below
_WHITE = frozenset(("FFFFFFFF", "00FFFFFF"))


def inspect(data: bytes, inspection: Inspection) -> None:
    """Look at a workbook. Raises NotReadable."""
    _Book(Package(data, "XLSX", inspection)).look()


class _Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.inspection = package.inspection
        self.strings = self._shared()
        self.used: set[int] = set()
        self.invisible = self._invisible_formats()
        self.cells = 0

    def look(self) -> None:
        book = next(self.package.parts(r"^/?xl/workbook\.xml$"), None)
        if book is None:
            raise refusals.damaged("XLSX", "xl/workbook.xml")
        root = self.package.parse(book)
        targets = self._targets(book)
        hidden: list[str] = []
        for sheet in root.iter(_S + "sheet"):
            name = sheet.get("name") or ""
            self.inspection.look(name, Place(part="xl/workbook.xml"))
            if sheet.get("state") in {"hidden", "veryHidden"}:
                hidden.append(name)
                self.inspection.add("hidden_sheet", Place(cell=name), name)
            part = targets.get(sheet.get(_REL) or "")
            if part is None:
                raise refusals.damaged("XLSX", name)
            self._sheet(part, name)
        self._names(root, hidden)
        for index, text in enumerate(self.strings):
            if index not in self.used:  # a cell that was cleared leaves its words behind
                self.inspection.hide("earlier_version", text, Place(part="xl/sharedStrings.xml"))
        self._other_parts()
        self.package.inspect()

    # -- parts

    def _shared(self) -> list[str]:
        part = next(self.package.parts(r"^/?xl/sharedStrings\.xml$"), None)
        if part is None:
            return []
        return [_text(item) for item in self.package.parse(part).iter(_S + "si")]

    def _targets(self, book: str) -> dict[str, str]:
        folder, name = posixpath.split(book)
        found = next(
            self.package.parts(rf"^{re.escape(folder)}/_rels/{re.escape(name)}\.rels$"), ""
        )
        if not found:
            raise refusals.damaged("XLSX", "workbook.xml.rels")
        members = {name.lower().lstrip("/"): name for name in self.package.archive.names()}
        targets: dict[str, str] = {}
        for element in self.package.parse(found):
            target = (element.get("Target") or "").replace("\\", "/")
            joined = target if target.startswith("/") else posixpath.join(folder, target)
            member = members.get(posixpath.normpath(joined).lstrip("/").lower())
            if member is not None:
                targets[element.get("Id") or ""] = member
        return targets

    def _invisible_formats(self) -> frozenset[int]:
        """Return the cell formats that show nothing: `;;;`, or white letters without a fill."""
        part = next(self.package.parts(r"^/?xl/styles\.xml$"), None)
        if part is None:
            return frozenset()
        root = self.package.parse(part)
        formats = {
            element.get("numFmtId")
            for element in root.iter(_S + "numFmt")
            if (element.get("formatCode") or "").replace('"', "").startswith(";;;")
        }
        white = set()
        for index, font in enumerate(root.findall(f"{_S}fonts/{_S}font")):
            colour = font.find(_S + "color")
            # Theme colour 0 is the paper's.
            if colour is not None and (
                (colour.get("rgb") or "").upper() in _WHITE or colour.get("theme") == "0"
            ):
                white.add(str(index))
        invisible = set()
        for index, entry in enumerate(root.findall(f"{_S}cellXfs/{_S}xf")):
            if entry.get("numFmtId") in formats or (
                entry.get("fontId") in white and entry.get("fillId", "0") in {"0", "1"}
            ):
                invisible.add(index)
        return frozenset(invisible)

    def _names(self, root: Element, hidden: list[str]) -> None:
        place = Place(part="xl/workbook.xml")
        for name in root.iter(_S + "definedName"):
            said = name.get("name") or ""
            refers = name.text or ""
            self.inspection.look(f"{said}\t{refers}", place)
            if said in _BUILT_IN:
                continue
            pointed = any(refers.startswith((f"{one}!", f"'{one}'!")) for one in hidden)
            if name.get("hidden") in {"1", "true"} or pointed:
                self.inspection.add("hidden_name", place, said)

    def _other_parts(self) -> None:
        for part in self.package.parts(r"^/?xl/.*\.(?:xml|vml)$"):
            lowered, place = part.lower(), Place(part=part)
            if re.search(
                r"/(?:worksheets/sheet|workbook|styles|sharedstrings|theme|calcchain)", lowered
            ):
                continue
            if "/externallinks/" in lowered:
                self.inspection.add("external_link", place)
            elif "/pivotcache/" in lowered and "definition" in lowered:
                self.inspection.add("pivot_cache", place)
            elif lowered.endswith("connections.xml") or "/querytables/" in lowered:
                self.inspection.add("external_link", place)
            elif "/revisions/" in lowered:
                self.inspection.add("tracked_change", place)
            try:
                root = self.package.parse(part)
            except NotReadable as error:
                if lowered.endswith(
                    ".vml"
                ):  # written loosely by Excel itself; it draws the frames of comments
                    continue
                self.inspection.refuse(error, place)
                continue
            if "comments" in lowered:
                for element in root.iter():
                    if str(element.tag).endswith(("}comment", "}threadedComment")):
                        self.inspection.hide("comment", _text(element), place)
                    elif str(element.tag).endswith("}author"):
                        self.inspection.author(element.text, place)
                continue
            if "/persons/" in lowered:
                for element in root:
                    self.inspection.author(element.get("displayName"), place)
                continue
            self._drawing(root, place)

    def _drawing(self, root: Element, place: Place) -> None:
        for paragraph in root.iter(_A + "p"):
            self.inspection.look("".join(t.text or "" for t in paragraph.iter(_A + "t")), place)
        for element in root.iter():
            for attribute, value in element.attrib.items():
                name = str(attribute).rpartition("}")[2]
                if len(value) >= 5 and (name in _SPOKEN or name == "v"):
                    self.inspection.look(str(value), place)
            if element.text and len(element.text) >= 5 and not str(element.tag).startswith(_A):
                self.inspection.look(element.text, place)

    # -- a sheet

    def _sheet(self, part: str, name: str) -> None:
        root = self.package.parse(part)
        columns = [
            (int(column.get("min") or 0), int(column.get("max") or 0))
            for column in root.iter(_S + "col")
            if column.get("hidden") in {"1", "true"} or _below(column.get("width"), _NARROWEST)
        ]
        standard = root.find(_S + "sheetFormatPr")
        all_hidden = standard is not None and standard.get("zeroHeight") in {"1", "true"}
        for row in root.iter(_ROW):
            number = row.get("r") or ""
            hidden = row.get("hidden") in {"1", "true"} or _below(row.get("ht"), _LOWEST)
            hidden = hidden or (all_hidden and row.get("hidden") is None)
            for cell in row.iter(_C):
                self._cell(cell, name, columns, hidden=hidden, row=number)
        place = Place(cell=name)
        for element in root.iter():
            tag = str(element.tag).rpartition("}")[2]
            if tag in {
                "oddHeader",
                "oddFooter",
                "evenHeader",
                "evenFooter",
                "firstHeader",
                "firstFooter",
                "formula1",
            }:
                self.inspection.look(element.text or "", place)
            elif tag in {"dataValidation", "hyperlink"}:
                for attribute, value in element.attrib.items():
                    if str(attribute) in _SPOKEN:
                        self.inspection.look(str(value), place)

    def _cell(
        self, cell: Element, sheet: str, columns: list[tuple[int, int]], *, hidden: bool, row: str
    ) -> None:
        self.cells += 1
        if self.cells > _MOST_CELLS:
            raise refusals.oversized("工作表", "the sheets", str(_MOST_CELLS))
        text = self._value(cell)
        formula = cell.findtext(_F) or ""
        if not text and not formula:
            return
        reference = cell.get("r") or f"?{row}"
        place = Place(cell=f"{sheet}!{reference}")
        if hidden and text:
            self.inspection.add("hidden_row", Place(cell=f"{sheet}!{row}:{row}"))
        if columns and text:
            letters = re.match(r"[A-Z]+", reference)
            number = _column(letters[0]) if letters else 0
            if any(first <= number <= last for first, last in columns) and letters:
                column = letters[0]
                self.inspection.add("hidden_column", Place(cell=f"{sheet}!{column}:{column}"))
        style = cell.get("s") or "0"
        if text and style.isdecimal() and int(style) in self.invisible:
            self.inspection.hide("hidden_text", text, place)
        self.inspection.look(text, place)
        if formula:
            if re.search(r"\[[^\]]*\.xls|'?(?:file:|[A-Za-z]:\\)", formula):
                self.inspection.add("external_link", place)
            self.inspection.look(formula, place)

    def _value(self, cell: Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find(_IS)
            return "" if inline is None else _text(inline)
        value = cell.findtext(_V) or ""
        if kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            if not 0 <= index < len(self.strings):
                raise refusals.damaged("XLSX", "sharedStrings")
            self.used.add(index)
            return self.strings[index]
        if kind == "n" and "E" in value.upper():
            try:
                number = Decimal(value)
            except InvalidOperation:
                return value
            if abs(number.adjusted()) < 30 and number == number.to_integral_value():
                return f"{number:.0f}"
        return value


def _text(item: Element) -> str:
    return "".join(
        str(t.text or "")
        for t in item.iter()
        if str(t.tag).endswith(("}t", "}text")) and next(t.iterancestors(_RPH), None) is None
    )


def _below(size: str | None, least: float) -> bool:
    try:
        return size is not None and float(size) < least
    except ValueError:
        return False


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
