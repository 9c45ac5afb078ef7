"""Pictures: not what they show, but what cameras and programs write beside it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place

_SIGNS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
)
_ARTIST, _DESCRIPTION, _GPS, _XP_AUTHOR, _XP_COMMENT = 0x013B, 0x010E, 0x8825, 0x9C9D, 0x9C9C
_THUMBNAIL = 0x0201
_MOST_TAGS = 500
_MOST_CHUNKS = 100_000
_MOST_TEXT = 1 << 20
_CREATOR = re.compile(
    rb"<dc:creator>(.*?)</dc:creator>|\bphotoshop:AuthorsPosition=\"([^\"]*)\"|<pdf:Author>(.*?)</pdf:Author>",
    re.DOTALL,
)
_TAG = re.compile(rb"<[^>]*>")


def is_image(data: bytes) -> bool:
    """Return whether the bytes are a picture of a kind that is known."""
    return data.startswith(_SIGNS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def inspect(data: bytes, inspection: Inspection, place: Place) -> None:
    """Look at a picture's metadata: author, place, thumbnail, words."""
    if data.startswith(b"\xff\xd8"):
        blocks = _jpeg_blocks(data)
    elif data.startswith(b"\x89PNG"):
        blocks = _png_blocks(data)
    elif data.startswith((b"II*\0", b"MM\0*")):
        blocks = iter([b"Exif\0\0" + data])
    else:
        blocks = iter(())
    for block in blocks:
        if block.startswith(b"Exif\0\0"):
            _exif(block[6:], inspection, place)
        elif block.startswith(b"Author\0"):
            inspection.author(block[7:].decode("utf-8", "replace"), place)
        else:
            inspection.hide("comment", block.decode("utf-8", "replace"), place)
    look_at_xmp(data, inspection, place)


def look_at_xmp(data: bytes, inspection: Inspection, place: Place) -> None:
    """Look at an XMP packet for the author and the place of a picture."""
    start = data.find(b"<x:xmpmeta")
    while start >= 0:
        end = data.find(b"</x:xmpmeta>", start)
        if end < 0 or end - start > _MOST_TEXT:
            return
        packet = data[start:end]
        for match in _CREATOR.finditer(packet):
            for name in _TAG.split(next(filter(None, match.groups()), b"")):
                inspection.author(name.decode("utf-8", "replace").strip(), place)
        if b"exif:GPSLatitude" in packet:
            inspection.add("gps", place)
        inspection.look(_TAG.sub(b"\t", packet).decode("utf-8", "replace"), place)
        start = data.find(b"<x:xmpmeta", end)


def _jpeg_blocks(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA or size < 2:
            return
        block = data[at + 4 : at + 2 + size]
        if (marker == 0xE1 and block.startswith(b"Exif\0\0")) or marker == 0xFE:
            yield block
        at += 2 + size


def _png_blocks(data: bytes) -> Iterator[bytes]:
    at = 8
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(data):
            return
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        block = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield b"Exif\0\0" + block
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            yield _png_text(kind, block)
        at += 12 + size


def _png_text(kind: bytes, block: bytes) -> bytes:
    keyword, _, rest = block.partition(b"\0")
    if keyword in {b"Software", b"XML:com.adobe.xmp", b"Creation Time"}:
        return b""
    if kind == b"zTXt":
        rest = _inflate(rest[1:])
    elif kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
        rest = _inflate(rest) if packed else rest
    return (b"Author\0" if keyword in {b"Author", b"Artist"} else b"") + rest


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_TEXT)
    except zlib.error:
        return b""


def _exif(data: bytes, inspection: Inspection, place: Place) -> None:
    order = "<" if data[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", data, 4)
        _directory(data, order, start, inspection, place, first=True)
    except struct.error:
        return  # a damaged block tells nobody anything


def _directory(
    data: bytes, order: str, at: int, inspection: Inspection, place: Place, *, first: bool
) -> None:
    (count,) = struct.unpack_from(order + "H", data, at)
    for index in range(min(count, _MOST_TAGS)):
        tag, kind, length, value = struct.unpack_from(order + "HHII", data, at + 2 + 12 * index)
        size = length * (1 if kind in {1, 2, 6, 7} else 0)
        start = value if size > 4 else at + 10 + 12 * index
        text = data[start : start + min(size, _MOST_TEXT)]
        if tag == _ARTIST:
            inspection.author(text.rstrip(b"\0").decode("utf-8", "replace"), place)
        elif tag == _XP_AUTHOR:
            inspection.author(text.decode("utf-16-le", "replace").rstrip("\0"), place)
        elif tag == _DESCRIPTION:
            inspection.look(text.rstrip(b"\0").decode("utf-8", "replace"), place)
        elif tag == _XP_COMMENT:
            inspection.hide("comment", text.decode("utf-16-le", "replace").rstrip("\0"), place)
        elif tag == _GPS and first:
            inspection.add("gps", place)
        elif tag == _THUMBNAIL:
            inspection.add("thumbnail", place)
    (following,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)
    if following and first:
        _directory(data, order, following, inspection, place, first=False)
