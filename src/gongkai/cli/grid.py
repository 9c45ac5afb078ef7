"""A table with merged cells drawn in box characters, as a rich renderable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = {
    _UP | _DOWN: "│",
    _LEFT | _RIGHT: "─",
    _DOWN | _RIGHT: "┌",
    _DOWN | _LEFT: "┐",
    _UP | _RIGHT: "└",
    _UP | _LEFT: "┘",
    _UP | _DOWN | _RIGHT: "├",
    _UP | _DOWN | _LEFT: "┤",
    _DOWN | _LEFT | _RIGHT: "┬",
    _UP | _LEFT | _RIGHT: "┴",
    _UP | _DOWN | _LEFT | _RIGHT: "┼",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A cell to draw: its grid position and spans, its words, and how they stand in it.

    `hang` is how far the second and later lines of the words are indented. A box of `ruled` False
    has no line above it, so that rows which belong together stand close.
    """

    row: int
    column: int
    text: Text
    rowspan: int = 1
    colspan: int = 1
    align: str = "left"
    hang: int = 0
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes on columns of given inner widths (in terminal columns), lines not counted."""

    boxes: Sequence[Box]
    widths: Sequence[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw line by line."""
        canvas = _Canvas(self, console)
        yield from canvas.lines(ascii_only=options.ascii_only)


def wrap(text: Text, width: int, console: Console, hang: int = 0) -> list[Text]:
    """Fold words to a width, later lines indented by `hang` where that leaves them room."""
    if hang and width > hang + 4 and cell_len(text.plain) > width:
        first, *_ = text.wrap(console, width, overflow="fold")
        rest = text[len(first.plain) :]
        rest.plain = rest.plain.lstrip(" ")
        later = rest.wrap(console, width - hang, overflow="fold")
        return [first, *(Text(" " * hang).append_text(line) for line in later)]
    return list(text.wrap(console, width, overflow="fold"))


class _Canvas:
    """Where each box stands in the terminal, its folded words, and the lines around it."""

    def __init__(self, grid: Grid, console: Console) -> None:
        self.left = [0]
        for width in grid.widths:
            self.left.append(self.left[-1] + width + 1)
        self.folded = [
            (box, wrap(box.text, self._width(box), console, box.hang)) for box in grid.boxes
        ]
        self.top = self._tops(max(box.row + box.rowspan for box in grid.boxes))
        self.edges: dict[tuple[int, int], int] = {}
        self.words: dict[int, list[tuple[int, Text]]] = {}
        for box, lines in self.folded:
            self._outline(box)
            self._write(box, lines)

    def _width(self, box: Box) -> int:
        return self.left[box.column + box.colspan] - self.left[box.column] - 1

    def _tops(self, rows: int) -> list[int]:
        """Return the y of each row's upper line, or first words if it has none, and of the end."""
        heights = [1] * rows
        self.ruled = [False] * rows
        for box, lines in self.folded:
            self.ruled[box.row] |= box.ruled
            if box.rowspan == 1:
                heights[box.row] = max(heights[box.row], len(lines))
        for box, lines in self.folded:
            last = box.row + box.rowspan - 1
            inside = sum(heights[box.row : last + 1]) + sum(self.ruled[box.row + 1 : last + 1])
            heights[last] += max(0, len(lines) - inside)
        tops = [0]
        for ruled, height in zip(self.ruled, heights, strict=True):
            tops.append(tops[-1] + ruled + height)
        return tops

    def _outline(self, box: Box) -> None:
        left, right = self.left[box.column], self.left[box.column + box.colspan]
        top, bottom = self.top[box.row], self.top[box.row + box.rowspan]
        last = box.row + box.rowspan == len(self.top) - 1
        for x in range(left, right):
            for y in ([top] if self.ruled[box.row] else []) + ([bottom] if last else []):
                self._join((x, y), _RIGHT, (x + 1, y), _LEFT)
        for y in range(top, bottom):
            for x in (left, right):
                self._join((x, y), _DOWN, (x, y + 1), _UP)

    def _join(self, a: tuple[int, int], way: int, b: tuple[int, int], back: int) -> None:
        self.edges[a] = self.edges.get(a, 0) | way
        self.edges[b] = self.edges.get(b, 0) | back

    def _write(self, box: Box, lines: Iterable[Text]) -> None:
        width = self._width(box)
        y = self.top[box.row] + self.ruled[box.row]
        for line in lines:
            line.rstrip()
            spare = max(0, width - cell_len(line.plain))
            shift = {"left": 0, "center": spare // 2, "right": spare}[box.align]
            self.words.setdefault(y, []).append((self.left[box.column] + 1 + shift, line))
            y += 1

    def lines(self, *, ascii_only: bool) -> Iterator[Text]:
        for y in range(self.top[-1] + 1):
            out = Text(no_wrap=True, overflow="ignore")
            at = 0
            words = sorted(self.words.get(y, ()), key=lambda placed: placed[0])
            for x, line in [*words, (self.left[-1] + 1, Text())]:
                gap = "".join(self._line_at(column, y, ascii_only) for column in range(at, x))
                out.append(gap, style="dim")
                out.append_text(line)
                at = x + cell_len(line.plain)
            out.rstrip()
            yield out

    def _line_at(self, x: int, y: int, ascii_only: bool) -> str:  # noqa: FBT001
        mask = self.edges.get((x, y), 0)
        if not mask:
            return " "
        line = _LINES.get(mask, " ")
        if line == " ":  # an end that nothing continues
            line = "│" if mask & (_UP | _DOWN) else "─"
        if ascii_only:
            return {"│": "|", "─": "-"}.get(line, "+")
        return line
