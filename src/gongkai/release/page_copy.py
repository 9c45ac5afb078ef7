"""Whether a PDF that was put together from pages brought nothing along but what its pages paint."""

from __future__ import annotations

import re

from gongkai.annual.errors import NotReadable
from gongkai.release.pdf_objects import Objects

_CARRIERS = (
    b"/JavaScript",
    b"/JS",
    b"/AA",
    b"/Annots",
    b"/AcroForm",
    b"/EmbeddedFile",
    b"/EmbeddedFiles",
    b"/RichMedia",
    b"/Launch",
    b"/Thumb",
    b"/PieceInfo",
    b"/Metadata",
    b"/Alternates",
    b"/ActualText",
    b"/OPI",
    b"/SeparationInfo",
    b"/StructTreeRoot",
    b"/B",
)
_RESOURCES = re.compile(rb"/XObject[ \t\r\n]*(<<[^<>]*>>|(\d+)[ \t\r\n]+\d+[ \t\r\n]+R)")
_ENTRY = re.compile(rb"/([^ \t\r\n/<>\[\]()]+)[ \t\r\n]+\d+[ \t\r\n]+\d+[ \t\r\n]+R")
_PAINTED = re.compile(rb"/([^ \t\r\n/<>\[\]()]+)[ \t\r\n]+Do(?![A-Za-z])")


def is_plain(pdf: bytes) -> bool:
    """Return whether no object is left that no page paints, and no dictionary that carries more.

    Pages of one file often share their resources: the scan of a page that was blacked out may hang
    on another page that never shows it.
    """
    try:
        objects = Objects(pdf)
        if objects.has(*_CARRIERS) or objects.forgotten():
            return False
    except NotReadable:
        return False
    heads = {one.number: one.head for one in objects.all}
    named: set[bytes] = set()
    for one in objects.all:
        for match in _RESOURCES.finditer(one.head):
            entries = match[1] if match[2] is None else heads.get(int(match[2]), b"")
            named |= set(_ENTRY.findall(entries))
    if not named:
        return True
    painted: set[bytes] = set()
    for index, body in objects.streams.items():
        if objects.all[index].stream and not body:
            return False  # packed in a way that cannot be looked into
        painted |= set(_PAINTED.findall(body))
    return named <= painted
