"""A page as lines and grids, from its characters with their boxes and its ruled lines.

Coordinates are points from the page's upper left corner, y downwards. Used by every format that places its
characters itself (PDF, OFD).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.annual.document import Block, Grid, GridCell, Line
from gongkai.annual.model import Place

Box = tuple[float, float, float, float]
_TOLERANCE = 2.5  # how far apart two rules may lie and still be one line of the grid
THIN = 3.2  # the greatest thickness of a rule
_SHORTEST = 4.0
# Words of the tables: a page without ruled lines that has several of them is laid out by columns.
_TABLE_WORDS = re.compile(
    "制发件数|新制作数量|处理决定数量|收费金额|申请人情况|法人或其他组织|（一）予以公开|属于国家秘密|三安全一稳定|结果维持|结果纠正"
    "|公开出版物|信访举报投诉|结转下年度|内部事务信息|过程性信息|行政执法案卷|未经复议直接起诉"
)
_SEVERAL = 2
_WIDEST_LINE = 1000  # columns; a character placed far off the page does not make a line that long


class Char(NamedTuple):
    """A printed character and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def find_rules(boxes: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Sort the thin boxes into horizontal and vertical rules; anything else is no rule."""
    horizontal: list[Box] = []
    vertical: list[Box] = []
    for box in boxes:
        width, height = box[2] - box[0], box[3] - box[1]
        if height <= THIN and width >= _SHORTEST:
            horizontal.append(box)
        elif width <= THIN and height >= _SHORTEST:
            vertical.append(box)
    return horizontal, vertical


def _cluster(values: list[float]) -> list[float]:
    """Return the middles of the groups of values that lie within the tolerance of each other."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(lines: list[float], value: float) -> int:
    return min(range(len(lines)), key=lambda index: abs(lines[index] - value))


class _Lattice:
    """One ruled table: the lines of its grid and which stretches of them are drawn."""

    def __init__(self, horizontal: list[Box], vertical: list[Box]) -> None:
        self.xs = _cluster([(box[0] + box[2]) / 2 for box in vertical])
        self.ys = _cluster([(box[1] + box[3]) / 2 for box in horizontal])
        self._across: dict[int, list[tuple[float, float]]] = defaultdict(list)
        self._down: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for box in horizontal:
            self._across[_nearest(self.ys, (box[1] + box[3]) / 2)].append((box[0], box[2]))
        for box in vertical:
            self._down[_nearest(self.xs, (box[0] + box[2]) / 2)].append((box[1], box[3]))

    @property
    def is_table(self) -> bool:
        # One row is enough: a page break may leave a table's last row alone at the top of a page.
        return len(self.xs) > 2 and len(self.ys) > 1

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def _ruled_below(self, row: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(left <= middle <= right for left, right in self._across[row + 1])

    def _ruled_right(self, row: int, column: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(top <= middle <= bottom for top, bottom in self._down[column + 1])

    def cells(self) -> list[list[int]]:
        """Return for each elementary cell the number of the drawn cell that it belongs to."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        parent = list(range(rows * columns))

        def root(index: int) -> int:
            while parent[index] != index:
                parent[index] = parent[parent[index]]
                index = parent[index]
            return index

        for row in range(rows):
            for column in range(columns):
                here = row * columns + column
                if column + 1 < columns and not self._ruled_right(row, column):
                    parent[root(here + 1)] = root(here)
                if row + 1 < rows and not self._ruled_below(row, column):
                    parent[root(here + columns)] = root(here)
        return [[root(row * columns + column) for column in range(columns)] for row in range(rows)]


def _join_rules(rules: list[Box], *, across: bool) -> list[Box]:
    """Join the pieces of each line: a table's lines are often drawn cell by cell, some twice."""
    along, over = (0, 1) if across else (1, 0)
    joined: list[list[float]] = []
    for line in _lines_of(rules, over):
        line.sort(key=lambda box: box[along])
        start = len(joined)
        for box in line:
            if len(joined) > start and box[along] <= joined[-1][along + 2] + _TOLERANCE:
                joined[-1][along + 2] = max(joined[-1][along + 2], box[along + 2])
            else:
                joined.append(list(box))
    return [(box[0], box[1], box[2], box[3]) for box in joined]


def _lines_of(rules: list[Box], over: int) -> list[list[Box]]:
    """Group rules that lie on one line."""
    groups: list[list[Box]] = []
    for box in sorted(rules, key=lambda box: box[over] + box[over + 2]):
        middle = (box[over] + box[over + 2]) / 2
        if groups and middle - (groups[-1][-1][over] + groups[-1][-1][over + 2]) / 2 <= 1:
            groups[-1].append(box)
        else:
            groups.append([box])
    return groups


def _tables(horizontal: list[Box], vertical: list[Box]) -> list[_Lattice]:
    """Group rules that touch each other into tables."""
    horizontal = _join_rules(horizontal, across=True)
    vertical = _join_rules(vertical, across=False)
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    count = len(horizontal)
    for number, rule in enumerate(vertical, count):
        for index, line in enumerate(horizontal):
            if (
                line[0] - _TOLERANCE <= rule[2]
                and line[2] + _TOLERANCE >= rule[0]
                and line[1] <= rule[3] + _TOLERANCE
                and line[3] >= rule[1] - _TOLERANCE
            ):
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate((*horizontal, *vertical)):
        groups[root(index)][0 if index < count else 1].append(rule)
    lattices = [_Lattice(*group) for group in groups.values() if group[0] and group[1]]
    return sorted((found for found in lattices if found.is_table), key=lambda found: found.box[1])


def layout_page(chars: Sequence[Char], rules: Sequence[Box], page: int) -> list[Block]:
    """Lay out a page: ruled tables as grids, the rest as lines, in order from top to bottom.

    A page that has table words outside any ruled table is laid out with its
    columns kept as runs of spaces.
    """
    horizontal, vertical = find_rules(rules)
    tables = _tables(horizontal, vertical) if horizontal and vertical else []
    inside: list[list[Char]] = [[] for _ in tables]
    outside: list[Char] = []
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        for index, table in enumerate(tables):
            left, top, right, bottom = table.box
            if left <= x <= right and top <= y <= bottom:
                if not char.text.isspace():
                    inside[index].append(char)
                break
        else:
            outside.append(char)
    placed: list[tuple[float, Block]] = []
    for table, held in zip(tables, inside, strict=True):
        if held:
            placed.append((table.box[1], _grid(table, held, page)))
    words = set(_TABLE_WORDS.findall("".join(char.text for char in outside)))
    spaced = len(words) >= _SEVERAL
    placed += _lines(outside, page, spaced=spaced)
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _grid(table: _Lattice, chars: list[Char], page: int) -> Grid:
    owners = table.cells()
    held: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        row = min(max(bisect_right(table.ys, (char.y0 + char.y1) / 2) - 1, 0), len(table.ys) - 2)
        # A stop at the end of a full line hangs over the rule to its right: a character belongs where it begins.
        begins = char.x0 + (char.x1 - char.x0) * 0.3
        column = min(max(bisect_right(table.xs, begins) - 1, 0), len(table.xs) - 2)
        held[owners[row][column]].append(char)
    # Each drawn cell's first and last elementary row and column.
    spans: dict[int, list[int]] = {}
    for row, owner_row in enumerate(owners):
        for column, owner in enumerate(owner_row):
            span = spans.setdefault(owner, [row, column, row, column])
            span[2] = row
            if column > span[3]:
                span[3] = column
            elif column < span[1]:
                span[1] = column
    made = {
        owner: GridCell(
            _cell_text(held[owner]) if owner in held else "",
            Place(
                page=page,
                box=(table.xs[left], table.ys[top], table.xs[right + 1], table.ys[bottom + 1]),
            ),
        )
        for owner, (top, left, bottom, right) in spans.items()
    }
    return Grid([[made[owner] for owner in owner_row] for owner_row in owners])


def _cell_text(chars: list[Char]) -> str:
    """Join a cell's characters line by line; a number that was wrapped in a narrow cell is one number."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.y0 + char.y1) / 2):
        middle = (char.y0 + char.y1) / 2
        if lines and middle - (lines[-1][0].y0 + lines[-1][0].y1) / 2 < max(
            (char.y1 - char.y0) * 0.6, 3.0
        ):
            lines[-1].append(char)
        else:
            lines.append([char])
    text = "\n".join(
        "".join(char.text for char in sorted(line, key=lambda char: char.x0)) for line in lines
    )
    return re.sub(r"(?<=[\d.])\n(?=[\d.])", "", text)


def _lines(chars: list[Char], page: int, *, spaced: bool) -> list[tuple[float, Block]]:
    """Group characters into printed lines; with `spaced`, gaps become as many spaces as would fit."""
    rows: list[list[Char]] = []
    current: list[Char] = []
    # By height on the page, not by the order in which they were drawn: some producers draw in any order.
    visible = [char for char in chars if not char.text.isspace()]
    visible.sort(key=lambda char: char.y0 + char.y1)
    for char in visible:
        if current and not _same_line(current, char):
            rows.append(current)
            current = []
        current.append(char)
    if current:
        rows.append(current)
    found: list[tuple[float, Block]] = []
    for row in rows:
        row.sort(key=lambda char: char.x0)
        box = (row[0].x0, min(c.y0 for c in row), max(c.x1 for c in row), max(c.y1 for c in row))
        text = _spaced_text(row) if spaced else "".join(_with_gaps(row))
        found.append((box[1], Line(text, Place(page=page, box=box))))
    return found


def _same_line(line: list[Char], char: Char) -> bool:
    # The first character holds the line, or it would creep downwards; but fonts differ a little in height.
    first, last = line[0], line[-1]
    height = max(char.y1 - char.y0, first.y1 - first.y0, 4.0)
    below_first = (char.y0 + char.y1 - first.y0 - first.y1) / 2
    below_last = (char.y0 + char.y1 - last.y0 - last.y1) / 2
    return below_first < height * (0.6 if below_last < height * 0.15 else 0.36)


def _gap(left: Char, right: Char) -> float:
    """Return how far apart two characters may stand and still be one word; two digits, one number."""
    share = 0.3 if left.text.isdigit() and right.text.isdigit() else 0.9
    return max(right.y1 - right.y0, 6.0) * share


def _with_gaps(row: list[Char]) -> list[str]:
    parts: list[str] = []
    for index, char in enumerate(row):
        if index and char.x0 - row[index - 1].x1 > _gap(row[index - 1], char):
            parts.append(" ")
        parts.append(char.text)
    return parts


def _spaced_text(row: list[Char]) -> str:
    """Set a line as on a typewriter: half a character's width a column, at least one space at each gap."""
    unit = max(sorted(char.y1 - char.y0 for char in row)[len(row) // 2], 6.0) / 2
    parts: list[str] = []
    width = 0
    for index, char in enumerate(row):
        gap = char.x0 - row[index - 1].x1 if index else char.x0
        if not index or gap > min(unit * 0.9, _gap(row[index - 1], char)):
            column = min(round(char.x0 / unit), _WIDEST_LINE)
            fill = max(column - width, 2 if index else 0)
            parts.append(" " * fill)
            width += fill
        parts.append(char.text)
        width += 2 if unicodedata.east_asian_width(char.text[:1]) in "WF" else 1
    return "".join(parts)
