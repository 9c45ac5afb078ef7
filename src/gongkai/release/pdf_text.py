"""The characters of a PDF page with their boxes, in reading order, as a text that patterns can search."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_double, c_int, c_uint
from math import isfinite
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gongkai.annual.readers import refusals
from gongkai.annual.readers.lattice import Box

MOST_CHARS = 100_000  # on one page
_HYPHEN = 0x02  # what pdfium writes for a hyphen at the end of a line


class Character(NamedTuple):
    """A character: its box as seen from the page's upper left corner, loose and tight, and its object."""

    text: str
    loose: Box
    tight: Box
    item: Any  # the page object that draws it; None where the library made it up
    address: int


class PageText:
    """A page's text: `text` with a line feed between lines and a tab between cells.

    `sources[i]` is the character drawn for `text[i]`, or None for a space that only the eye sees.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = page.get_size()
        self._turn = make_turn(page)
        self.sources: list[Character | None] = []
        pieces: list[str] = []
        handle = page.get_textpage()
        try:
            for character in self._characters(handle):
                pieces.append(character.text)
                self.sources.append(character if character.item is not None else None)
        finally:
            handle.close()
        self._tabulate(pieces)
        self.text = "".join(pieces)

    def _characters(self, handle: pdfium.PdfTextPage) -> list[Character]:
        raw, found = handle.raw, []
        count = handle.count_chars()
        if count > MOST_CHARS:
            raise refusals.oversized("一页的字数", "the characters of a page", str(MOST_CHARS))
        left, right, bottom, top = (c_double() for _ in range(4))
        box = pdfium_c.FS_RECTF()
        for index in range(count):
            code = pdfium_c.FPDFText_GetUnicode(raw, index)
            if code in {0, 0x0D, 0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000:
                continue
            text = "-" if code == _HYPHEN else chr(code)
            pdfium_c.FPDFText_GetCharBox(
                raw, index, byref(left), byref(right), byref(bottom), byref(top)
            )
            pdfium_c.FPDFText_GetLooseCharBox(raw, index, byref(box))
            tight = self._turn(left.value, top.value, right.value, bottom.value)
            loose = self._turn(box.left, box.top, box.right, box.bottom)
            made_up = pdfium_c.FPDFText_IsGenerated(raw, index) == 1
            item = None if made_up else pdfium_c.FPDFText_GetTextObject(raw, index)
            if not isfinite(sum(tight) + sum(loose)):
                tight = loose = (0.0, 0.0, 0.0, 0.0)
            found.append(Character(text, loose, tight, item or None, address_of(item)))
        return found

    def _tabulate(self, pieces: list[str]) -> None:
        """Put a tab where a space parts two cells: wider than a character is high."""
        last: Character | None = None
        space = -1
        for index, source in enumerate(self.sources):
            if pieces[index] == "\n":
                last, space = None, -1
            elif pieces[index].isspace():
                space = index if last is not None else -1
            elif source is not None:
                if last is not None and space >= 0:
                    gap = source.loose[0] - last.loose[2]
                    if gap > max(source.loose[3] - source.loose[1], 4.0):
                        pieces[space] = "\t"
                last, space = source, -1


def address_of(item: Any) -> int:
    """Return the address of a page object, by which it is known; 0 for none."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0 if item else 0


def make_turn(page: pdfium.PdfPage) -> Any:
    """Return what turns (left, top, right, bottom) with y upwards into a box seen from the upper left corner."""
    bounds = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, byref(bounds))
    x, y, x_end, y_end = bounds.left, bounds.bottom, bounds.right, bounds.top
    turns = {
        0: lambda x0, y1, x1, y0: (x0 - x, y_end - y1, x1 - x, y_end - y0),
        90: lambda x0, y1, x1, y0: (y0 - y, x0 - x, y1 - y, x1 - x),
        180: lambda x0, y1, x1, y0: (x_end - x1, y0 - y, x_end - x0, y1 - y),
        270: lambda x0, y1, x1, y0: (y_end - y1, x_end - x1, y_end - y0, x_end - x0),
    }
    return turns[page.get_rotation()]


def colour_of(item: Any) -> tuple[int, int]:
    """Return how bright an object is filled (0 to 255), and how opaque."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(
        item, byref(red), byref(green), byref(blue), byref(alpha)
    ):
        return 0, 255
    return (299 * red.value + 587 * green.value + 114 * blue.value) // 1000, alpha.value


def is_filled(item: Any) -> bool:
    """Return whether a path is filled."""
    mode, stroke = c_int(), c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(item, byref(mode), byref(stroke))) and mode.value != 0
