"""A document as one flow of rows, with one string over all of it and the way back to each place.

A text line and a table row are both rows, because a published report may print the same table as either.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from gongkai.annual.document import Document, Grid, GridCell, Line
from gongkai.annual.fitting.fold import INVISIBLE, fold
from gongkai.annual.model import Place

# What stands at the foot or head of a page: -3-, — 4 —, P. 9, 第3页 共9页, 3/9.
FURNITURE = re.compile(
    r"\s*(?:[-—–_·~]+\s*\d{1,3}\s*[-—–_·~]+|[Pp]\s*\.?\s*\d{1,3}|第?\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_RULE = re.compile(
    r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*|[\s_=*\-─━┄]{3,}"
)  # a drawn line or a Markdown separator
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*")


LONGEST_LINE = 1000  # a longer one is no line of a layout


def display_width(text: str) -> int:
    """Return how wide a text stands in a layout: an ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@dataclass(slots=True)
class FlowCell:
    """A cell of a row: its folded text, its place, and its grid columns [left, right)."""

    text: str
    place: Place
    left: int
    right: int
    first: bool = True  # False where the cell hangs down from a row above


@dataclass(slots=True)
class FlowRow:
    """A line of text (`cells` is None) or a row of a table.

    `text` is folded; `start` is its offset in the flow's text. `grid` numbers the table that it belongs to.
    """

    text: str
    place: Place
    start: int = 0
    cells: list[FlowCell] | None = None
    grid: int = -1
    complete: bool = False
    numbered_by_machine: bool = False


@dataclass(slots=True)
class Flow:
    """All rows in order, and `text`: the rows' texts joined by newlines."""

    kind: str
    rows: list[FlowRow]
    text: str = ""
    starts: list[int] = field(default_factory=list)

    def row_at(self, offset: int) -> int:
        """Return the index of the row that holds the character at `offset`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def place_at(self, offset: int) -> Place:
        """Return the place of the character at `offset`, with its column where the source has lines."""
        row = self.rows[self.row_at(offset)]
        place = row.place
        if place.line is not None and place.column is not None:
            return Place(page=place.page, line=place.line, column=place.column + offset - row.start)
        return place


def _split_bars(text: str, place: Place) -> list[FlowCell] | None:
    """Cut a line at its bars: `| 行政许可 | 0 ||` has the cells 行政许可, 0, blank."""
    if text.count("|") < 2:
        return None
    body, offset = text, 0
    stripped = body.lstrip()
    if stripped.startswith("|"):
        offset = len(body) - len(stripped) + 1
        body = stripped[1:]
    if body.rstrip().endswith("|"):
        body = body.rstrip()[:-1]
    cells: list[FlowCell] = []
    for index, part in enumerate(body.split("|")):
        lead = len(part) - len(part.lstrip())
        column = (place.column or 1) + offset + lead
        cells.append(
            FlowCell(
                part.strip(),
                Place(page=place.page, line=place.line, column=column),
                index,
                index + 1,
            )
        )
        offset += len(part) + 1
    return cells


def _grid_rows(grid: Grid, number: int) -> list[FlowRow]:
    rows: list[FlowRow] = []
    seen: set[int] = set()
    for raw in grid.rows:
        cells: list[FlowCell] = []
        last: GridCell | None = None
        for column, cell in enumerate(raw):
            if cell is None:
                last = None
                continue
            if cell is last:
                cells[-1].right = column + 1
                continue
            text = fold(INVISIBLE.sub("", cell.text)).strip()
            cells.append(FlowCell(text, cell.place, column, column + 1, id(cell) not in seen))
            seen.add(id(cell))
            last = cell
        if cells:
            text = " ".join(
                cell.text.replace("\n", " ") for cell in cells if cell.first and cell.text
            )
            rows.append(FlowRow(text, cells[0].place, cells=cells, grid=number))
    return rows


def _is_furniture(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if FURNITURE.fullmatch(line.text) or _RULE.fullmatch(line.text):
        return True
    if line.place.page is None or not _BARE_NUMBER.fullmatch(line.text):
        return False
    # A bare number is a page number only as the outermost line of its page.
    page = line.place.page
    before = lines[index - 1].place.page if index else None
    after = lines[index + 1].place.page if index + 1 < len(lines) else None
    return int(line.text) == page and (before != page or after != page)


def _running_heads(lines: list[Line]) -> set[int]:
    """Return the ids of lines that stand at the edge of several pages with the same words, but on the first."""
    edges: dict[str, list[Line]] = {}
    for index, line in enumerate(lines):
        page = line.place.page
        if page is None or line.place.box is None or not line.text.strip():
            continue
        before = lines[index - 1].place.page if index else None
        after = lines[index + 1].place.page if index + 1 < len(lines) else None
        if before != page or after != page:
            edges.setdefault(re.sub(r"[\s\d]", "", line.text), []).append(line)
    return {
        id(line)
        for words, group in edges.items()
        if words and len(group) > 1 and len({line.place.page for line in group}) == len(group)
        for line in group[1:]
    }


def build_flow(document: Document) -> Flow:
    """Build the flow of a document: folded, without page furniture, bars cut into cells."""
    rows: list[FlowRow] = []
    lines = [block for block in document.blocks if isinstance(block, Line)]
    for line in lines:
        line.text = fold(INVISIBLE.sub("", line.text)).rstrip()
    heads = _running_heads(lines)
    position = {id(line): index for index, line in enumerate(lines)}
    barred = -1  # the number of the table that a run of barred lines makes
    grids = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            rows += _grid_rows(block, grids)
            grids += 1
            barred = -1
            continue
        if id(block) in heads or _is_furniture(lines, position[id(block)]):
            continue
        cells = _split_bars(block.text, block.place)
        if cells is not None:
            if barred < 0:
                barred, grids = grids, grids + 1
        elif block.text.strip():
            barred = -1
        rows.append(
            FlowRow(
                block.text,
                block.place,
                cells=cells,
                grid=barred if cells is not None else -1,
                complete=block.complete,
                numbered_by_machine=block.numbered_by_machine,
            )
        )
    flow = Flow(document.kind, rows)
    offset = 0
    for row in rows:
        row.start = offset
        flow.starts.append(offset)
        offset += len(row.text) + 1
    flow.text = "\n".join(row.text for row in rows)
    return flow
