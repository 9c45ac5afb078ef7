"""Breaking lines of Chinese for the terminal: between characters, but not inside a number."""

from __future__ import annotations

import re

from rich.cells import cell_len

_CLOSING = "，。；：、！？）》」』”’…%,;!?)"
_OPENING = "（《「『“‘("
# A run of Latin letters and digits, or one character; what opens goes with what follows, what
# closes with what precedes.
_PIECE = re.compile(rf"[{_OPENING}]*(?:[0-9A-Za-z_.+\-:/@%']+|.)(?:[{_CLOSING}]| %)*", re.DOTALL)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, as far as its pieces allow."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        room = width
        for piece in _PIECE.findall(paragraph):
            size = cell_len(piece)
            if size > room and line:
                lines.append(line.rstrip())
                line, room = "", width
            if line or piece != " ":
                line += piece
                room -= size
        lines.append(line.rstrip())
    return lines
