"""DOCX: every word in the package, printed or not, and what Word keeps beside the words."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from gongkai.annual.readers import refusals
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place
from gongkai.release.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _R, _T, _DEL_TEXT, _INSTR, _DEL_INSTR = (
    _W + name for name in ("p", "r", "t", "delText", "instrText", "delInstrText")
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_VAL = _W + "val"
_BREAKS = {_W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n"}
_BREAKS[_W + "noBreakHyphen"] = "-"
_CHANGES = frozenset(
    _W + name
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "tblGridChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
    )
)
_INSERTED = frozenset((_W + "ins", _W + "moveTo"))
_DELETED = frozenset((_W + "del", _W + "moveFrom"))
_SPOKEN = frozenset(  # attributes that hold words
    ("descr", "title", "alt", "string", "tooltip", "instr", "displayText", "value", "name")
)
_FIELDS = frozenset(
    _W + name for name in ("default", "listEntry", "helpText", "statusText", "alias", "tag")
)
_SILENT = r"/(?:theme\d*|fontTable|webSettings|stylesWithEffects)\.xml$"
_WHITE = frozenset(("FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC"))
_SMALLEST = 4  # half points


def inspect(data: bytes, inspection: Inspection) -> None:
    """Look at a Word document. Raises NotReadable."""
    package = Package(data, "DOCX", inspection)
    parts = [
        part
        for part in package.parts(r"^/?word/.*\.xml$")
        if part not in set(package.parts(_SILENT))
    ]
    hidden = _hidden_styles(package)
    words = False
    for part in parts:
        root = package.parse(part)
        words = words or root.find(_W + "body") is not None
        _Part(part, root, inspection, hidden).look()
    if not words:
        raise refusals.damaged("DOCX", "word/document.xml")
    package.inspect()


def _hidden_styles(package: Package) -> frozenset[str]:
    """Return the styles whose text is hidden, themselves or by what they are based on."""
    based: dict[str, str] = {}
    hidden: set[str] = set()
    for part in package.parts(r"^/?word/styles\.xml$"):
        for style in package.parse(part).iter(_W + "style"):
            name = style.get(_W + "styleId") or ""
            base = style.find(_W + "basedOn")
            based[name] = "" if base is None else base.get(_VAL) or ""
            if _on(style.find(f"{_W}rPr/{_W}vanish")):
                hidden.add(name)
    grown = True
    while grown:
        more = {name for name, base in based.items() if base in hidden} - hidden
        grown = bool(more)
        hidden |= more
    return frozenset(hidden)


def _on(element: Element | None) -> bool:
    return element is not None and element.get(_VAL) not in {"0", "false", "off"}


class _Part:
    """One XML part with words."""

    def __init__(
        self, name: str, root: Element, inspection: Inspection, hidden: frozenset[str]
    ) -> None:
        self.name = name
        self.root = root
        self.inspection = inspection
        self.hidden = hidden
        self.shown = "" if name.lower().endswith("word/document.xml") else name
        self.comments = "comments" in name.lower()
        self.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(_P), 1)}

    def look(self) -> None:
        place = Place(part=self.shown)
        if self.name.lower().endswith("people.xml"):
            for person in self.root:
                for attribute, value in person.attrib.items():
                    if str(attribute).endswith("author"):
                        self.inspection.author(str(value), place)
            return
        for paragraph, number in self.numbers.items():
            self._paragraph(paragraph, Place(part=self.shown, paragraph=number))
        for paragraph in self.root.iter(_A + "p"):
            self.inspection.look("".join(t.text or "" for t in paragraph.iter(_A + "t")), place)
        for element in self.root.iter():
            if element.tag in _CHANGES:
                self.inspection.add("tracked_change", self._place_of(element))
            elif element.tag == _W + "docVar":
                self.inspection.hide("custom_property", element.get(_VAL) or "", place)
            for attribute, value in element.attrib.items():
                spoken = str(attribute).rpartition("}")[2] in _SPOKEN or (
                    attribute == _VAL and element.tag in _FIELDS
                )
                if spoken and len(value) >= 5:
                    self.inspection.look(str(value), place)
        for chart in self.root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}v"):
            self.inspection.look(chart.text or "", place)

    def _place_of(self, element: Element) -> Place:
        paragraph = next(element.iterancestors(_P), None)
        if paragraph is None:
            paragraph = next(element.iter(_P), None)
        number = None if paragraph is None else self.numbers.get(paragraph)
        return Place(part=self.shown, paragraph=number)

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        printed: list[str] = []
        before: list[str] = []  # as it read before the changes
        hidden: list[str] = []
        changed: list[str] = []
        for element, text in self._words(paragraph):
            run = next(element.iterancestors(_R), None)
            change = _change(element, paragraph)
            if element.tag in {_INSTR, _DEL_INSTR}:
                self.inspection.look(text.replace("mailto:", " "), place)
                continue
            if change in _DELETED or element.tag == _DEL_TEXT:
                before.append(text)
                changed.append(text)
                continue
            printed.append(text)
            if change in _INSERTED:
                changed.append(text)
            else:
                before.append(text)
            if run is not None and self._is_hidden(run, paragraph):
                hidden.append(text)
        whole = "".join(printed)
        if self.comments:
            self.inspection.hide("comment", whole, place)
        self.inspection.look(whole, place)
        if changed:
            self.inspection.add("tracked_change", place)
            self.inspection.look("".join(changed), place)
            self.inspection.look("".join(before), place)
        self.inspection.hide("hidden_text", "".join(hidden), place)

    @staticmethod
    def _words(paragraph: Element) -> Iterator[tuple[Element, str]]:
        """Yield what a paragraph says, without the paragraphs of text boxes inside it."""
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in {_P, _FALLBACK}:
                continue
            if tag in {_T, _DEL_TEXT, _INSTR, _DEL_INSTR, _MATH}:
                yield element, element.text or ""
            elif tag in _BREAKS and element.getparent() is not None:
                yield element, _BREAKS[str(tag)]
            else:
                stack += reversed(element)

    def _is_hidden(self, run: Element, paragraph: Element) -> bool:
        row = next(paragraph.iterancestors(_W + "tr"), None)
        if row is not None and _on(row.find(f"{_W}trPr/{_W}hidden")):
            return True
        properties = run.find(_W + "rPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(_VAL) in self.hidden:
            return (
                properties is None
                or properties.find(_W + "vanish") is None
                or _on(properties.find(_W + "vanish"))
            )
        if properties is None:
            return False
        style = properties.find(_W + "rStyle")
        size = properties.find(_W + "sz")
        if _on(properties.find(_W + "vanish")) or (
            style is not None and style.get(_VAL) in self.hidden
        ):
            return True
        points = "" if size is None else size.get(_VAL) or ""
        if points.isdecimal() and int(points) <= _SMALLEST:
            return True
        colour = properties.find(_W + "color")
        if colour is None or (
            (colour.get(_VAL) or "").upper() not in _WHITE
            and colour.get(_W + "themeColor") not in {"background1", "light1"}
        ):
            return False
        return not _is_shaded(run, paragraph)


def _change(element: Element, paragraph: Element) -> str:
    for above in element.iterancestors():
        if above is paragraph:
            return ""
        if above.tag in _INSERTED or above.tag in _DELETED:
            return str(above.tag)
    return ""


def _is_shaded(run: Element, paragraph: Element) -> bool:
    """Return whether white text may stand on a dark ground: a shade, a shape, a styled table."""
    for above in (run.find(_W + "rPr"), paragraph.find(_W + "pPr")):
        if above is None:
            continue
        shade = above.find(_W + "shd")
        if above.find(_W + "highlight") is not None or (
            shade is not None
            and (shade.get(_W + "fill") or "auto").upper() not in {"AUTO", "FFFFFF"}
        ):
            return True
    for above in paragraph.iterancestors():
        if above.tag == _W + "txbxContent":
            return True
        if above.tag == _W + "tc":
            shade = above.find(f"{_W}tcPr/{_W}shd")
            if shade is not None and (shade.get(_W + "fill") or "auto").upper() not in {
                "AUTO",
                "FFFFFF",
            }:
                return True
        if above.tag == _W + "tbl":
            style = above.find(f"{_W}tblPr/{_W}tblStyle")
            if style is not None and style.get(_VAL) not in {"TableGrid", "TableNormal", "a3"}:
                return True
    return False
