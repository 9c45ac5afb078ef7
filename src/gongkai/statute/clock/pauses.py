"""A period in working days with stretches that do not count.

A stretch runs from the day after its first day through its last day: a letter sent on Monday and
answered on Wednesday takes Tuesday and Wednesday out of the period. Stretches that overlap are
counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.statute.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days after `begin` through `end` (None: not over yet) that do not count."""

    begin: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether a day is taken out."""
        return self.begin < day and (self.end is None or day <= self.end)


def merge_stretches(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the same days as stretches that neither overlap nor touch, in order."""
    merged: list[Stretch] = []
    for each in sorted(stretches, key=lambda each: each.begin):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and each.begin > last.end):
            merged.append(each)
        elif last.end is not None and (each.end is None or each.end > last.end):
            merged[-1] = Stretch(last.begin, each.end)
    return merged


def find_due(
    calendar: WorkCalendar, start: date, days: int, stretches: Sequence[Stretch] = ()
) -> date | None:
    """Return the last day of a period of working days after `start`; None if it is open.

    A stretch that begins on the last day itself still moves it; one that begins later does nothing.
    The cost grows with the number of stretches, not with the number of days.
    """
    if not stretches:
        return calendar.add(start, days)
    counted_to = calendar.rank(start)
    left = days
    for stretch in merge_stretches(stretches):
        if stretch.end is not None and stretch.end <= start:
            continue
        before = max(calendar.rank(stretch.begin) - counted_to, 0)
        if before > left or (
            before == left and stretch.begin > calendar.at_rank(counted_to + left)
        ):
            break
        if stretch.end is None:
            return None
        left -= before
        counted_to = calendar.rank(stretch.end)
    return calendar.at_rank(counted_to + left)
