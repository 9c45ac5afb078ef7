"""What Word and Excel packages share: properties, embedded files, links, pictures, and the zip around them."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

from lxml.etree import _Element as Element

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import limits, refusals
from gongkai.release import image
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)
# The one that python-docx puts in every file that it makes: a blank page.
_BLANK_THUMBNAILS = frozenset({"96367138dc44ce09bf2c8f0f8e49348a1478d2c5c0af69bbc2bbc38b63cdcead"})
_AUTHORS = {"creator", "lastModifiedBy", "Manager"}
# What WPS and Word write into every file, of no person.
_NEUTRAL_PROPERTIES = frozenset({"KSOProductBuildVer", "ICV", "ContentTypeId"})
_HARMLESS = re.compile(
    r"\.(?:xml|rels|vml|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf|fntdata)$", re.IGNORECASE
)
_LOCAL = re.compile(
    r"^(?:file:|[A-Za-z]:[\\/]|\\\\|smb:)|\.(?:docx?|xlsx?|xlsm|et|wps|accdb|mdb|csv)(?:$|[#?])",
    re.IGNORECASE,
)
_LOADED = (
    "attachedTemplate",
    "oleObject",
    "externalLink",
    "frame",
    "subDocument",
    "mailMergeSource",
    "externalLinkPath",
)


class Package:
    """An office file: its parts parsed once, `unread` those that the format's own reader has not taken."""

    def __init__(self, data: bytes, name: str, inspection: Inspection) -> None:
        self.archive = limits.Archive(data, name)
        self.name = name
        self.inspection = inspection
        self._look_at_zip(data)

    def parse(self, member: str) -> Element:
        """Parse a part; the strict namespaces as the usual ones. Raises NotReadable."""
        self.inspection.breathe()
        xml = self.archive.read(member)
        for strict, usual in _STRICT:
            if strict in xml:
                xml = xml.replace(strict, usual)
        return limits.parse_xml(xml, self.name, member)

    def parts(self, pattern: str) -> Iterator[str]:
        """Yield the names of the parts that match, as the package has them."""
        expression = re.compile(pattern, re.IGNORECASE)
        for name in self.archive.names():
            if expression.search(name):
                yield name

    def inspect(self) -> None:
        """Look at everything but the words of the document."""
        for member in self.archive.names():
            place = Place(part=member)
            lowered = member.lower()
            if lowered.endswith("vbaproject.bin") or "/macrosheets/" in lowered:
                self.inspection.add("macro", place)
            elif "/embeddings/" in lowered or "/activex/" in lowered:
                self.inspection.add("embedded_file", place, member.rpartition("/")[2])
            elif lowered.startswith("docprops/thumbnail"):
                if _digest(self.archive.read(member)) not in _BLANK_THUMBNAILS:
                    self.inspection.add("thumbnail", place)
            elif lowered.startswith("docprops/"):
                self._properties(member)
            elif lowered.endswith(".rels"):
                self._relationships(member)
            elif lowered.startswith("customxml/") and lowered.endswith(".xml"):
                self._words(member)
            elif "/media/" in lowered:
                data = self.archive.read(member)
                if image.is_image(data):
                    image.inspect(data, self.inspection, place)
                elif not _HARMLESS.search(member):
                    self.inspection.add("embedded_file", place, member.rpartition("/")[2])
            elif not _HARMLESS.search(member) and "printersettings" not in lowered:
                self.inspection.add("embedded_file", place, member.rpartition("/")[2])

    def _look_at_zip(self, data: bytes) -> None:
        """Look at what a zip can carry beside its members: a comment, bytes after its end, twins."""
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                comment = package.comment
                names = [member.filename for member in package.infolist()]
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise refusals.damaged(self.name) from error
        if len(set(names)) != len(names):
            raise refusals.damaged(self.name, "ZIP")
        end = data.rfind(b"PK\5\6")
        if end >= 0 and len(data) > end + 22 + len(comment):
            self.inspection.add("embedded_file", Place(part="ZIP"))
        self.inspection.hide("comment", comment.decode("utf-8", "replace"), Place(part="ZIP"))

    def _properties(self, member: str) -> None:
        place = Place(part=member)
        root = self.parse(member)
        for element in root:
            name = _local(element)
            text = "".join(map(str, element.itertext())).strip()
            if not text:
                continue
            if member.lower().endswith("custom.xml"):
                if element.get("name") not in _NEUTRAL_PROPERTIES:
                    self.inspection.hide("custom_property", text, place)
            elif name in _AUTHORS:
                self.inspection.author(text, place)
            else:
                self.inspection.look(text, place)

    def _relationships(self, member: str) -> None:
        for element in self.parse(member):
            if element.get("TargetMode") != "External":
                continue
            target = unquote(element.get("Target") or "")
            place = Place(part=member)
            loaded = (element.get("Type") or "").rpartition("/")[2] in _LOADED
            if loaded or _LOCAL.search(target):
                self.inspection.add("external_link", place, target)
            self.inspection.look(target.replace("mailto:", " "), place)

    def _words(self, member: str) -> None:
        try:
            root = self.parse(member)
        except NotReadable as error:
            self.inspection.refuse(error, Place(part=member))
            return
        words = [element.text or "" for element in root.iter()]
        words += [str(value) for element in root.iter() for value in element.attrib.values()]
        self.inspection.look("\t".join(words), Place(part=member))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
