"""Table 4 of the annual report, as a question to the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.remedies.process.kinds import Remedy, Result
from gongkai.remedies.process.state import RemedyState

COLUMNS = (*Result, "pending", "total")
# No instrument that we could read defines the columns: that a case counts in the year in which it
# ended, and in each year at whose end it is pending, is our reading (docs/remedies.md).
PROVISIONAL = True


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the table: cases by result, pending at the year's end, and all."""

    remedy: Remedy
    upheld: int
    corrected: int
    other: int
    pending: int

    @property
    def total(self) -> int:
        """The sum of the four."""
        return self.upheld + self.corrected + self.other + self.pending


def count_table4(states: Iterable[RemedyState], year: int) -> tuple[Row, ...]:
    """Return the three blocks of a year from the states of all cases."""
    counts = {remedy: dict.fromkeys((*Result, "pending"), 0) for remedy in Remedy}
    for state in states:
        column = find_column(state, year)
        if column:
            counts[state.remedy][column] += 1
    return tuple(
        Row(remedy, *(row[column] for column in (*Result, "pending")))
        for remedy, row in counts.items()
    )


def find_column(state: RemedyState, year: int) -> str:
    """Return the column in which a case counts in a year; empty where it does not count."""
    end = date(year, 12, 31)
    if state.opened.day > end:
        return ""
    closed = state.closed
    if closed is None or closed.day > end:
        return "pending"
    return str(state.result) if closed.day.year == year else ""
