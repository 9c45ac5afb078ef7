"""What a rule looks at: a report, last year's, and what several rules need of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.annual.checks.wording import Wording
from gongkai.annual.forms import Form, load_form
from gongkai.annual.forms.english import name_cell
from gongkai.annual.model import AnnualReport, Cell, CellId, Number, State

if TYPE_CHECKING:
    from gongkai.annual.checks.claims import Claim

TABLE_NAMES = {
    "table2": ("表二", "Table 2"),
    "table3": ("表三", "Table 3"),
    "table4": ("表四", "Table 4"),
}


class Subject:
    """A report under examination."""

    def __init__(self, report: AnnualReport, previous: AnnualReport | None = None) -> None:
        self.report = report
        self.previous = previous

    def form(self, table: str) -> Form:
        """Return the form that a table follows."""
        return load_form(self.report.other_forms.get(table, self.report.form))

    @cached_property
    def wording(self) -> Wording:
        """The prose."""
        return Wording(self.report)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the prose says of figures that the tables hold."""
        from gongkai.annual.checks.claims import find_claims

        return tuple(find_claims(self.wording))

    def label(self, id_: CellId) -> str:
        """Name a cell as a reader of the form would."""
        return self.form(id_.table).label(id_)

    def label_en(self, id_: CellId) -> str:
        """Name a cell in English."""
        return name_cell(self.form(id_.table), id_)

    def value(self, table: str, row: str, column: str) -> Number | None:
        """Return the number in a cell, or None."""
        return self.report.value(table, row, column)

    @cached_property
    def _tables(self) -> dict[str, dict[CellId, Cell]]:
        out: dict[str, dict[CellId, Cell]] = {table: {} for table in TABLE_NAMES}
        for id_, cell in self.report.cells.items():
            out[id_.table][id_] = cell
        return out

    def cells(self, table: str) -> dict[CellId, Cell]:
        """Return the cells of a table, in the form's order."""
        return self._tables[table]

    def rows(self, table: str) -> tuple[str, ...]:
        """Return the rows that the report's table has, in the form's order."""
        return tuple(dict.fromkeys(id_.row for id_ in self._tables[table]))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The rows of table 3 that （七）总计 adds up, in this report."""
        rows = [row for row in self.form("table3").table("table3").rows if row.leaf]
        present = set(self.rows("table3"))
        single = next((row for row in rows if row.instead_of and row.id in present), None)
        if single is not None:
            return tuple(row.id for row in rows if row.id not in single.instead_of)
        return tuple(row.id for row in rows if not row.instead_of)

    def outcome_rows(self, outcome: str) -> tuple[str, ...]:
        """Return the rows of an outcome group (refused, other …) in this report."""
        rows = self.form("table3").table("table3").rows
        return tuple(row.id for row in rows if row.outcome == outcome and row.id in self.leaves)


def is_count(cell: Cell) -> bool:
    """Whether a cell holds a number."""
    return cell.state is State.NUMBER and cell.value is not None


def show(value: Number | None) -> str:
    """Write a number as a person does: no exponent, no trailing zeros."""
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)


def distance(one: Number, other: Number) -> Number:
    """Return how far two numbers are apart."""
    return one - other if one > other else other - one


def plus(values: Iterable[Number]) -> str:
    """Write a sum: 3 + 0 + 1; long ones without their zeros."""
    all_values = list(values)
    shown = [value for value in all_values if value] if len(all_values) > 4 else all_values
    return " + ".join(show(value) for value in shown) or "0"
