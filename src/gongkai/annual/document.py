"""What every reader makes of a file before the form is looked for: lines of text and grids of cells, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.annual.model import Place


@dataclass(slots=True)
class Line:
    """One printed line, or one paragraph where the format has paragraphs.

    Runs of spaces are kept: in a layout text, and in a page without ruled lines, they carry the columns.
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


@dataclass(slots=True)
class Grid:
    """A table laid out on its full grid: a spanning cell stands at each position that it covers.

    All rows have the same length; None is a position that no cell covers.
    """

    rows: list[list[GridCell | None]]

    @classmethod
    def from_spans(cls, rows: Iterable[Iterable[GridCell]]) -> Grid:
        """Lay out rows of cells with spans, as HTML and Word give them."""
        laid: list[list[GridCell | None]] = []
        hanging: dict[int, tuple[GridCell, int]] = {}  # column -> (cell from above, rows still to fill)
        for cells in rows:
            row: list[GridCell | None] = []
            queue = iter(cells)
            cell = next(queue, None)
            while cell is not None or any(column >= len(row) for column in hanging):
                column = len(row)
                if column in hanging:
                    above, left = hanging.pop(column)
                    row.append(above)
                    if left > 1:
                        hanging[column] = (above, left - 1)
                elif cell is not None:
                    for offset in range(cell.colspan):
                        if cell.rowspan > 1:
                            hanging[column + offset] = (cell, cell.rowspan - 1)
                    # What hangs from above under this cell's span is overlapped, as browsers do.
                    row.extend([cell] * cell.colspan)
                    cell = next(queue, None)
                else:
                    row.append(None)
            laid.append(row)
        width = max((len(row) for row in laid), default=0)
        for row in laid:
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
