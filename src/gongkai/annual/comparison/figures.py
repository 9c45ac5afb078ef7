"""The figures of two reports, cell by cell, through the differences of the two statutory forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gongkai.annual.forms import Column, Row, load_form
from gongkai.annual.interchange import plain
from gongkai.annual.model import AnnualReport, Cell, CellId, Number, State

# Cells of the 2019 form's table 2 with the cells of the 2021 form that count the same thing.
_SAME = {
    CellId("table2", "行政许可", "处理决定"): CellId("table2", "licences", "count"),
    CellId("table2", "行政处罚", "处理决定"): CellId("table2", "penalties", "count"),
    CellId("table2", "行政强制", "处理决定"): CellId("table2", "coercive_measures", "count"),
}
# "Newly made" became "issued": near enough to be seen together, with a word of caution.
_NEAR = {
    CellId("table2", "规章", "新制作"): CellId("table2", "rules", "issued"),
    CellId("table2", "规范性文件", "新制作"): CellId("table2", "normative_documents", "issued"),
}
_TO_2021 = _SAME | _NEAR
_NEAR_2021 = frozenset(_NEAR.values())


class Obstacle(StrEnum):
    """Why two cells have no difference, or no ratio, to tell."""

    NO_COUNTERPART_LEFT = "no_counterpart_left"  # the left report's form has no such cell
    NO_COUNTERPART_RIGHT = "no_counterpart_right"
    NO_NUMBER = "no_number"  # one of the cells, or both, holds no number
    OWN_UNIT = "own_unit"  # each report writes its own unit into the cell


@dataclass(frozen=True, slots=True)
class Side:
    """What one report says: a cell, or the cells that add up to it (（六） in three rows)."""

    ids: tuple[CellId, ...]
    cells: tuple[Cell, ...]

    @property
    def value(self) -> Number | None:
        """Return the number, or the sum; None if any of the cells holds none."""
        values = [cell.value for cell in self.cells]
        numbers = [value for value in values if value is not None]
        return sum(numbers) if len(numbers) == len(values) else None

    @property
    def state(self) -> State:
        """Return the state of the first cell that holds no number, or NUMBER."""
        return next((cell.state for cell in self.cells if cell.value is None), State.NUMBER)

    def as_json(self) -> dict[str, Any]:
        """Return addresses, value and, where there is no number, what stands there."""
        out: dict[str, Any] = {"cells": [str(id_) for id_ in self.ids], "value": plain(self.value)}
        if self.value is None:
            out["state"] = str(self.state)
        return out


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A cell of both reports. `near` says that the two forms count almost, not quite, the same.

    `id` is the cell's address in the right report's form where it has one, else in the left one's.
    """

    id: CellId
    left: Side | None
    right: Side | None
    near: bool = False
    signed: bool = False
    own_unit: bool = False

    @property
    def obstacle(self) -> Obstacle | None:
        """Return why there is no difference to tell, or None."""
        if self.left is None:
            return Obstacle.NO_COUNTERPART_LEFT
        if self.right is None:
            return Obstacle.NO_COUNTERPART_RIGHT
        if self.left.value is None or self.right.value is None:
            return Obstacle.NO_NUMBER
        return Obstacle.OWN_UNIT if self.own_unit else None

    @property
    def difference(self) -> Number | None:
        """Return right less left."""
        if self.obstacle or self.left is None or self.right is None:
            return None
        left, right = self.left.value, self.right.value
        return None if left is None or right is None else right - left

    @property
    def ratio(self) -> Decimal | None:
        """Return right over left to four places; None where that says nothing (left 0, signs)."""
        if self.difference is None or self.signed or self.left is None or self.right is None:
            return None
        left, right = self.left.value, self.right.value
        if left is None or right is None or left <= 0 or right < 0:
            return None
        return (Decimal(right) / Decimal(left)).quantize(Decimal("0.0001"))

    @property
    def changed(self) -> bool:
        """Return whether both sides hold numbers, and different ones."""
        if self.left is None or self.right is None:
            return False
        left, right = self.left.value, self.right.value
        return left is not None and right is not None and left != right

    @property
    def unclear(self) -> bool:
        """Return whether one side holds a number and the other, though it has the cell, none."""
        if self.left is None or self.right is None:
            return False
        return (self.left.value is None) is not (self.right.value is None)

    def as_json(self) -> dict[str, Any]:
        """Return plain values; `why` tells what stands in the way of a difference."""
        out: dict[str, Any] = {
            "cell": str(self.id),
            "left": self.left.as_json() if self.left else None,
            "right": self.right.as_json() if self.right else None,
            "difference": plain(self.difference),
            "ratio": plain(self.ratio),
        }
        if self.near:
            out["near"] = True
        if self.obstacle:
            out["why"] = str(self.obstacle)
        return out


def pair_figures(left: AnnualReport, right: AnnualReport) -> tuple[FigurePair, ...]:
    """Pair the cells of two reports: in the right one's order, then the left one's own."""
    on_left, on_right = _sides(left), _sides(right)
    for id_ in on_left.keys() & on_right.keys():
        if len(on_left[id_].ids) > 1 and len(on_right[id_].ids) > 1:
            # Both have the three rows of （六）; their sum is needed only against a single one.
            del on_left[id_], on_right[id_]
    pairs = [_pair(id_, on_left.get(id_), side, right) for id_, side in on_right.items()]
    pairs += [_pair(id_, side, None, left) for id_, side in on_left.items() if id_ not in on_right]
    order = {"table2": 2, "table3": 3, "table4": 4}
    return tuple(sorted(pairs, key=lambda pair: order[pair.id.table]))


def _sides(report: AnnualReport) -> dict[CellId, Side]:
    """Return a report's figures under the addresses at which they meet another report's."""
    out: dict[CellId, Side] = {}
    for id_, row in _cells(report):
        out[_TO_2021.get(id_, id_)] = Side((id_,), (report.cell(*id_),))
        if row.outcome == "other" and row.id != "other":
            whole = CellId(id_.table, "other", id_.column)
            before = out.get(whole, Side((), ()))
            out[whole] = Side((*before.ids, id_), (*before.cells, report.cell(*id_)))
    return out


def _cells(report: AnnualReport) -> Iterator[tuple[CellId, Row]]:
    for table in load_form(report.form).tables:
        form = load_form(report.other_forms.get(table.id, report.form))
        rows = {row.id: row for row in form.table(table.id).rows}
        for id_ in report.cells:
            if id_.table == table.id and id_.row in rows:
                yield id_, rows[id_.row]


def _pair(id_: CellId, left: Side | None, right: Side | None, owner: AnnualReport) -> FigurePair:
    column = _column((right or left or Side((id_,), ())).ids[0], owner)
    both_forms = left is not None and right is not None and left.ids != right.ids
    return FigurePair(
        id_,
        left,
        right,
        near=both_forms and id_ in _NEAR_2021,
        signed=column is not None and column.signed,
        own_unit=column is not None and column.unit == "any",
    )


def _column(id_: CellId, owner: AnnualReport) -> Column | None:
    form = load_form(owner.other_forms.get(id_.table, owner.form))
    row = form.table(id_.table).row(id_.row)
    columns = () if row is None else row.columns
    return next((column for column in columns if column.id == id_.column), None)
