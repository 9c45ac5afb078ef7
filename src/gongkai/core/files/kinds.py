"""What kind of file something is, by its content; what may not come in is refused in words."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from gongkai.core.refusal import Refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", PNG: "png", JPEG: "jpg", TEXT: "txt"}
MOST_PARTS = 5000
MOST_INFLATED = 400 * 2**20


class NotAccepted(Refusal):
    """A file that is not taken in: its kind, its size, or that it is not what it says."""


def find_kind(data: bytes, name: str) -> str:
    """Return the media type of a file by its content.

    NotAccepted: empty, of a kind that is not taken, an archive that inflates beyond reason, or a
    name that says something else than the content.
    """
    if not data:
        raise NotAccepted("文件是空的", "The file is empty")
    kind = _sniff(data)
    ending = name.rpartition(".")[2].lower()
    if ending not in {
        ENDINGS[kind],
        *({"jpeg"} if kind == JPEG else ()),
        *({"csv", "md"} if kind == TEXT else ()),
    }:
        raise NotAccepted(
            f"文件名以 .{ending} 结尾，内容却是 {ENDINGS[kind].upper()}，请核对后重新选择",
            f"The name ends in .{ending}, the content is {ENDINGS[kind].upper()}: check and choose again",
        )
    return kind


def _sniff(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _sniff_package(data)
    head = data[:4096].lstrip().lower()
    if b"\x00" not in data and not head.startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<svg", b"mz")
    ):
        for encoding in ("utf-8", "gb18030"):
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return TEXT
    raise _unknown()


def _sniff_package(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise _unknown() from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise NotAccepted("压缩内容过大，不能接收", "It inflates beyond reason and is not taken")
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise _unknown()


def _unknown() -> NotAccepted:
    return NotAccepted(
        "只接收 PDF、DOCX、XLSX、PNG、JPG、TXT 文件",
        "Only PDF, DOCX, XLSX, PNG, JPG and TXT are taken",
    )
