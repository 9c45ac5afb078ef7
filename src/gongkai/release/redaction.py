"""Redaction that removes: what lay under a box is in no form in the file that comes out.

A page that is touched becomes a picture of itself with the boxes painted in; its words, fonts and
hidden layers stay behind. A page that is not touched keeps its words, unless something of it could
carry what was removed. Properties, annotations, attachments, scripts and earlier versions are left out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import refusals
from gongkai.release.allowance import Allowance
from gongkai.release.folding import fold
from gongkai.release.page_copy import is_plain
from gongkai.release.patterns import find_personal
from gongkai.release.pdf import MOST_PAGES, open_pdf
from gongkai.release.pdf_objects import Objects
from gongkai.release.pdf_text import PageText
from gongkai.release.rules import PERSONAL

RESOLUTION = 200  # dots to the inch
_MOST_PIXELS = 40_000_000  # of one page; a larger sheet is drawn coarser
_MARGIN = 0.8  # points around a matched character
_BLACK = (0, 0, 0, 255)
_LONGEST_TERM = 1_000


class Box(NamedTuple):
    """What to black out: page from 1, edges in points from the upper left corner of the page as seen."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class NotRedacted(Exception):
    """The file could not be redacted; nothing was given out. Says so in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english

    def __reduce__(self) -> tuple[type[NotRedacted], tuple[str, str]]:
        """Travel between processes whole."""
        return type(self), (self.chinese, self.english)


def redact(pdf: bytes, boxes: Sequence[Box]) -> bytes:
    """Return the PDF with what lies under the boxes removed.

    Raises NotRedacted for a file that cannot be read (NotReadable says why) and for a box that is
    on no page.
    """
    try:
        return _redact(pdf, boxes)
    except NotReadable as error:
        raise NotRedacted(error.chinese, error.english) from error
    except pdfium.PdfiumError as error:
        damaged = refusals.damaged("PDF")
        raise NotRedacted(damaged.chinese, damaged.english) from error


def redact_matches(
    pdf: bytes,
    *,
    rules: Collection[str] = PERSONAL,
    terms: Iterable[str] = (),
    allow: Collection[str] = (),
) -> bytes:
    """Return the PDF without what the rules find and without the terms, wherever they stand.

    Both are looked for as the gate looks: whatever the width of digits, across line ends. Raises
    NotRedacted if the file cannot be read, or if any of it is still to be found afterwards.
    """
    wanted = [term for term in terms if term.strip()]
    try:
        out = _redact(pdf, find_boxes(pdf, rules=rules, terms=wanted, allow=allow))
        left = find_boxes(out, rules=rules, terms=wanted, allow=allow)
    except NotReadable as error:
        raise NotRedacted(error.chinese, error.english) from error
    except pdfium.PdfiumError as error:
        damaged = refusals.damaged("PDF")
        raise NotRedacted(damaged.chinese, damaged.english) from error
    if left:
        raise NotRedacted(
            "遮盖以后仍能找到要遮盖的内容，没有输出",
            "what was to go is still there; nothing was written",
        )
    return out


def find_boxes(
    pdf: bytes,
    *,
    rules: Collection[str] = PERSONAL,
    terms: Iterable[str] = (),
    allow: Collection[str] = (),
) -> list[Box]:
    """Return the boxes around what `redact_matches` would remove, for a person to look over first.

    Raises NotReadable.
    """
    allowance = Allowance(allow)
    wanted = [_squeeze(term)[0] for term in terms]
    boxes: list[Box] = []
    document = open_pdf(pdf)
    try:
        if len(document) > MOST_PAGES:
            raise refusals.oversized("页数", "the number of pages", str(MOST_PAGES))
        for number in range(len(document)):
            page = document[number]
            try:
                text = PageText(page)
            finally:
                page.close()
            spans = [
                (match.start, match.end)
                for match in find_personal(text.text, allowance)
                if match.rule in rules
            ]
            for term in wanted:
                spans += _find_term(text.text, term)
            for start, end in spans:
                boxes += _box_lines(text, number + 1, start, end)
    finally:
        document.close()
    return boxes


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return a text folded and without any space, and where its characters stand."""
    folded = fold(text[:_LONGEST_TERM] if len(text) <= _LONGEST_TERM else text)
    kept = [index for index, character in enumerate(folded.text) if not character.isspace()]
    return (
        "".join(folded.text[index] for index in kept).casefold(),
        [folded.places[index] for index in kept],
    )


def _find_term(text: str, term: str) -> list[tuple[int, int]]:
    plain, places = _squeeze(text)
    if len(plain) != len(places) or not term:  # a letter whose small form is two
        plain = plain[: len(places)]
    found, at = [], -1
    while term and (at := plain.find(term, at + 1)) >= 0:
        found.append((places[at], places[at + len(term) - 1] + 1))
    return found


def _box_lines(text: PageText, page: int, start: int, end: int) -> list[Box]:
    """Return one box for each line that a span of characters stands on."""
    boxes: list[Box] = []
    for source in text.sources[start:end]:
        if source is None:
            continue
        edges = [
            min(source.loose[0], source.tight[0]) - _MARGIN,
            min(source.loose[1], source.tight[1]) - _MARGIN,
            max(source.loose[2], source.tight[2]) + _MARGIN,
            max(source.loose[3], source.tight[3]) + _MARGIN,
        ]
        if boxes and _goes_on(boxes[-1], edges):
            last = boxes[-1]
            boxes[-1] = Box(
                page,
                min(last.left, edges[0]),
                min(last.top, edges[1]),
                max(last.right, edges[2]),
                max(last.bottom, edges[3]),
            )
        else:
            boxes.append(Box(page, *edges))
    return boxes


def _goes_on(last: Box, edges: list[float]) -> bool:
    """Return whether a character stands in the same line as a box, across or down, and near it."""
    left, top, right, bottom = edges
    height, width = bottom - top, right - left
    if abs(last.top - top) < height / 3 and abs(last.bottom - bottom) < height / 3:
        return left - last.right < 3 * height and last.left - right < 3 * height
    if abs(last.left - left) < width / 3 and abs(last.right - right) < width / 3:
        return top - last.bottom < width and last.top - bottom < width
    return False


def _redact(data: bytes, boxes: Sequence[Box]) -> bytes:
    if Objects(data).encrypted:
        raise refusals.encrypted("PDF")
    source = open_pdf(data)
    try:
        if len(source) > MOST_PAGES:
            raise refusals.oversized("页数", "the number of pages", str(MOST_PAGES))
        touched: dict[int, list[Box]] = {}
        for box in boxes:
            if not 1 <= box.page <= len(source) or not all(map(math.isfinite, box[1:])):
                raise NotRedacted(f"没有这个位置：{box}", f"there is no such place: {box}")
            touched.setdefault(box.page, []).append(box)
        out = _assemble(source, touched)
        if not is_plain(out):
            # Something that a whole page brought along could hold what was removed: no page keeps its words.
            out = _assemble(source, {n + 1: touched.get(n + 1, []) for n in range(len(source))})
        return out
    finally:
        source.close()


def _assemble(source: pdfium.PdfDocument, touched: dict[int, list[Box]]) -> bytes:
    target = pdfium.PdfDocument.new()
    try:
        for number in range(len(source)):
            if number + 1 in touched:
                _paint_page(source, number, target, touched[number + 1])
            else:
                _copy_page(source, number, target)
        stream = BytesIO()
        target.save(stream)
        return stream.getvalue()
    finally:
        target.close()


def _copy_page(source: pdfium.PdfDocument, number: int, target: pdfium.PdfDocument) -> None:
    target.import_pages(source, [number])
    page = target[len(target) - 1]
    try:
        while (count := pdfium_c.FPDFPage_GetAnnotCount(page)) > 0:
            if not pdfium_c.FPDFPage_RemoveAnnot(page, count - 1):
                raise refusals.damaged("PDF", "Annots")
    finally:
        page.close()


def _paint_page(
    source: pdfium.PdfDocument, number: int, target: pdfium.PdfDocument, boxes: Iterable[Box]
) -> None:
    page = source[number]
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    page.close()
    try:
        for box in boxes:
            left, top = (
                math.floor(min(box.left, box.right) * scale),
                math.floor(min(box.top, box.bottom) * scale),
            )
            right, bottom = (
                math.ceil(max(box.left, box.right) * scale),
                math.ceil(max(box.top, box.bottom) * scale),
            )
            left, top = max(left, 0), max(top, 0)
            right, bottom = min(right, bitmap.width), min(bottom, bitmap.height)
            if right > left and bottom > top:
                bitmap.fill_rect(_BLACK, left, top, right - left, bottom - top)
        fresh = target.new_page(width, height)
        image = pdfium.PdfImage.new(target)
        image.set_bitmap(bitmap)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        fresh.insert_obj(image)
        fresh.gen_content()
        fresh.close()
    finally:
        bitmap.close()
