"""The strip of days: a case's clock laid out day by day, the signature of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.look.words import say, speaks_english
from gongkai.statute.clock.ledger import DayLine, DayStatus, write_ledger

if TYPE_CHECKING:
    from gongkai.statute.clock.trace import RequestTrace
    from gongkai.statute.workdays import WorkCalendar

FOLD_AFTER = 70  # days shown at once; older months fold away


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


@dataclass(frozen=True, slots=True)
class Strip:
    """A case's days by month, its due day, and how far the count is."""

    months: tuple[tuple[date, tuple[Cell, ...]], ...]
    lines: tuple[DayLine, ...]
    due: date | None
    counted: int
    left: int
    total: int

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What occurs in the strip: class and words, in a steady order."""
        found = {
            name for _, cells in self.months for cell in cells for name in cell.classes.split()
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


def lay_strip(trace: RequestTrace, calendar: WorkCalendar, today: date) -> Strip:
    """Return the days from receipt to the due day, or to today where that is later or none is set."""
    lines = tuple(write_ledger(trace, calendar))
    number = 0
    cells = []
    for line in lines:
        if line.day <= (trace.closed or today):
            number = line.number
        cells.append(_cell(line, trace, today))
    end = trace.closed or (trace.as_of or today)
    day = lines[-1].day + timedelta(1) if lines else trace.received
    while day <= end and len(cells) < 2000:  # the ledger ends at the due day; what is later is late
        fact = calendar.explain(day)
        status = "late" if fact.kind.worked else "skipped"
        cells.append(Cell(day, status, fact.chinese, fact.english, today=day == today))
        day += timedelta(1)
    months = tuple(
        (first, tuple(group))
        for first, group in groupby(cells, key=lambda cell: cell.day.replace(day=1))
    )
    counted = min(number, trace.total)
    return Strip(months, lines, trace.due, counted, trace.total - counted, trace.total)


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
