"""Pages: where each line of text and each ruled line of a report stands, for PDF and OFD alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.made.official import RESULTS
from tests.made.report import MadeReport, Paragraph
from tests.made.shapes.base import width, wrap
from tests.made.tables import Cell, Rows, grid

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 72.0
BOTTOM = 86.0


class Text(NamedTuple):
    """A run of text: left edge and baseline in points from the upper left corner; `turned` reads upwards."""

    page: int
    x: float
    y: float
    size: float
    text: str
    turned: bool = False


class Rule(NamedTuple):
    """A ruled line."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Style:
    """How the tables are drawn. `labels` are the widths of table 3's three label columns."""

    ruled: bool = True
    labels: tuple[float, float, float] = (34, 52, 120)
    repeat_header: bool = True
    turned: bool = (
        False  # 三、本年度办理结果 printed upwards instead of one character under the other
    )
    size: float = 9.0
    spaced: float = 3.0
    rules: str = "all"  # or "rows": only the lines between rows; or "columns"
    running: bool = False  # the title again at the head of each page


@dataclass(slots=True)
class Sheet:
    """The pages as they fill."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    page: int = 1
    y: float = MARGIN
    running: str = ""

    def turn(self) -> None:
        """Number the page and begin the next."""
        if self.running:
            self.texts.append(Text(self.page, MARGIN, 48, 9, self.running))
        number = f"— {self.page} —"
        self.texts.append(Text(self.page, WIDTH / 2 - width(number) * 2.5, HEIGHT - 50, 10, number))
        self.page += 1
        self.y = MARGIN

    def room(self, height: float) -> None:
        """Begin a new page if so much does not fit on this one."""
        if self.y + height > HEIGHT - BOTTOM:
            self.turn()


_PIECES = re.compile(r"[0-9A-Za-z.%@/:+-]+|.", re.DOTALL)


def fill(text: str, columns: int, indent: int = 0) -> list[str]:
    """Cut a paragraph into printed lines of so many half-width columns.

    Numbers and words stay whole, a stop hangs on at the end of a line, an opening bracket goes to the next.
    """
    lines, line, room = [], "", columns - indent
    for piece in _PIECES.findall(text):
        if width(piece) > room and piece not in "，。、；：）》”！？" and line:
            head = line[-1] if line[-1] in "（《“〔" else ""
            lines.append(line[: len(line) - len(head)])
            line = head
            room = columns - width(head)
        line += piece
        room -= width(piece)
    return [*lines, line]


def _paragraph(sheet: Sheet, block: Paragraph) -> None:
    size, per_line, indent = {
        "title": (18.0, 24, 0),
        "heading": (15.0, 29, 2),
        "subheading": (14.0, 31, 2),
        "text": (14.0, 31, 2),
    }[block.style]
    for index, line in enumerate(fill(block.text, 2 * per_line, 2 * indent)):
        sheet.room(size + 10)
        x = MARGIN + (size * indent if index == 0 else 0)
        if block.style == "title":
            x = (WIDTH - width(line) * size / 2) / 2
        sheet.texts.append(Text(sheet.page, x, sheet.y + size, size, line))
        sheet.y += size + 9


def _columns(table: str, style: Style) -> list[float]:
    full = WIDTH - 2 * MARGIN
    if table == "table2":
        return [full / 4] * 4
    if table == "table4":
        return [full / 15] * 15
    left = full - sum(style.labels)
    return [*style.labels, *[left / 7] * 7]


class _Laid(NamedTuple):
    cell: Cell
    row: int
    column: int


def place_cells(rows: Rows) -> Iterator[_Laid]:
    """Yield each cell with its upper left position on the grid."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
            yield _Laid(cell, r, c)
            c += cell.colspan


def _lines(cell: Cell, room: float, size: float, *, upright: bool) -> list[str]:
    if upright:
        return list(cell.text)
    per_line = max(1, int((room - 4) / size) - 1)  # a stop may hang on behind the last character
    if width(cell.text) * size / 2 <= room - 4:
        return [cell.text]
    return wrap(cell.text, per_line)


def _table(sheet: Sheet, report: MadeReport, name: str, style: Style) -> None:
    rows = grid(report.figures, name)
    edges = [MARGIN]
    for column in _columns(name, style):
        edges.append(edges[-1] + column)
    size, leading = style.size, style.size + 2
    laid = list(place_cells(rows))
    lines: dict[int, list[str]] = {}
    heights = [leading + 2 * style.spaced] * len(rows)
    for index, (cell, row, column) in enumerate(laid):
        upright = cell.text == RESULTS
        lines[index] = _lines(
            cell, edges[column + cell.colspan] - edges[column], size, upright=upright
        )
        if cell.rowspan == 1:
            heights[row] = max(heights[row], len(lines[index]) * leading + 2 * style.spaced)
    header = {"table2": 0, "table3": 3, "table4": 3}[name]
    # Cut the rows into pages.
    pages: list[tuple[int, float, list[int]]] = []
    sheet.room(sum(heights[: header + 1]) + 30)
    top, at, on = sheet.y, sheet.y, []
    head = list(range(header))
    for row, height in enumerate(heights):
        if at + height > HEIGHT - BOTTOM and on:
            pages.append((sheet.page, top, on))
            sheet.turn()
            top = at = sheet.y
            on = list(head) if style.repeat_header and row >= header else []
            at += sum(heights[r] for r in on)
        on.append(row)
        at += height
    pages.append((sheet.page, top, on))
    sheet.y = at + 12
    parts = _larger_parts(laid, pages, heights)
    for page, start, members in pages:
        tops = {}
        y = start
        for row in members:
            tops[row] = y
            y += heights[row]
        for index, (cell, row, column) in enumerate(laid):
            here = [r for r in range(row, row + cell.rowspan) if r in tops]
            if not here:
                continue
            x0, x1 = edges[column], edges[column + cell.colspan]
            y0, y1 = tops[here[0]], tops[here[-1]] + heights[here[-1]]
            across = [Rule(page, x0, y0, x1, y0), Rule(page, x0, y1, x1, y1)]
            down = [Rule(page, x0, y0, x0, y1), Rule(page, x1, y0, x1, y1)]
            if style.ruled:
                sheet.rules += across if style.rules in ("all", "rows") else []
                sheet.rules += down if style.rules in ("all", "columns") else []
            if row >= header and parts[index] != page:
                continue  # a cell that goes over the page has its words where it has most room
            block = lines[index]
            if cell.text == RESULTS and style.turned:
                length = width(cell.text) * size / 2
                sheet.texts.append(
                    Text(
                        page,
                        (x0 + x1) / 2 + size / 2,
                        (y0 + y1) / 2 + length / 2,
                        size,
                        cell.text,
                        turned=True,
                    )
                )
                continue
            y = (y0 + y1) / 2 - len(block) * leading / 2 + size
            for line in block:
                length = width(line) * size / 2
                label = cell.id is None and column < 3 and name == "table3"
                beside = label and cell.text != RESULTS
                left = x0 + 2 if beside else (x0 + x1 - length) / 2
                sheet.texts.append(Text(page, left, y, size, line))
                y += leading


def _larger_parts(
    laid: list[_Laid], pages: list[tuple[int, float, list[int]]], heights: list[float]
) -> dict[int, int]:
    """Return for each cell the page on which most of it lies."""
    out: dict[int, int] = {}
    for index, (cell, row, _) in enumerate(laid):
        rows = range(row, row + cell.rowspan)
        sizes = {page: sum(heights[r] for r in members if r in rows) for page, _, members in pages}
        out[index] = max(sizes, key=lambda page: (sizes[page], -page))
    return out


def lay_out(report: MadeReport, style: Style) -> Sheet:
    """Set a report on pages."""
    sheet = Sheet(running=report.title if style.running else "")
    for block in report.blocks:
        if isinstance(block, Paragraph):
            _paragraph(sheet, block)
        else:
            _table(sheet, report, block.table, style)
    sheet.turn()
    sheet.page -= 1
    return sheet
