from __future__ import annotations

import contextlib
import random
import time
import zipfile
from io import BytesIO

import pytest

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import limits, read_document, sniff


def pack(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return out.getvalue()


WORD = pack("[Content_Types].xml", "_rels/.rels", "word/document.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REPORT = "某局2024年政府信息公开工作年度报告\n一、总体情况\n"


@pytest.mark.parametrize("name", ["", "a", "a.pdf", "a.doc", "a.docx", "a.html", "a.txt", "a.xls"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "pdf"),
        (WORD, "docx"),
        (pack("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (pack("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (b"<!DOCTYPE html><html><body>", "html"),
        (b"\xef\xbb\xbf  <html>", "html"),
        (b"<?xml version='1.0'?>\n<!-- c --><html>", "html"),
        (b"<!-- saved from url=(0014)about:internet -->\r\n<HTML>", "html"),
        (f"<p style='x'>{REPORT}</p>".encode(), "html"),
        (f"<p style='x'>{REPORT}</p>".encode("utf-16"), "html"),
        (f"<table><tr><td>{REPORT}".encode("gb18030"), "html"),
        ((REPORT + "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>").encode(), "html"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=a\r\n\r\n", "mhtml"),
        (REPORT.encode(), "text"),
        (REPORT.encode("gb18030"), "text"),
        (REPORT.encode("utf-16"), "text"),
        ((REPORT + "<永安镇>").encode(), "text"),
        ((REPORT + "| 规章 | 0 | 0 |\n").encode(), "text"),
        (f"# {REPORT}".encode(), "markdown"),
        ((REPORT + "| 规章 | 0 |\n|---|---|\n").encode(), "markdown"),
    ],
)  # fmt: skip
def test_content_decides(data, kind, name):
    assert sniff(data, name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("A.Markdown", "markdown"), ("a.txt", "text"), ("a", "text")],
)
def test_the_name_decides_between_markdown_and_text(name, kind):
    assert sniff(REPORT.encode(), name) == kind
    assert read_document(REPORT.encode(), name).kind == kind


IMAGE = "没有文字，请先作文字识别（OCR），或取得原始的 .docx、.html、.pdf 文件"
AS_DOCX = "请在 Word 或 WPS 中另存为 .docx 后再读"
AS_XLSX = "请在 Excel 或 WPS 中另存为 .xlsx 后再读"


@pytest.mark.parametrize(
    ("data", "chinese"),
    [
        (b"", "文件是空的"),
        (b"\r\n  ", "文件是空的"),
        (OLE + "WordDocument".encode("utf-16-le"), f"暂不能读取 .doc/.wps 文件，{AS_DOCX}"),
        (OLE + "Workbook".encode("utf-16-le"), f"暂不能读取 .xls/.et 文件，{AS_XLSX}"),
        (OLE, f"暂不能读取旧版 Office 文件，{AS_DOCX}"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Office 文件已加密，请去除密码后再读"),
        (b"{\\rtf1\\ansi", f"暂不能读取 RTF 文件，{AS_DOCX}"),
        (b"\x89PNG\r\n\x1a\n\0", f"这是图片（PNG），{IMAGE}"),
        (b"\xff\xd8\xff\xe0\0", f"这是图片（JPEG），{IMAGE}"),
        (b"GIF89a\0", f"这是图片（GIF），{IMAGE}"),
        (b"II*\0\x08", f"这是图片（TIFF），{IMAGE}"),
        (b"BM\x10\x20\0\0\0\0\0\0", f"这是图片（BMP），{IMAGE}"),
        (b"RIFF\0\0\0\0WEBPVP8 ", f"这是图片（WebP），{IMAGE}"),
        (b"Rar!\x1a\x07\0", "暂不能读取 RAR 压缩包，请解压后逐个读取其中的文件"),
        (b"\x1f\x8b\x08\0", "暂不能读取 gzip 压缩包，请解压后逐个读取其中的文件"),
        (pack("年报.docx"), "暂不能读取压缩包，请解压后逐个读取其中的文件"),
        (pack("mimetype", "content.xml"), f"暂不能读取开放文档格式（ODF），{AS_DOCX}"),
        (pack("[Content_Types].xml", "ppt/presentation.xml"), f"暂不能读取演示文稿，{AS_DOCX}"),
        (pack("[Content_Types].xml", "xl/workbook.bin"), f"暂不能读取 .xlsb 文件，{AS_XLSX}"),
        (b"PK\x03\x04" + bytes(50), "ZIP 文件已损坏或不完整"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
         f"暂不能读取 Word XML 文件，{AS_DOCX}"),
        (b'<?xml version="1.0"?><a/>', f"暂不能读取这种 XML 文件，{AS_DOCX}"),
        (b"\x7fELF\x02", "不是能够辨认的文档：内容不是文字，也不是已知的文件格式"),
        (b"MZ\x90\0", "不是能够辨认的文档：内容不是文字，也不是已知的文件格式"),
        (b"\1" + random.Random(3).randbytes(5000), "不是能够辨认的文档：内容不是文字，也不是已知的文件格式"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_what_would_help(data, chinese):
    with pytest.raises(NotReadable) as refusal:
        read_document(data, "年报.docx")
    assert refusal.value.chinese == chinese
    assert refusal.value.english
    assert "\n" not in refusal.value.chinese + refusal.value.english


def test_a_file_beyond_the_bound(monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILE_BYTES", 1 << 20)
    with pytest.raises(NotReadable) as refusal:
        sniff(b"a" * (1 << 21), "")
    assert refusal.value.chinese == "文件过大，超过上限 1 MiB"
    assert refusal.value.english == "the file is too large: the limit is 1 MiB"


@pytest.mark.parametrize(
    "unit",
    [
        b"<!-- -->",
        b"<?x?>",
        b"<!--",
        b"<",
        b"A: b\n",
        b"A:\n ",
        b"-",
        b"|",
        b"| - ",
        b"# ",
        b"\r",
        b"<br",
    ],
)
def test_no_pattern_runs_away(unit):
    started = time.perf_counter()
    for start in (b"", b"<?xml version='1.0'?>", b"MIME-Version: 1.0\n"):
        with contextlib.suppress(NotReadable):
            sniff(start + unit * (200_000 // len(unit)), "")
    assert time.perf_counter() - started < 2
