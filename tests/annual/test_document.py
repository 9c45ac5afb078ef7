from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual import document
from gongkai.annual.document import Grid, GridCell
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place


def cell(text: str, rowspan: int = 1, colspan: int = 1) -> GridCell:
    return GridCell(text, Place(), rowspan, colspan)


def texts(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def test_a_spanning_cell_stands_at_each_position():
    grid = Grid.from_spans([[cell("a", 2), cell("b", 1, 2)], [cell("c"), cell("d")]])
    assert texts(grid) == [["a", "b", "b"], ["a", "c", "d"]]


def test_short_rows_are_filled_up():
    assert texts(Grid.from_spans([[cell("a")], [cell("b"), cell("c")]])) == [
        ["a", None],
        ["b", "c"],
    ]


def test_what_hangs_beyond_the_last_row_is_cut_off():
    assert texts(Grid.from_spans([[cell("a", 9)]])) == [["a"]]


def test_a_cell_hanging_right_of_a_gap_keeps_its_column():
    grid = Grid.from_spans([[cell("a"), cell("b", 2)], []])
    assert texts(grid) == [["a", "b"], [None, "b"]]


def test_overlapped_cells_go_on_for_as_many_rows_as_they_span():
    grid = Grid.from_spans([[cell("a"), cell("b", 3)], [cell("c", 1, 2)], [cell("d")], [cell("e")]])
    assert texts(grid) == [["a", "b"], ["c", "c"], ["d", "b"], ["e", None]]


def test_cells_are_yielded_once_in_reading_order():
    grid = Grid.from_spans([[cell("a", 2), cell("b", 1, 2)], [cell("c"), cell("d")]])
    assert [cell.text for cell in grid.cells()] == ["a", "b", "c", "d"]


def test_a_table_of_too_many_positions_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MOST_POSITIONS", 100)
    for rows in ([[cell("a", 11, 10)]], [[cell("a", 1, 50)]] * 3):
        with pytest.raises(NotReadable) as refusal:
            Grid.from_spans(rows)
        assert refusal.value.chinese == "表格过大，超过上限 100 格"
        assert refusal.value.english == "the table is too large: the limit is 100 positions"


def paint(rows: list[list[GridCell]]) -> list[list[str | None]]:
    """Lay out a table the slow and plain way: paint each cell on a canvas, the later over the earlier."""
    canvas: dict[tuple[int, int], str] = {}
    for at, cells in enumerate(rows):
        column = 0
        for one in cells:
            while (at, column) in canvas:
                column += 1
            for down in range(one.rowspan):
                for across in range(one.colspan):
                    canvas[at + down, column + across] = one.text
            column += one.colspan
    height = len(rows)
    width = max((column + 1 for row, column in canvas if row < height), default=0)
    return [[canvas.get((row, column)) for column in range(width)] for row in range(height)]


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=5), max_size=6))
def test_layout_is_as_painted(spans):
    rows = [
        [cell(f"{at},{ordinal}", *span) for ordinal, span in enumerate(row)]
        for at, row in enumerate(spans)
    ]
    assert texts(Grid.from_spans(rows)) == paint(rows)
