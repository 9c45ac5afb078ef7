"""Files made in code: an official letter in each format, clean, and what may be done to it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gongkai.release.digits import check_digit

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # reportlab brings it along; it is embedded

ORGAN = "清河市文化广电局"
ALLOW = ("0300-5550131", "xxgk@qinghe.example", ORGAN)
ID = "64222119900101001" + check_digit("64222119900101001")
MOBILE = "13812345678"
CARD = "6222021234567890128"
ADDRESS = "清河市人民路12号阳光小区3号楼2单元501室"

# What looks like personal data and is not.
LETTER = (
    "政府信息公开申请答复书",
    "清文广公开〔2024〕30号",
    "经审查，你于2024年9月25日提出的申请（编号：202409250000123456）属于本机关职责范围。",
    "附件所列企业统一社会信用代码：91640100227683862A，注册号：640100200012345。",
    "2024年项目资金合计13912345678元，占地1,234,567.89平方米，惠及138 2345 6789 1200人次。",
    "订单号6222021234567890128，项目代码2024-640100-89-01-123456。",
    "办公地址：清河市人民路1号政务服务中心3号楼315室。",
    "征收红星村三组土地12.5亩，涉及石坪县红星镇红星村。",
    "如有疑问，请拨打12345，或者致电0300-5550131，邮箱xxgk@qinghe.example。",
    "清河市文化广电局　2024年10月28日",
)
FIGURES = (
    ("单位", "收入", "支出", "结余"),
    ("本级", "138", "1234", "5678"),
    ("下级", "642221", "19900101", "0011"),
    ("合计", "13800000000", "6222021234567890", "1500000000000"),
)


def make_docx(change: Callable[[Any], object] = lambda _: None) -> bytes:
    document = Document()
    document.core_properties.author = ORGAN
    for line in LETTER:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=4)
    for row in FIGURES:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx(change: Callable[[Any], object] = lambda _: None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "公开"
    for row in FIGURES:
        sheet.append(row)
    for number, line in enumerate(LETTER, 10):
        sheet.cell(number, 1, line)
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def make_pdf(
    change: Callable[[Canvas], object] = lambda _: None,
    *,
    first: Callable[[Canvas], object] = lambda _: None,
    **options: Any,
) -> bytes:
    """`first` draws before the letter, `change` after it; the lower half of the page is free."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    canvas.setAuthor(ORGAN)
    canvas.setFont("STSong-Light", 12)
    first(canvas)
    for number, line in enumerate(LETTER):
        canvas.drawString(60, 780 - 20 * number, line)
    for down, row in enumerate(FIGURES):
        for across, text in enumerate(row):
            canvas.drawString(60 + 120 * across, 560 - 20 * down, text)
    change(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_html(body: str = "", head: str = "") -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in LETTER)
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in FIGURES
    )
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>答复书</title>{head}</head>'
        f"<body>{lines}<table>{rows}</table>{body}</body></html>"
    ).encode()


def make_text(more: str = "") -> bytes:
    return "\n".join((*LETTER, *("\t".join(row) for row in FIGURES), more, "")).encode()


def make_ofd(words: str = "", info: str = "", **members: bytes) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = "".join(
        f'<ofd:TextObject Boundary="20 {20 + 8 * number} 170 6" Size="4">'
        f'<ofd:TextCode X="0" Y="4">{line}</ofd:TextCode></ofd:TextObject>'
        for number, line in enumerate((*LETTER, words))
        if line
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData/><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/P.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>"
        f"{lines}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def patch(package: bytes, **members: bytes | Callable[[bytes], bytes]) -> bytes:
    """Put members into a zip; `__` in a name is a slash, a function changes what is there."""
    changes = {name.replace("__", "/"): change for name, change in members.items()}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            change = changes.pop(name, None)
            data = old.read(name)
            new.writestr(
                name, data if change is None else change(data) if callable(change) else change
            )
        for name, change in changes.items():
            assert isinstance(change, bytes)
            new.writestr(name, change)
    return out.getvalue()


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what changes one text in a part; the text must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return change


def picture(width: int = 40, height: int = 40, shade: int = 128) -> ImageReader:
    return ImageReader(BytesIO(make_png(width, height, shade)))


def make_png(
    width: int = 4, height: int = 4, shade: int = 128, *more: tuple[bytes, bytes]
) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes([shade] * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def make_jpeg(tags: dict[int, bytes] | None = None) -> bytes:
    """A JPEG of markers alone, with an EXIF directory of these tags (text; b"" for the GPS pointer)."""
    if tags is None:
        return b"\xff\xd8\xff\xd9"
    entries, heap = b"", b""
    start = 8 + 2 + 12 * len(tags) + 4
    for tag, text in sorted(tags.items()):
        if text:
            data = text + b"\0"
            entries += struct.pack("<HHII", tag, 2, len(data), start + len(heap))
            heap += data + b"\0" * 4
        else:
            entries += struct.pack("<HHII", tag, 4, 1, start)
    body = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 0) + heap
    block = b"Exif\0\0" + body
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xd9"


def update_pdf(pdf: bytes, number: int, body: bytes) -> bytes:
    """Append an incremental update in which object `number` is `body`."""
    root = pdf[pdf.rindex(b"/Root") :].split(b"\n")[0].split(b"/Info")[0].strip()
    at = len(pdf) + 1
    previous = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    entry = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 100 %s /Prev %d >>\n" % (
        number,
        at,
        root,
        previous,
    )
    return pdf + b"\n" + entry + table + b"startxref\n%d\n%%%%EOF\n" % (at + len(entry))
