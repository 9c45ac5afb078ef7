"""Text as a pattern sees it: digits of any width are digits, and what has no width is not there."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

_NOTHING = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff"
)
_DASHES = "‐‑‒–—―−﹣－⁃˗"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


class Folded(NamedTuple):
    """A text made plain, and for each of its characters the place in the text that it was made of."""

    text: str
    places: range | list[int]


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x80, 0x20000):
        character = chr(code)
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            table[code] = str(digit)
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table[ord("Х")] = table[ord("Χ")] = "X"  # the Cyrillic and the Greek letter
    # 〇 and ○ stand for nought only in dates written out; an ID number never has them.
    return table


def fold(text: str) -> Folded:
    """Make a text plain: `Folded.places[i]` is where its i-th character stands in `text`."""
    plain = text.translate(_table())
    if not any(mark in plain for mark in _NOTHING):
        return Folded(plain, range(len(plain)))
    places = [index for index, character in enumerate(plain) if character not in _NOTHING]
    return Folded("".join(plain[index] for index in places), places)
