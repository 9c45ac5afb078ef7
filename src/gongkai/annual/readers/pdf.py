"""PDF: the text layer with its boxes, and the ruled lines. A scan without text is refused, not guessed at."""

from __future__ import annotations

from ctypes import byref, c_float, c_ushort
from math import isfinite
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gongkai.annual.document import Document
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import refusals
from gongkai.annual.readers.affine import IDENTITY, Affine, apply, compose
from gongkai.annual.readers.lattice import THIN, Box, Char, layout_page

MOST_PAGES = 500
_MOST_OBJECTS = 60_000  # on one page; maps and drawings have more, reports never
_MOST_CHARS = 60_000
_MOST_SEGMENTS = 2000
_DEEPEST = 3
# Filled in by the library at each call: one set serves for all, as one page is read at a time.
_EDGES = (c_float(), c_float(), c_float(), c_float())
_EDGE_POINTERS = tuple(byref(edge) for edge in _EDGES)


def read(data: bytes) -> Document:
    """Read a PDF. Raises `NotReadable` if it is damaged, encrypted, or has no text."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.encrypted("PDF") from None
        raise refusals.damaged("PDF") from None
    try:
        return _read_pages(pdf)
    except pdfium.PdfiumError:
        raise refusals.damaged("PDF") from None
    finally:
        pdf.close()


def _read_pages(pdf: pdfium.PdfDocument) -> Document:
    count = len(pdf)
    document = Document("pdf", [], pages=count)
    document.titles += _titles(pdf)
    pictures = False
    for number in range(min(count, MOST_PAGES)):
        page = pdf[number]
        chars = _chars(page)
        rules: list[Box] = []
        if chars:
            rules, found = _rules(page)
        else:
            found = _has_pictures(page)
        pictures = pictures or found
        document.blocks += layout_page(chars, rules, number + 1)
        page.close()
    if count > MOST_PAGES:
        document.remarks.append(f"共 {count} 页，只读了前 {MOST_PAGES} 页")
    if not document.blocks:
        if pictures:
            raise NotReadable(
                "这是扫描件，没有文字层，无法读取；请提供由 Word 等直接生成的 PDF 或原始文档，"
                "或先用文字识别（OCR）软件加上文字层",
                "a scan without a text layer; ask for the original document, or add a text layer by OCR first",
            )
        raise refusals.empty()
    return document


def _titles(pdf: pdfium.PdfDocument) -> list[str]:
    try:
        title = pdf.get_metadata_value("Title")
    except UnicodeDecodeError:
        return []  # damaged metadata say nothing of the pages
    return [title] if title else []


def _chars(page: pdfium.PdfPage) -> list[Char]:
    """Return the page's characters in reading order, as seen with the page's rotation applied."""
    text_page = page.get_textpage()
    count = min(text_page.count_chars(), _MOST_CHARS)
    if count <= 0:
        text_page.close()
        return []
    raw = text_page.raw
    # One call for all characters is far cheaper than one for each; it is used if it counts as the boxes do.
    buffer = (c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(raw, 0, count, buffer)
    codes = list(buffer[:count])
    if written - 1 != count or any(0xD800 <= code < 0xE000 for code in codes):
        codes = [pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count)]
    turn = _turn(page)
    chars: list[Char] = []
    # The loose box is as high as the font: 一 and 、 stand on the same line as their neighbours.
    box = pdfium_c.FS_RECTF()
    edges = byref(box)
    box_of = pdfium_c.FPDFText_GetLooseCharBox
    for index, code in enumerate(codes):
        if code <= 0x20 or code in {0xFFFE, 0xFFFF, 0xA0}:
            continue
        box_of(raw, index, edges)
        edge = turn(box.left, box.top, box.right, box.bottom)
        if isfinite(sum(edge)):  # a broken matrix puts characters nowhere
            chars.append(Char(chr(code), *edge))
    text_page.close()
    return chars


def _turn(page: pdfium.PdfPage) -> Any:
    """Return what turns a box in PDF coordinates (y upwards) into one seen from the upper left corner."""
    x_origin, y_origin, x_end, y_end = page.get_cropbox() or page.get_mediabox()
    rotation = page.get_rotation()

    def upright(x0: float, y1: float, x1: float, y0: float) -> Box:
        return (x0 - x_origin, y_end - y1, x1 - x_origin, y_end - y0)

    def quarter(x0: float, y1: float, x1: float, y0: float) -> Box:
        return (y0 - y_origin, x0 - x_origin, y1 - y_origin, x1 - x_origin)

    def half(x0: float, y1: float, x1: float, y0: float) -> Box:
        return (x_end - x1, y0 - y_origin, x_end - x0, y1 - y_origin)

    def three_quarters(x0: float, y1: float, x1: float, y0: float) -> Box:
        return (y_end - y1, x_end - x1, y_end - y0, x_end - x0)

    return {0: upright, 90: quarter, 180: half, 270: three_quarters}.get(rotation, upright)


def _has_pictures(page: pdfium.PdfPage) -> bool:
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), 200)
    kinds = {
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index))
        for index in range(count)
    }
    return bool(kinds & {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM})


def _rules(page: pdfium.PdfPage) -> tuple[list[Box], bool]:
    """Return the boxes of what is drawn as lines or frames, and whether the page has pictures."""
    turn = _turn(page)
    found: list[Box] = []
    pictures = False
    stack: list[tuple[Any, Affine, int]] = []
    raw, object_at, type_of = (
        page.raw,
        pdfium_c.FPDFPage_GetObject,
        pdfium_c.FPDFPageObj_GetType,
    )
    for index in range(min(pdfium_c.FPDFPage_CountObjects(raw), _MOST_OBJECTS)):
        item = object_at(raw, index)
        kind = type_of(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found += [turn(*box) for box in _path_boxes(item, None)]
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            stack.append((item, _matrix(item), 1))
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures = True
    while stack:
        form, matrix, depth = stack.pop()
        for index in range(min(pdfium_c.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
            item = pdfium_c.FPDFFormObj_GetObject(form, index)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                found += [turn(*box) for box in _path_boxes(item, matrix)]
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                stack.append((item, compose(matrix, _matrix(item)), depth + 1))
            elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                pictures = True
    return found, pictures


def _matrix(item: Any) -> Affine:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _path_boxes(item: Any, matrix: Affine | None) -> list[Box]:
    """Return (left, top, right, bottom) in PDF coordinates for each rule that a path draws."""
    left, bottom, right, top = _EDGES
    if not pdfium_c.FPDFPageObj_GetBounds(item, *_EDGE_POINTERS):
        return []
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    if matrix is not None:
        (x0, y0), (x1, y1) = apply(matrix, x0, y0), apply(matrix, x1, y1)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        return [(x0, y1, x1, y0)]  # a thin box is a rule however it is drawn
    segments = pdfium_c.FPDFPath_CountSegments(item)
    return _segment_boxes(item, segments, matrix) if segments <= _MOST_SEGMENTS else []


def _segment_boxes(item: Any, count: int, matrix: Affine | None) -> list[Box]:
    own = _matrix(item)
    full = compose(matrix, own) if matrix is not None else own
    boxes: list[Box] = []
    x, y = c_float(), c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = apply(full, x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            boxes.append(_between(last, point))
        last = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            boxes.append(_between(last, start))
            last = start
    return boxes


def _between(one: tuple[float, float], two: tuple[float, float]) -> Box:
    return (min(one[0], two[0]), max(one[1], two[1]), max(one[0], two[0]), min(one[1], two[1]))
