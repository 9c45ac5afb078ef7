"""Words from a file made fit to be shown: nothing in them can steer a page or a terminal."""

from __future__ import annotations

import re

# Control characters (an escape sequence repaints a terminal), the marks that turn the direction of
# writing (they make 12 look like 21), and halves of surrogate pairs, which no encoding can write.
# One character stands for one, so that spans keep their place.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def make_printable(text: str) -> str:
    """Put U+FFFD in place of each character that would steer a screen; tab and newline stay."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def shorten(text: str, limit: int) -> str:
    """Cut `text` to at most `limit` characters, the last of which then is an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
