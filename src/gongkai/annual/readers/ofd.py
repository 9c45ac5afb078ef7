"""OFD (GB/T 33190), the national fixed-layout format: a zip of XML pages in millimetres.

`ofd_page` draws a page's objects to characters and rules; the layout of both is the PDF's.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from gongkai.annual.document import Document
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import limits, refusals
from gongkai.annual.readers.lattice import layout_page
from gongkai.annual.readers.ofd_page import (
    Drawing,
    attribute,
    child,
    children,
    in_reading_order,
    local_name,
    numbers,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_PAGES = 500
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes) -> Document:
    """Read an OFD file; every place has its page and its box. NotReadable if it has no text."""
    archive = limits.Archive(data, "OFD")
    package = _Package(archive)
    entry = package.find("", "OFD.xml")
    if entry is None:
        raise refusals.damaged("OFD", "OFD.xml")
    document = Document("ofd", [])
    pages = 0
    pictures = False
    for body in children(archive.parse(entry), "DocBody"):
        title = child(child(body, "DocInfo"), "Title")
        if title is not None and title.text and title.text.strip():
            document.titles.append(title.text.strip())
        root = child(body, "DocRoot")
        path = package.find(entry, root.text if root is not None else None)
        if path is None:
            raise refusals.damaged("OFD", "DocRoot")
        body_reader = _Body(package, path)
        for location in body_reader.pages():
            pages += 1
            if pages <= MOST_PAGES:
                drawing = body_reader.draw(location)
                pictures = pictures or drawing.pictures
                chars = in_reading_order(drawing.chars)
                document.blocks += layout_page(chars, drawing.rules, pages)
    document.pages = pages
    if pages > MOST_PAGES:
        document.remarks.append(f"共 {pages} 页，只读了前 {MOST_PAGES} 页")
    if not document.blocks:
        if pictures:
            raise NotReadable(
                "这个 OFD 只有图片，没有文字，无法读取；请提供原始文档，或先作文字识别（OCR）",
                "this OFD holds pictures without text; "
                "ask for the original document, or run OCR first",
            )
        raise refusals.empty()
    return document


class _Package:
    """The members of the zip, found as the programs that write OFD refer to them."""

    def __init__(self, archive: limits.Archive) -> None:
        self.archive = archive
        self._members = {_normal(name).casefold(): name for name in archive.names()}
        if any(name.endswith("encryptions.xml") for name in self._members):
            raise refusals.encrypted("OFD")

    def find(self, base: str, location: str | None) -> str | None:
        """Return the member that `location`, written in `base`, refers to, or None.

        The standard has it relative to the referring file, many programs to the root; case differs.
        """
        if location is None or not location.strip():
            return None
        wanted = _normal(location.strip())
        beside = _normal(posixpath.join(posixpath.dirname(_normal(base)), wanted))
        candidates = (wanted, beside) if location.strip().startswith("/") else (beside, wanted)
        for candidate in candidates:
            if (found := self._members.get(candidate.casefold())) is not None:
                return found
        return None


def _normal(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/")


class _Body:
    """One document of the package: its pages, templates and shared graphics."""

    def __init__(self, package: _Package, path: str) -> None:
        self._package = package
        self._path = path
        self._root = package.archive.parse(path)
        common = child(self._root, "CommonData")
        self._box = _box(child(child(common, "PageArea"), "PhysicalBox"), _A4)
        self._templates: dict[str, str] = {}
        self._units: dict[str, Element] = {}
        for part in common if common is not None else ():
            name = local_name(part)
            if name == "TemplatePage":
                location = package.find(path, part.get("BaseLoc"))
                if location is not None:
                    self._templates[attribute(part, "ID")] = location
            elif name in {"PublicRes", "DocumentRes"}:
                self._add_units(package.find(path, part.text))

    def _add_units(self, location: str | None) -> None:
        if location is None:
            return
        for group in children(self._package.archive.parse(location), "CompositeGraphicUnits"):
            for unit in children(group, "CompositeGraphicUnit"):
                self._units.setdefault(attribute(unit, "ID"), unit)

    def pages(self) -> list[str | None]:
        """Return each page's member in order; None for one that is not there."""
        pages = child(self._root, "Pages")
        return [
            self._package.find(self._path, page.get("BaseLoc")) for page in children(pages, "Page")
        ]

    def draw(self, location: str | None) -> Drawing:
        """Draw a page with its templates; those of the background first."""
        if location is None:
            raise refusals.damaged("OFD", "Page")
        page = self._package.archive.parse(location)
        box = _box(child(child(page, "Area"), "PhysicalBox"), self._box)
        for resource in children(page, "PageRes"):
            self._add_units(self._package.find(location, resource.text))
        drawing = Drawing(self._units, box)
        for template in children(page, "Template"):
            member = self._templates.get(attribute(template, "TemplateID"))
            if member is not None:
                drawing.add(self._package.archive.parse(member))
        drawing.add(page)
        return drawing


def _box(
    element: Element | None, default: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    values = numbers(element.text if element is not None else None)
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else default
