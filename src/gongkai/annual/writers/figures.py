"""How a cell is shown: its figure or what stands in its place, and the words that explain it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.annual.model import Cell, Number, State
from gongkai.annual.writers.printable import make_printable, shorten
from gongkai.annual.writers.wording import Wording

_BY_ORDER = "order"  # the reader's word for a row without a legible label
_UNUSUAL = re.compile(r"[^\d.,，\s-]{1,3}[\d.,]+|[\d.,]+[^\d.,，\s]{1,4}")
_PLAIN = {State.BLANK, State.SLASH, State.DASH, State.MISSING}
_WORDS_SHOWN = 12  # characters of a cell's words that its column has room for


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as shown. `kind` is its state, or "derived"; `text` is what stands in the table."""

    kind: str
    text: str
    note: str
    explanation: str

    @property
    def is_number(self) -> bool:
        """Return whether `text` is a number, derived or not."""
        return self.kind in {State.NUMBER, "derived"}


def format_number(value: Number) -> str:
    """Write a number as the tables do: no grouping, no exponent."""
    return format(value, "f") if not isinstance(value, int) else str(value)


def show_figure(cell: Cell, words: Wording) -> Figure:
    """Show a cell: blank, slash, dash, words, ambiguous and missing are each told apart from 0."""
    kind = "derived" if cell.state is State.NUMBER and _settled_by(cell) else str(cell.state)
    return Figure(
        kind,
        make_printable(_text(cell, words)),
        make_printable(cell.note or _unusual(cell)),
        make_printable(_explanation(cell, kind, words)),
    )


def _unusual(cell: Cell) -> str:
    """Return what was printed where it was more than digits: 251000元, 增10."""
    raw = cell.raw.strip()
    return raw if cell.state is State.NUMBER and _UNUSUAL.fullmatch(raw) else ""


def _settled_by(cell: Cell) -> list[str]:
    """Return what chose the reading. A row told by its order only has certain figures in it."""
    return [name for name in cell.derived if name != _BY_ORDER]


def _text(cell: Cell, words: Wording) -> str:
    if cell.state is State.NUMBER and cell.value is not None:
        return format_number(cell.value)
    if cell.state is State.TEXT and cell.raw.strip():
        return shorten(" ".join(cell.raw.split()), _WORDS_SHOWN)
    return words(f"state.{cell.state}")


def _explanation(cell: Cell, kind: str, words: Wording) -> str:
    parts = [] if kind == State.NUMBER else [words(f"state_says.{kind}")]
    if _BY_ORDER in cell.derived:
        parts.append(words("cell.by_order"))
    if settled_by := _settled_by(cell):
        reasons = (", " if words.english else "、").join(map(words.name_identity, settled_by))
        parts.append(words("cell.settled_by", reasons=reasons))
    # The reader's own reason is in Chinese, and for a plain state it says no more than the state.
    if cell.why and kind not in _PLAIN and not words.english:
        parts.append(shorten(cell.why, 200))
    if cell.state is State.AMBIGUOUS and cell.readings:
        readings = words("cell.or").join(shorten(reading, 24) for reading in cell.readings[:3])
        more = "…" if len(cell.readings) > 3 else ""
        parts.append(words("cell.readings", readings=readings + more))
    if cell.raw.strip() and cell.raw.strip() != _text(cell, words):
        parts.append(words("cell.printed", raw=shorten(" ".join(cell.raw.split()), 80)))
    if cell.note:
        parts.append(words("cell.note", note=shorten(cell.note, 80)))
    if cell.place is not None:
        parts.append(cell.place.describe(english=words.english))
    return ("; " if words.english else "；").join(part for part in parts if part)
