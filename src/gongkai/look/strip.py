"""The strip of days: a case's clock laid out day by day, the signature of the house."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.look.words import say, speaks_english
from gongkai.statute.clock.ledger import DayLine, DayStatus, write_ledger

if TYPE_CHECKING:
    from gongkai.statute.clock.trace import RequestTrace
    from gongkai.statute.workdays import WorkCalendar

MOST = 2000  # days of a strip: more than five years of waiting are told by the due day alone
FOLDED = ("late", "waiting", "paused")  # whole months of nothing else say no more than their number
FOLD_FROM = 2  # months in a row; one alone is shown day by day


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what it is to the period, and what is said of it."""

    day: date
    status: str
    chinese: str
    english: str
    make_up: bool = False
    today: bool = False
    due: bool = False

    @property
    def classes(self) -> str:
        """The classes by which the day is drawn."""
        marks = [name for name in ("make_up", "today", "due") if getattr(self, name)]
        return " ".join([self.status, *marks])

    @property
    def words(self) -> str:
        """What the day is, in words."""
        return str(_LEGEND[self.status])


@dataclass(frozen=True, slots=True)
class Month:
    """One line of the strip: the days of a month, or several months in which every day was alike."""

    first: date
    cells: tuple[Cell, ...]
    last: date | None = None  # the last month of several folded into one line
    status: str = ""

    @property
    def number(self) -> int:
        """How many days of the common status there are."""
        return sum(cell.status == self.status for cell in self.cells)

    @property
    def words(self) -> str:
        """What every one of the days was."""
        return str(_LEGEND[self.status])


@dataclass(frozen=True, slots=True)
class Strip:
    """A case's days by month, its due day, and how far the count is."""

    months: tuple[Month, ...]
    lines: tuple[DayLine, ...]
    late: tuple[Cell, ...]
    due: date | None
    counted: int
    left: int
    total: int

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What occurs in the strip: class and words, in a steady order."""
        found = {
            name
            for month in self.months
            if month.last is None
            for cell in month.cells
            for name in cell.classes.split()
        }
        return [(name, str(words)) for name, words in _LEGEND.items() if name in found]


_LEGEND = {
    "start": say("收到、起算之日", "received: counting begins the day after"),
    "counted": say("计入", "counted"),
    "paused": say("征求意见，不计入", "consultation: not counted"),
    "waiting": say("等待申请人，不计", "waiting for the applicant: not counted"),
    "restarted": say("重新起算", "counting begins anew"),
    "skipped": say("休息日", "day of rest"),
    "ahead": say("将要计入", "still to come"),
    "make_up": say("调休上班", "make-up working day"),
    "today": say("今日", "today"),
    "due": say("到期", "due"),
    "late": say("逾期", "overdue"),
}


def lay_strip(
    trace: RequestTrace, calendar: WorkCalendar, today: date, *, goes_on: bool = True
) -> Strip:
    """Return the days from receipt to the due day, or to today where that is later or none is set.

    A period that nobody waits on, as of a calculator, does not go on: it ends with its due day.
    """
    lines = tuple(write_ledger(trace, calendar))
    number = 0
    cells = []
    for line in lines:
        if line.day <= (trace.closed or today):
            number = line.number
        cells.append(_cell(line, trace, today))
    end = trace.closed or (trace.as_of or today)
    if not goes_on and trace.due is not None:
        end = trace.due
    late = _lay_late(
        cells[-1].day if cells else trace.received - timedelta(1), end, calendar, today
    )
    counted = min(number, trace.total)
    return Strip(
        _fold_months([*cells, *late]), lines, late, trace.due, counted, trace.total - counted,
        trace.total,
    )  # fmt: skip


def _lay_late(after: date, end: date, calendar: WorkCalendar, today: date) -> tuple[Cell, ...]:
    """Return the days behind the ledger, which ends at the due day: what is later is late."""
    cells: list[Cell] = []
    day = after + timedelta(1)
    while day <= end and len(cells) < MOST:
        fact = calendar.explain(day)
        status = "late" if fact.kind.worked else "skipped"
        cells.append(Cell(day, status, fact.chinese, fact.english, today=day == today))
        day += timedelta(1)
    return tuple(cells)


def _fold_months(cells: list[Cell]) -> tuple[Month, ...]:
    """Return the days by month; months in a row that are all late, or all waited through, as one line."""
    months = [
        Month(first, tuple(group), status=_find_common(group))
        for first, days in groupby(cells, key=lambda cell: cell.day.replace(day=1))
        for group in [tuple(days)]
    ]
    lines: list[Month] = []
    for status, run in groupby(months, key=lambda month: month.status):
        alike = list(run)
        if not status or len(alike) < FOLD_FROM:
            lines += [replace(month, status="") for month in alike]
            continue
        days = tuple(cell for month in alike for cell in month.cells)
        lines.append(Month(alike[0].first, days, alike[-1].first, status))
    return tuple(lines)


def _find_common(cells: tuple[Cell, ...]) -> str:
    """Return what all days of a month are, rest aside; nothing where one of them stands out."""
    if any(cell.today or cell.due for cell in cells):
        return ""
    found = {cell.status for cell in cells} - {"skipped"}
    return found.pop() if len(found) == 1 and found <= set(FOLDED) else ""


def _cell(line: DayLine, trace: RequestTrace, today: date) -> Cell:
    status = line.status.value
    if line.status is DayStatus.COUNTED and line.day > today:
        status = "ahead"
    return Cell(
        line.day,
        status,
        line.chinese,
        line.english,
        make_up=line.fact.kind.worked and line.day.weekday() > 4,
        today=line.day == today,
        due=line.day == trace.due,
    )


def tell_cell(cell: Cell) -> str:
    """Return what a screen reader and a hovering pointer are told of a day."""
    words = cell.english if speaks_english() else cell.chinese
    marks = [str(_LEGEND[name]) for name in ("today", "due") if getattr(cell, name)]
    return " · ".join([cell.day.isoformat(), words, *marks])
