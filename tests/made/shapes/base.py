"""What a renderer hands over: the file, and what a careful person could read from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from tests.made.figures import Number
from tests.made.official import Id
from tests.made.report import MadeReport, Paragraph, TableMark


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report in one shape.

    `readable` cells must be read as given; `refused` cells must get no number. A cell in neither may be read
    rightly or refused, as a careful person might do either.
    """

    data: bytes
    name: str
    readable: Mapping[Id, Number]
    refused: frozenset[Id]


Renderer = Callable[[MadeReport, int], Rendered]


def whole(report: MadeReport, data: bytes | str, name: str) -> Rendered:
    """Hand over a file in which every printed number can be read."""
    figures = report.figures
    truth = {id_: figures.truth(id_) for id_ in figures.ids()}
    return Rendered(
        data.encode() if isinstance(data, str) else data,
        name,
        {id_: value for id_, value in truth.items() if value is not None},
        frozenset(id_ for id_, value in truth.items() if value is None),
    )


def partly(
    report: MadeReport,
    data: bytes | str,
    name: str,
    *,
    unreadable: Iterable[Id] = (),
    either: Iterable[Id] = (),
) -> Rendered:
    """Hand over a file some of whose figures are beyond reading, or open to argument."""
    full = whole(report, data, name)
    lost, open_ = frozenset(unreadable), frozenset(either)
    return Rendered(
        full.data,
        name,
        {id_: v for id_, v in full.readable.items() if id_ not in lost | open_},
        (full.refused | lost) - open_,
    )


def width(text: str) -> int:
    """Return how many columns a text takes in a fixed-width print, a Chinese character taking two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def pad(text: str, columns: int, *, centre: bool = False) -> str:
    """Fill a text up with spaces to so many columns."""
    room = max(0, columns - width(text))
    left = room // 2 if centre else 0
    return " " * left + text + " " * (room - left)


def wrap(text: str, length: int) -> list[str]:
    """Cut a text into lines of so many characters; a stop never begins a line."""
    lines: list[str] = []
    while len(text) > length:
        end = length
        while end < len(text) and text[end] in "，。、；：）》”":
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return [*lines, text] if text else lines


def cut(random: Random, text: str, pieces: int) -> list[str]:
    """Cut a label anywhere into so many lines, as narrow columns do."""
    pieces = min(pieces, len(text))
    ends = sorted(random.sample(range(1, len(text)), pieces - 1)) if pieces > 1 else []
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


def compose(
    report: MadeReport,
    table: Callable[[str], list[str]],
    *,
    length: int = 0,
    indent: str = "",
    between: str = "\n",
    speak: Callable[[str], str] = str,
) -> str:
    """Print the report as lines: paragraphs (through `speak`, wrapped if `length`), tables as `table` prints them."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, TableMark):
            lines += table(block.table)
        elif isinstance(block, Paragraph):
            text = (indent if block.style == "text" else "") + speak(block.text)
            lines += wrap(text, length) if length else [text]
    return between.join(lines) + "\n"
