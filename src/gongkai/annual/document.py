"""What every reader makes of a file: lines of text and grids of cells, in order, before any form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place

MOST_POSITIONS = 1_000_000  # of one grid; the largest statutory table has under four hundred


@dataclass(slots=True)
class Line:
    """One printed line, or one paragraph where the format has paragraphs.

    Runs of spaces are kept: in a layout text, and in a page without rules, they carry the columns.
    `complete` says that the line is a whole paragraph, not a line that may go on in the next one.
    """

    text: str
    place: Place
    complete: bool = False
    numbered_by_machine: bool = False  # the word processor prints a number that is not in the text


@dataclass(slots=True)
class GridCell:
    """A cell of a table with the rows and columns that it spans (at least 1 each)."""

    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1


def _too_large() -> NotReadable:
    return NotReadable(
        f"表格过大，超过上限 {MOST_POSITIONS} 格",
        f"the table is too large: the limit is {MOST_POSITIONS} positions",
    )


@dataclass(slots=True)
class Grid:
    """A table laid out on its full grid: a spanning cell stands at each position that it covers.

    All rows have the same length; None is a position that no cell covers.
    """

    rows: list[list[GridCell | None]]

    @classmethod
    def from_spans(cls, rows: Iterable[Iterable[GridCell]]) -> Grid:
        """Lay out rows of cells with spans, as HTML and Word give them.

        A cell stands at the first free column of its row. Where spans overlap, the later cell covers
        the earlier, and rows beyond the last are cut off, as browsers do. NotReadable for more
        than `MOST_POSITIONS` positions.
        """
        laid: list[list[GridCell | None]] = []
        below: list[dict[int, GridCell]] = []  # what hangs into the rows to come, by column
        painted = width = 0
        for cells in rows:
            hanging = below.pop(0) if below else {}
            row: list[GridCell | None] = []
            for cell in cells:
                while len(row) in hanging:
                    row.append(hanging.pop(len(row)))
                if cell.colspan == 1:
                    row.append(cell)
                else:
                    start = len(row)
                    row.extend([cell] * cell.colspan)
                    if hanging:
                        for column in range(start, len(row)):
                            hanging.pop(column, None)
                if cell.rowspan > 1:
                    painted += cell.rowspan * cell.colspan
                    if painted > MOST_POSITIONS:
                        raise _too_large()
                    while len(below) < cell.rowspan - 1:
                        below.append({})
                    columns = range(len(row) - cell.colspan, len(row))
                    for later in below[: cell.rowspan - 1]:
                        later.update(dict.fromkeys(columns, cell))
            for column in sorted(hanging):
                row.extend([None] * (column - len(row)))
                row.append(hanging[column])
            laid.append(row)
            width = max(width, len(row))
            if width * len(laid) > MOST_POSITIONS:
                raise _too_large()
        for row in laid:
            if len(row) < width:
                row.extend([None] * (width - len(row)))
        return cls(laid)

    def cells(self) -> Iterator[GridCell]:
        """Yield each cell once, in reading order."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if cell is not None and id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell


Block = Line | Grid


@dataclass(slots=True)
class Document:
    """A file as lines and grids in reading order, and what its metadata say of its title."""

    kind: str
    blocks: list[Block]
    titles: list[str] = field(default_factory=list)
    pages: int | None = None
    remarks: list[str] = field(default_factory=list)
