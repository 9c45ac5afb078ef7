"""Which paragraphs of a Word document are printed with a number that is not in their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_UNNUMBERED_FORMATS = {"bullet", "none"}
_STYLE_END = re.compile(rb"</(?:\w+:)?style>")
_NUMBER_ID = re.compile(rb"""<(?:\w+:)?numId\s+(?:\w+:)?val\s*=\s*["'](\d+)""")
_BASED_ON = re.compile(rb"""<(?:\w+:)?basedOn\s+(?:\w+:)?val\s*=\s*["']([^"']+)""")
_MOST_ANCESTORS = 20


class Numbering:
    """Numbering by a paragraph's own properties, its style's, or those of the style's ancestors.

    `styles` is the styles part as bytes: it is often ten times the document, of which two or three
    entries are used, so they are looked up rather than parsed. `lists` is the numbering part.
    """

    def __init__(self, styles: bytes, lists: Element | None) -> None:
        self._styles = styles if b"numPr" in styles else b""
        self._by_style: dict[str, str] = {}
        self._unnumbered = {"0"} | (_unnumbered(lists) if lists is not None else set())

    def numbers(self, properties: Element) -> bool:
        """Return whether a paragraph with these properties is printed with a number."""
        style = ""
        for child in properties:
            if child.tag == _W + "numPr":
                own = child.find(_W + "numId")
                if own is not None:
                    return own.get(_VAL, "0") not in self._unnumbered
            elif child.tag == _W + "pStyle":
                style = child.get(_VAL, "")
        return bool(style and self._styles) and self._of_style(style) not in self._unnumbered

    def _of_style(self, style: str) -> str:
        """Return the id of the list that a style belongs to, or "0"."""
        if style not in self._by_style:
            self._by_style[style] = self._look_up(style.encode())
        return self._by_style[style]

    def _look_up(self, style: bytes) -> str:
        for _ in range(_MOST_ANCESTORS):
            start = self._styles.find(b'styleId="' + style + b'"')
            end = _STYLE_END.search(self._styles, start) if start >= 0 else None
            if end is None:
                break
            if number := _NUMBER_ID.search(self._styles, start, end.start()):
                return number[1].decode()
            parent = _BASED_ON.search(self._styles, start, end.start())
            if parent is None:
                break
            style = parent[1]
        return "0"


def _unnumbered(lists: Element) -> set[str]:
    """Return the ids of the lists whose first level prints no number."""
    formats = {
        entry.get(_W + "abstractNumId", ""): level.get(_VAL, "")
        for entry in lists.iterchildren(_W + "abstractNum")
        if (level := entry.find(f"{_W}lvl/{_W}numFmt")) is not None
    }
    return {
        entry.get(_W + "numId", "")
        for entry in lists.iterchildren(_W + "num")
        if (to := entry.find(_W + "abstractNumId")) is not None
        and formats.get(to.get(_VAL, "")) in _UNNUMBERED_FORMATS
    }
