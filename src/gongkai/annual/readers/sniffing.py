"""What a file is, by what is in it: published files carry wrong extensions every day."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.annual.readers import limits, refusals

if TYPE_CHECKING:
    from gongkai.annual.errors import NotReadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
)
_BINARIES = (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"SQLite format 3\0")
_SAVE_AS_DOCX = ("在 Word 或 WPS 中另存为 .docx 后再读", "save it as .docx in Word or WPS first")
_SAVE_AS_XLSX = ("在 Excel 或 WPS 中另存为 .xlsx 后再读", "save it as .xlsx in Excel or WPS first")

_HEAD = 1 << 16
_FIRST_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|style|script|div|p|table|center|font|span|h[1-6]|"
    rb"article|section|ul|ol|br|a|img|link|strong|b)\b[^<]*>",
    re.IGNORECASE,
)
_BLOCK_MARKUP = re.compile(
    rb"</(?:p|div|td|tr|table|html|body|h[1-6]|li)\s*>|<br\s*/?>", re.IGNORECASE
)
_COMMENT = re.compile(rb"\s*<!--.*?-->", re.DOTALL)
_XML_ROOT = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*+<([\w.:-]+)", re.DOTALL)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6} \S|^ {0,3}\|?(?: *:?-{2,}:? *\|)+ *:?-*:? *\|?$", re.MULTILINE
)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mkd|mdown)$", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)++", re.MULTILINE)
_MULTIPART = re.compile(
    rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)",
    re.IGNORECASE | re.MULTILINE,
)


def sniff(data: bytes, name: str) -> str:
    """Return the kind of a file: pdf, docx, xlsx, ofd, html, mhtml, markdown or text.

    The name's extension decides only between markdown and text, where the text shows no sign of
    either. Raises NotReadable, with what would help, for a kind that is known but not read, and
    for what is no document at all.
    """
    if len(data) > limits.MOST_FILE_BYTES:
        raise refusals.too_many_bytes("文件", "the file", limits.MOST_FILE_BYTES)
    head = data[:_HEAD]
    if not head.strip(b" \t\r\n\f\0") and not data.strip(b" \t\r\n\f\0"):
        raise refusals.empty()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _sniff_package(data)
    refusal = _foreign(data, head)
    if refusal is not None:
        raise refusal
    return _sniff_text(head, name)


def _sniff_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise refusals.damaged("ZIP") from error
    lowered = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    if "ofd.xml" in lowered:
        return "ofd"
    folders = {name.partition("/")[0] for name in lowered}
    if "[content_types].xml" in lowered:
        if "word" in folders:
            return "docx"
        if "xl" in folders:
            if "xl/workbook.bin" in lowered:
                raise refusals.unsupported(" .xlsb 文件", "an .xlsb file", *_SAVE_AS_XLSX)
            return "xlsx"
        if "ppt" in folders:
            raise refusals.unsupported("演示文稿", "a presentation", *_SAVE_AS_DOCX)
    if "content.xml" in lowered and "mimetype" in lowered:
        raise refusals.unsupported("开放文档格式（ODF）", "an OpenDocument file", *_SAVE_AS_DOCX)
    raise refusals.unsupported(
        "压缩包", "an archive", "解压后逐个读取其中的文件", "unpack it and read the files in it"
    )


def _foreign(data: bytes, head: bytes) -> NotReadable | None:
    """Return why a recognised format is turned away, or None if the file may be text."""
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(b"{\\rtf"):
        return refusals.unsupported(" RTF 文件", "an RTF file", *_SAVE_AS_DOCX)
    for magic, image in _IMAGES:
        if head.startswith(magic):
            return refusals.image(image)
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return refusals.image("BMP")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return refusals.image("WebP")
    for magic, archive in _ARCHIVES:
        if head.startswith(magic):
            return refusals.unsupported(
                f" {archive} 压缩包",
                f"a {archive} archive",
                "解压后逐个读取其中的文件",
                "unpack it and read the files in it",
            )
    if head.startswith(_BINARIES):
        return refusals.binary()
    return None


def _compound(data: bytes) -> NotReadable:
    """Return the refusal of an OLE file: an old office format, known by its streams' names."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return refusals.encrypted("Office")
    if has("WordDocument"):
        return refusals.unsupported(" .doc/.wps 文件", "a .doc or .wps file", *_SAVE_AS_DOCX)
    if has("Workbook") or has("Book"):
        return refusals.unsupported(" .xls/.et 文件", "an .xls or .et file", *_SAVE_AS_XLSX)
    return refusals.unsupported("旧版 Office 文件", "an old Office file", *_SAVE_AS_DOCX)


def _sniff_text(head: bytes, name: str) -> str:
    plain = _narrow(head)
    body = plain.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _is_message(body):
        return "mhtml"
    while match := _COMMENT.match(body):
        body = body[match.end() :].lstrip()
    if body.startswith(b"<"):
        root = _XML_ROOT.match(body)
        if b"schemas.microsoft.com/office/2006/xmlPackage" in body or (
            b"schemas.microsoft.com/office/word/2003/wordml" in body and root and root[1] != b"html"
        ):
            raise refusals.unsupported(" Word XML 文件", "a Word XML file", *_SAVE_AS_DOCX)
        if _FIRST_MARKUP.match(body) or b"<html" in body[:4096].lower():
            return "html"
        if body.startswith(b"<?xml"):
            raise refusals.unsupported("这种 XML 文件", "this kind of XML", *_SAVE_AS_DOCX)
    text = body.decode("utf-8", "ignore")
    markdown = _MARKDOWN.search(text) is not None or _MARKDOWN_NAME.search(name) is not None
    marks = len(_BLOCK_MARKUP.findall(body))
    if marks >= 4 and not markdown and (b"</td" in body.lower() or marks * 400 > len(body)):
        return "html"
    return "markdown" if markdown else "text"


def _narrow(head: bytes) -> bytes:
    """Return UTF-16 text as if it were of single bytes, so that markup can be looked for."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if head.count(0) * 4 > len(head):
        even = head[::2].count(0) > head[1::2].count(0)
        return head.decode("utf-16-be" if even else "utf-16-le", "ignore").encode("utf-8", "ignore")
    return head


def _is_message(body: bytes) -> bool:
    """Return whether the file is a mail message with a page, as browsers save pages."""
    headers = _MHTML.match(body[:8192])
    if headers is None:
        return False
    block = headers.group(0)
    return b"mime-version:" in block.lower() and _MULTIPART.search(block) is not None
