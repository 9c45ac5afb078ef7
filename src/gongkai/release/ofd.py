"""OFD (GB/T 33190): every text of the package, page by page, and what the package carries beside its pages."""

from __future__ import annotations

import re

from gongkai.annual.document import Grid
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import limits, ofd, refusals
from gongkai.release import image
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place

_HARMLESS = re.compile(
    r"\.(?:xml|png|jpe?g|bmp|gif|tiff?|jb2|gbig2|ttf|otf|esl|dat|icc)$", re.IGNORECASE
)
_PAGE = re.compile(r"(?:^|/)Pages?/|/Page_|/Tpls?/", re.IGNORECASE)


def inspect(data: bytes, inspection: Inspection) -> None:
    """Look at an OFD file. Raises NotReadable."""
    _look_at_pages(data, inspection)
    archive = limits.Archive(data, "OFD")
    for member in archive.names():
        inspection.breathe()
        place = Place(part=member)
        lowered = member.lower()
        if re.search(
            r"(?:^|/)(?:attachs?|attachments?|resource/attach)/", lowered
        ) and not lowered.endswith("attachments.xml"):
            inspection.add("embedded_file", place, member.rpartition("/")[2])
        elif lowered.endswith(".xml"):
            _look_at_part(archive, member, inspection)
        elif not _HARMLESS.search(member):
            inspection.add("embedded_file", place, member.rpartition("/")[2])
        elif re.search(r"\.jpe?g$|\.png$|\.tiff?$", lowered):
            image.inspect(archive.read(member), inspection, place)


def _look_at_pages(data: bytes, inspection: Inspection) -> None:
    try:
        document = ofd.read(data)
    except NotReadable as error:
        if "图片" not in error.chinese:
            raise
        inspection.add("picture", Place())
        return
    pages: dict[int, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    if cell is not None:
                        pages.setdefault(cell.place.page or 1, []).append(cell.text)
        else:
            pages.setdefault(block.place.page or 1, []).append(block.text)
    for number, lines in pages.items():
        inspection.look("\n".join(lines), Place(page=number))
    if document.pages is not None and document.pages > ofd.MOST_PAGES:
        raise refusals.oversized("页数", "the number of pages", str(ofd.MOST_PAGES))


def _look_at_part(archive: limits.Archive, member: str, inspection: Inspection) -> None:
    place = Place(part=member)
    root = archive.parse(member)
    name = str(root.tag).rpartition("}")[2]
    if name == "PageAnnot":
        for annotation in root.iter("{*}Annot"):
            if annotation.get("Type") not in {"Link", "Stamp"}:
                inspection.add("annotation", place)
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in {"Author", "Creator"} and name == "OFD":
            if tag == "Author":
                inspection.author(element.text, place)
        elif tag in {
            "TextCode",
            "Remark",
            "Parameter",
            "Subject",
            "Abstract",
            "Keyword",
            "CustomData",
            "Title",
        }:
            inspection.look(element.text or "", place)
        elif tag == "Version" and name in {"OFD", "Versions"} and element.get("BaseLoc"):
            inspection.add("earlier_version", place)
