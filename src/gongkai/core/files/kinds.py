"""What kind of file something is, by its content; what may not come in is refused in words."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from gongkai.core.refusal import Refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD = "application/ofd"
PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
ENDINGS = {
    PDF: ("pdf",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    OFD: ("ofd",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    TEXT: ("txt", "csv", "md"),
}
MOST_PARTS = 5000
MOST_INFLATED = 400 * 2**20
MOST_PIXELS = 200_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
# By which part a package is known.
_PACKAGES = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD))
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?xml", b"<svg", b"<iframe")
# JPEG markers that stand alone, and those of frames, which hold the size.
_ALONE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class NotAccepted(Refusal):
    """A file that is not taken in: its kind, its size, or that it is not what it says."""


def find_kind(data: bytes, name: str) -> str:
    """Return the media type of a file by its content.

    NotAccepted: empty, of a kind that is not taken, two kinds at once, an archive that inflates
    beyond reason or holds macros, or a name that says something else than the content.
    """
    if not data:
        raise NotAccepted("文件是空的", "The file is empty")
    kind = _sniff(data)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS[kind]:
        raise NotAccepted(
            f"文件名以“{ending[:10]}”结尾，内容却是 {ENDINGS[kind][0].upper()}，请核对后重新选择",
            f"The name ends in “{ending[:10]}”, the content is {ENDINGS[kind][0].upper()}: check and "
            f"choose again",
        )
    return kind


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _sniff_package(data)
    if _is_archive(data):
        raise _double()
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(_PNG):
        _check_png(data)
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        _check_jpeg(data)
        return JPEG
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAccepted(
            "不接收旧格式（.doc、.xls、.ppt）的文件，请另存为 DOCX、XLSX 或者 PDF",
            "Files in the old formats (.doc, .xls, .ppt) are not taken: save as DOCX, XLSX or PDF",
        )
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_MARKUP):
        raise NotAccepted(
            "不接收网页文件，请打印为 PDF", "Web pages are not taken: print to PDF first"
        )
    if b"\x00" not in data and not head.startswith((b"#!", b"mz")):
        for encoding in ("utf-8", "gb18030"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
                return TEXT
    raise _unknown()


def _is_archive(data: bytes) -> bool:
    """Whether an archive could be opened from the end of what begins as something else."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 2**16 - 22))
    if end < 0:
        return False
    try:
        with ZipFile(BytesIO(data)) as package:
            return bool(package.infolist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _sniff_package(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            kind = next((kind for part, kind in _PACKAGES if part in names), None)
            if kind is None:
                raise NotAccepted(
                    "不接收压缩包，请解压后逐个上传",
                    "Archives are not taken: unpack it and send the files",
                )
            _check_parts(package, parts)
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
        raise _damaged() from None
    except RuntimeError:  # a part is encrypted
        raise NotAccepted(
            "文件有密码，请取消密码后重新上传", "The file has a password: take it off first"
        ) from None
    return kind


def _check_parts(package: ZipFile, parts: list[ZipInfo]) -> None:
    """Inflate every part, for what a package says of its sizes may lie."""
    bomb = NotAccepted("压缩内容过大，不能接收", "It inflates beyond reason and is not taken")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise bomb
    left = MOST_INFLATED
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or "\x00" in name:
            raise _damaged()
        if name.rpartition("/")[2].lower().startswith("vbaproject"):
            raise NotAccepted(
                "文件含有宏，请另存为不含宏的文件", "The file holds macros: save it without"
            )
        with package.open(part) as stream:
            while block := stream.read(2**20):
                left -= len(block)
                if left < 0:
                    raise bomb


def _check_png(data: bytes) -> None:
    at = len(_PNG)
    first = True
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(data) or zlib.crc32(kind + body) != int.from_bytes(data[at - 4 : at]):
            raise _damaged()
        if first:
            if kind != b"IHDR" or length != 13:
                raise _damaged()
            _check_size(int.from_bytes(body[:4]), int.from_bytes(body[4:8]))
            first = False
        if kind == b"IEND":
            if data[at:].strip(b"\x00"):
                raise _double()
            return
    raise _damaged()


def _check_jpeg(data: bytes) -> None:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise _damaged()
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _ALONE:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4])
        if marker in _FRAMES and length >= 8:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            _check_size(int.from_bytes(width), int.from_bytes(height))
            return
        if length < 2 or marker == 0xDA:
            raise _damaged()
        at += 2 + length
    raise _damaged()


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        raise NotAccepted(
            f"图片有 {width}×{height} 个像素，过大，请缩小后上传",
            f"The picture has {width}×{height} pixels; make it smaller first",
        )


def _damaged() -> NotAccepted:
    return NotAccepted(
        "文件已损坏，打不开，请重新生成后上传", "The file is damaged; make it anew and send that"
    )


def _double() -> NotAccepted:
    return NotAccepted(
        "文件里夹带着另一个文件，不能接收。请重新生成后上传",
        "Another file hides in this one; it is not taken. Make it anew and send that",
    )


def _unknown() -> NotAccepted:
    return NotAccepted(
        "只接收 PDF、DOCX、XLSX、OFD、PNG、JPG、TXT、CSV 文件",
        "Only PDF, DOCX, XLSX, OFD, PNG, JPG, TXT and CSV files are taken",
    )
