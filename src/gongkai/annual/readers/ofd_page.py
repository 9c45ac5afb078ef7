"""A page of an OFD file drawn to characters and rules, in points from its upper left corner."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.annual.readers import refusals
from gongkai.annual.readers.affine import IDENTITY, Affine, apply, compose
from gongkai.annual.readers.lattice import Box, Char

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

_POINTS = 72 / 25.4  # to the millimetre
_MOST_OBJECTS = 60_000  # on one page; maps and drawings have more, reports never
_DEEPEST = 8  # composite objects within composite objects
_LARGEST = 1e5  # millimetres
_MARGIN = 10.0  # how far a character may stick out of the page
_ASCENT, _DESCENT = 0.88, 0.12  # of the type size, as the common Chinese fonts have it
_HAIRLINE = 0.353  # millimetres: the line width where none is given
_PATH_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
# How many numbers follow a path operator; the last two are the point that it reaches.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}

# x' = a·x + c·y + e, y' = b·x + d·y + f


def local_name(element: Element) -> str:
    """Return an element's name without its namespace: programs write several."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name, whatever their namespace."""
    if element is not None:
        for inner in element:
            if local_name(inner) == name:
                yield inner


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name, or None."""
    return next(children(element, name), None)


def attribute(element: Element, name: str) -> str:
    """Return an attribute, stripped, or ""."""
    return (element.get(name) or "").strip()


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list; [] if anything in it is none, or beyond any page."""
    try:
        values = [float(part) for part in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return values if all(abs(value) < _LARGEST for value in values) else []


def _number(element: Element, name: str, default: float) -> float:
    values = numbers(element.get(name))
    return values[0] if values else default


def _deltas(text: str | None, count: int) -> list[float]:
    """Return up to `count` steps; `g 3 2.5` stands for three steps of 2.5."""
    steps: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        if len(steps) >= count:
            break
        if part == "g":
            times, step = numbers(next(parts, None)), numbers(next(parts, None))
            if times and step:
                steps += step * min(max(int(times[0]), 0), count - len(steps))
        else:
            steps += numbers(part)
    return steps


def _placement(element: Element) -> Affine:
    """Return the way from an object's space to its parent's: CTM, then the boundary's corner."""
    boundary = numbers(element.get("Boundary"))
    x, y = (boundary[0], boundary[1]) if len(boundary) == 4 else (0.0, 0.0)
    ctm = numbers(element.get("CTM"))
    a, b, c, d, e, f = ctm if len(ctm) == 6 else IDENTITY
    return (a, b, c, d, e + x, f + y)


def in_reading_order(chars: list[Char]) -> list[Char]:
    """Sort characters into lines from top to bottom, each from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.y0 + char.y1, char.x0)):
        height = char.y1 - char.y0
        if lines:
            first = lines[-1][0]
            if char.y0 + char.y1 - first.y0 - first.y1 < max(height, first.y1 - first.y0):
                lines[-1].append(char)
                continue
        lines.append([char])
    return [char for line in lines for char in sorted(line, key=lambda char: char.x0)]


class Drawing:
    """The characters and rules of one page with its templates; `pictures` if it has images.

    `box` is the page's: left and upper edge, width and height in millimetres.
    """

    def __init__(self, units: Mapping[str, Element], box: Box) -> None:
        self.chars: list[Char] = []
        self.rules: list[Box] = []
        self.pictures = False
        self._units = units
        self._start: Affine = (1.0, 0.0, 0.0, 1.0, -box[0], -box[1])
        self._width, self._height = box[2], box[3]
        self._objects = 0
        self._seen: set[tuple[str, int, int]] = set()

    def add(self, page: Element) -> None:
        """Draw the objects of a page or template."""
        for content in children(page, "Content"):
            for layer in children(content, "Layer"):
                self._draw(layer, self._start, 0)

    def _draw(self, container: Element, transform: Affine, depth: int) -> None:
        for element in container:
            self._objects += 1
            if self._objects > _MOST_OBJECTS:
                raise refusals.oversized(
                    "OFD 页面的对象数", "the number of objects on an OFD page", str(_MOST_OBJECTS)
                )
            if attribute(element, "Visible") == "false":
                continue
            name = local_name(element)
            if name == "TextObject":
                self._text(element, transform)
            elif name == "PathObject":
                self._path(element, transform)
            elif name == "ImageObject":
                self.pictures = True
            elif name == "PageBlock":
                self._draw(element, transform, depth)
            elif name == "CompositeObject" and depth < _DEEPEST:
                unit = child(self._units.get(attribute(element, "ResourceID")), "Content")
                if unit is not None:
                    self._draw(unit, compose(transform, _placement(element)), depth + 1)

    def _text(self, element: Element, transform: Affine) -> None:
        own = compose(transform, _placement(element))
        size = _number(element, "Size", 0.0)
        stretch = _number(element, "HScale", 1.0)
        scale = math.sqrt(abs(own[0] * own[3] - own[1] * own[2])) or 1.0
        x = y = 0.0
        for code in children(element, "TextCode"):
            text = code.text or ""
            # A code without a position goes on from the one before.
            x, y = _number(code, "X", x), _number(code, "Y", y)
            steps = _deltas(code.get("DeltaX"), len(text))
            drops = _deltas(code.get("DeltaY"), len(text))
            at_x, at_y = x, y
            for index, character in enumerate(text):
                wide = unicodedata.east_asian_width(character) in "WFA"
                width = size * stretch * (1.0 if wide else 0.5)
                self._place(character, apply(own, at_x, at_y), width * scale, size * scale)
                if index < len(steps):
                    at_x += steps[index]
                elif index >= len(drops):
                    at_x += width
                if index < len(drops):
                    at_y += drops[index]

    def _place(self, character: str, at: tuple[float, float], width: float, size: float) -> None:
        if unicodedata.category(character) == "Cc":
            return
        left, base = at
        beside = not -_MARGIN <= left <= self._width + _MARGIN
        if beside or not -_MARGIN <= base <= self._height + _MARGIN:
            return  # nobody sees what stands off the page
        # A character drawn again upon itself is only made bold.
        key = (character, round(left * 2), round(base * 2))
        if key in self._seen:
            return
        self._seen.add(key)
        if len(self.chars) >= _MOST_OBJECTS:
            raise refusals.oversized(
                "OFD 页面的字数", "the number of characters on an OFD page", str(_MOST_OBJECTS)
            )
        self.chars.append(
            Char(
                character,
                left * _POINTS,
                (base - size * _ASCENT) * _POINTS,
                (left + width) * _POINTS,
                (base + size * _DESCENT) * _POINTS,
            )
        )

    def _path(self, element: Element, transform: Affine) -> None:
        data = child(element, "AbbreviatedData")
        if data is None or not data.text:
            return
        own = compose(transform, _placement(element))
        half = _number(element, "LineWidth", _HAIRLINE) / 2
        stroked = attribute(element, "Stroke") != "false"
        for subpath in _subpaths(data.text):
            points = [apply(own, x, y) for x, y in subpath]
            if stroked:
                for one, other in pairwise(points):
                    self._rule(one, other, half)
            elif attribute(element, "Fill") == "true":
                xs, ys = [x for x, _ in points], [y for _, y in points]
                self._rule((min(xs), min(ys)), (max(xs), max(ys)), 0.0)

    def _rule(self, one: tuple[float, float], other: tuple[float, float], half: float) -> None:
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        self._objects += 1
        if self._objects > _MOST_OBJECTS:
            raise refusals.oversized(
                "OFD 页面的线条数", "the number of lines on an OFD page", str(_MOST_OBJECTS)
            )
        # A rule's thickness lies to both sides of it, its ends are where they are.
        if right - left >= bottom - top:
            top, bottom = top - half, bottom + half
        else:
            left, right = left - half, right + half
        self.rules.append((left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS))


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each subpath; curves count by where they end."""
    points: list[tuple[float, float]] = []
    for operator, operands in _PATH_STEP.findall(data):
        if operator == "C":
            if points:
                points.append(points[0])
            continue
        values = numbers(operands)
        if len(values) < 2 or len(values) != _OPERANDS.get(operator):
            continue
        if operator in "MS" and points:
            yield points
            points = []
        points.append((values[-2], values[-1]))
    if points:
        yield points
