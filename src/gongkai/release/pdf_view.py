"""What of a PDF page can be seen: the objects in the order of painting, and the painted page itself."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_float
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gongkai.annual.readers import refusals
from gongkai.annual.readers.affine import IDENTITY, Affine, apply, compose
from gongkai.annual.readers.lattice import Box
from gongkai.release.pdf_text import (
    Character,
    PageText,
    address_of,
    colour_of,
    is_filled,
    make_turn,
)

_MOST_OBJECTS = 100_000
_DEEPEST = 6
_MOST_PIXELS = 4_000_000
_SCALE = 1.5
_LEAST_CONTRAST = 1.2  # of the brightest to the darkest, as WCAG counts it; a watermark has more
_WHITE = 245
_PAPER = 200
_BAND = 8.0  # points: shapes are looked up by the height at which they lie
_SMALLEST = 1.2  # points
_SOLID = frozenset("■█▇▆▅▄▃▂▁▉▊▋▌▍▎▏◼◾▪●◆★▲▼—_－…｜|")
_PAGE_FILLING = 0.5
_WORTH_A_LOOK = 0.05


class Painted(NamedTuple):
    """An object as painted: its place in the order, its box as seen, and what it is."""

    order: int
    kind: int
    box: Box
    brightness: int
    opaque: bool
    square: bool


class View:
    """One page as it looks. `hidden()` gives the runs of text that nobody sees."""

    def __init__(self, page: pdfium.PdfPage, text: PageText, breathe: Callable[[], None]) -> None:
        self.text = text
        self._breathe = breathe
        self._turn = make_turn(page)
        self._order: dict[int, int] = {}
        self.painted: list[Painted] = []
        self._count = 0
        for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
            self._paint(pdfium_c.FPDFPage_GetObject(page.raw, index), None, 0)
        scale = min(_SCALE, (_MOST_PIXELS / max(text.width * text.height, 1.0)) ** 0.5)
        self._scale = max(scale, 0.01)
        bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        self._stride, self._pixels = bitmap.stride, bytes(bitmap.buffer)
        self._size = (bitmap.width, bitmap.height)
        bitmap.close()
        self._inked = self._weigh_fonts()
        self._bands: dict[int, list[Painted]] = {}
        for one in self.painted:
            for band in range(*self._bands_of(one.box)):
                self._bands.setdefault(band, []).append(one)

    def pictures(self) -> float:
        """Return the share of the page that its largest picture covers."""
        area = max(self.text.width * self.text.height, 1.0)
        pictures = [one for one in self.painted if one.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
        return max((_area(self._clip(one.box)) / area for one in pictures), default=0.0)

    def is_picture(self) -> bool:
        """Return whether the page says more in a picture than in words."""
        share = self.pictures()
        return share >= (_PAGE_FILLING if self.text.text.strip() else _WORTH_A_LOOK)

    def hidden(self) -> list[tuple[str, str]]:
        """Return (rule, text) for each run of text that cannot be seen, in reading order."""
        marks: list[tuple[str, str]] = []
        for number, (character, source) in enumerate(
            zip(self.text.text, self.text.sources, strict=True)
        ):
            if number % 50 == 0:
                self._breathe()
            if source is None or character.isspace():
                marks.append((marks[-1][0] if marks else "", character))
            else:
                rule = self._judge(source)
                marks.append(
                    (marks[-1][0] if rule == "?" and marks else rule.strip("?"), character)
                )
        runs = [
            (rule, "".join(character for _, character in run).strip())
            for rule, run in groupby(marks, key=lambda mark: mark[0])
        ]
        return [(rule, run) for rule, run in runs if rule and len(run) > 1]

    # -- painting

    def _paint(self, item: Any, matrix: Affine | None, depth: int) -> None:
        self._count += 1
        if self._count > _MOST_OBJECTS:
            raise refusals.oversized("一页的对象数", "the objects of a page", str(_MOST_OBJECTS))
        kind = pdfium_c.FPDFPageObj_GetType(item)
        self._order[address_of(item)] = self._count
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = compose(matrix or IDENTITY, _matrix(item))
                for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
                    self._paint(pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1)
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH and not is_filled(item):
            return
        bounds = _bounds(item, matrix)
        if bounds is None:
            return
        x0, y0, x1, y1 = bounds
        brightness, alpha = colour_of(item)
        opaque = alpha >= 250 and not pdfium_c.FPDFPageObj_HasTransparency(item)
        square = kind == pdfium_c.FPDF_PAGEOBJ_PATH and _is_square(item)
        self.painted.append(
            Painted(self._count, kind, self._turn(x0, y1, x1, y0), brightness, opaque, square)
        )

    # -- judging a character

    def _judge(self, one: Character) -> str:
        """Return the rule that a character breaks, "" if it is seen, "?" if its neighbours must tell."""
        box = one.tight if _area(one.tight) > 0 else one.loose
        clipped = self._clip(box)
        if clipped[2] - clipped[0] <= 0 or clipped[3] - clipped[1] <= 0:
            return "outside_page" if _area(one.loose) > 0 else ""
        if one.text in _SOLID:
            return "?"
        if max(one.loose[3] - one.loose[1], one.loose[2] - one.loose[0]) < _SMALLEST:
            return "invisible_text"
        order = self._order.get(one.address, 0)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(one.item)
        brightness, alpha = colour_of(one.item)
        near = self._bands.get(int((box[1] + box[3]) / 2 / _BAND), [])
        over = [shape for shape in near if _holds(shape.box, box)]
        after = [shape for shape in over if shape.order > order and shape.opaque]
        before = [shape for shape in over if shape.order < order]
        if any(self._covers(shape, clipped) for shape in after):
            return "covered_text"
        unseen = mode in {3, 7} or (alpha < 16 and mode == 0)
        picture = [shape for shape in over if shape.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
        if unseen and not picture:
            return "invisible_text"
        dark = [shape for shape in before if shape.brightness < _WHITE - 20]
        if mode == 0 and brightness >= _WHITE and not dark and not picture and not unseen:
            return "invisible_text"
        if not (self._inked.get(_font_of(one), False) or unseen):
            return ""  # the machine may lack the font: nothing painted proves nothing
        if not self._is_blank(clipped, 0):
            return ""
        thin = min(clipped[2] - clipped[0], clipped[3] - clipped[1]) * self._scale < 3
        if thin and not self._is_blank(clipped, 2):
            return "?"
        if after or any(shape.order > order for shape in over) or unseen:
            return "covered_text"
        paper = (
            self._measure(clipped, 0, None)[0] > _PAPER
        )  # nothing lies there: it is not painted at all
        return "invisible_text" if paper or before else "covered_text"

    def _covers(self, shape: Painted, box: Box) -> bool:
        """Return whether a shape painted later really lies over a box: a clip may have cut it away."""
        if shape.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            page = max(self.text.width * self.text.height, 1.0)
            return bool(_area(self._clip(shape.box)) < _PAGE_FILLING * page)
        if not shape.square:
            return False
        low, high, near, count = self._measure(box, 0, shape.brightness)
        if shape.brightness >= _WHITE:
            return _contrast(low, high) < _LEAST_CONTRAST
        return count > 0 and near * 5 >= count * 2

    def _weigh_fonts(self) -> dict[tuple[int, bool], bool]:
        """Return for each font whether this machine draws it: it is embedded, or ink shows that it does.

        Latin letters and digits are always drawn, with a font of the library's own.
        """
        inked: dict[tuple[int, bool], list[int]] = {}
        for source in self.text.sources:
            if source is None or source.text.isspace():
                continue
            marks = inked.setdefault(_font_of(source), [0, 0])
            marks[not self._is_blank(self._clip(source.tight), 0)] += 1
        drawn = {}
        for key, (blank, marked) in inked.items():
            drawn[key] = key[1] or marked >= blank
        return drawn

    def _bands_of(self, box: Box) -> tuple[int, int]:
        """Return the first band of the page that a box touches, and the one after its last."""
        clipped = self._clip(box)
        return int(clipped[1] / _BAND), int(max(clipped[3], 0.0) / _BAND) + 1

    def _is_blank(self, box: Box, margin: int) -> bool:
        low, high, _, count = self._measure(box, margin, None)
        return count > 0 and _contrast(low, high) < _LEAST_CONTRAST

    def _measure(self, box: Box, margin: int, like: int | None) -> tuple[int, int, int, int]:
        """Return the darkest and the brightest pixel of a box, how many are like `like`, and how many there are."""
        width, height = self._size
        x0 = max(int(box[0] * self._scale) - margin, 0)
        x1 = min(int(box[2] * self._scale) + 1 + margin, width)
        y0 = max(int(box[1] * self._scale) - margin, 0)
        y1 = min(int(box[3] * self._scale) + 1 + margin, height)
        if not margin and x1 - x0 > 4 and y1 - y0 > 4:  # the edge pixels are half another's
            x0, x1, y0, y1 = x0 + 1, x1 - 1, y0 + 1, y1 - 1
        low, high, near, count = 255, 0, 0, 0
        for y in range(y0, y1):
            row = self._pixels[y * self._stride + x0 : y * self._stride + x1]
            if not row:
                continue
            low, high = min(low, min(row)), max(high, max(row))  # noqa: PLW3301  (the row in C)
            near += sum(abs(pixel - like) < 16 for pixel in row) if like is not None else 0
            count += len(row)
        return low, high, near, count

    def _clip(self, box: Box) -> Box:
        return (
            max(box[0], 0.0),
            max(box[1], 0.0),
            min(box[2], self.text.width),
            min(box[3], self.text.height),
        )


def _font_of(one: Character) -> tuple[int, bool]:
    """Return a character's font, and whether it is sure to be drawn."""
    font = pdfium_c.FPDFTextObj_GetFont(one.item)
    sure = ord(one.text) < 0x250 or (bool(font) and pdfium_c.FPDFFont_GetIsEmbedded(font) == 1)
    return address_of(font), sure


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _holds(shape: Box, box: Box) -> bool:
    """Return whether a shape lies over the greater part of a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if not (shape[0] <= x <= shape[2] and shape[1] <= y <= shape[3]):
        return False
    both = (
        max(shape[0], box[0]),
        max(shape[1], box[1]),
        min(shape[2], box[2]),
        min(shape[3], box[3]),
    )
    return _area(both) * 2 >= _area(box)


def _contrast(low: int, high: int) -> float:
    return (_luminance(high) + 0.05) / (_luminance(low) + 0.05)


def _luminance(level: int) -> float:
    return float((level / 255) ** 2.2)


def _matrix(item: Any) -> Affine:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _bounds(item: Any, matrix: Affine | None) -> Box | None:
    left, bottom, right, top = (c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(
        item, byref(left), byref(bottom), byref(right), byref(top)
    ):
        return None
    corners = [
        (left.value, bottom.value),
        (right.value, top.value),
        (left.value, top.value),
        (right.value, bottom.value),
    ]
    if matrix is not None:
        corners = [apply(matrix, x, y) for x, y in corners]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return (min(across), min(up), max(across), max(up))


def _is_square(item: Any) -> bool:
    """Return whether a path is one rectangle: its points stand at two abscissas and two ordinates."""
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not 4 <= count <= 6:
        return False
    x, y = c_float(), c_float()
    across, up = set(), set()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        across.add(round(x.value, 2))
        up.add(round(y.value, 2))
    return len(across) == 2 and len(up) == 2
