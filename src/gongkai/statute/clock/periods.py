"""Single periods: from a day to the last day of a period of the law, in whatever unit it counts.

Working days never end on a rest day. Periods in days, months and years run over rest days; where
they end on one, the general rule of procedure moves the end to the next working day, which is not
confirmed and makes the result provisional. A date fixed by the law (31 January) does not move: it
is to be warned of on the last working day before.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.parameters import Law, Unit, Value, load_law
from gongkai.statute.workdays import WorkCalendar, load_calendar

if TYPE_CHECKING:
    from gongkai.statute.parameters import Parameter

ROLL_OVER = "period.roll_over"


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its last day. `nominal` is the last day before any rolling over."""

    parameter: Parameter
    value: Value
    start: date
    nominal: date
    due: date
    doubts: tuple[Remark, ...]

    @property
    def provisional(self) -> bool:
        """Whether the result rests on anything not confirmed."""
        return bool(self.doubts)

    @property
    def chinese(self) -> str:
        """The period in one line."""
        moved = "" if self.due == self.nominal else f"，{self.nominal}为休息日，顺延"
        return (
            f"{self.parameter.title}：{self.value.number}{self.parameter.unit.chinese}，"
            f"自{self.start}次日起算，至{self.due}{moved}"
        )

    @property
    def english(self) -> str:
        """The period in one line."""
        moved = "" if self.due == self.nominal else f" ({self.nominal} is a rest day)"
        return (
            f"{self.parameter.title_en}: {self.value.number} {self.parameter.unit.english} "
            f"after {self.start}, until {self.due}{moved}"
        )

    def as_json(self) -> dict[str, Any]:
        """Return the period in both languages."""
        return {
            "parameter": self.parameter.id,
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "nominal": self.nominal.isoformat(),
            "zh": self.chinese,
            "en": self.english,
            "ref": str(self.value.reference),
            "article": self.value.reference.chinese,
            "doubts": [doubt.as_json() for doubt in self.doubts],
        }


def add_months(day: date, count: int) -> date:
    """Return the same day of the month so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def measure_period(
    key: str,
    start: date,
    *,
    calendar: WorkCalendar | None = None,
    law: Law | None = None,
    extra: int = 0,
) -> Period:
    """Return the period of a parameter that starts after a day; `extra` units are added to it.

    InvalidQuestion where the law of that day has no such rule or the parameter is no period.
    """
    calendar = calendar if calendar is not None else load_calendar()
    law = law if law is not None else load_law()
    value = law.at(key, start)
    parameter = law[key]
    doubts = doubt_value(law, value)
    amount = value.number + extra
    if parameter.unit is Unit.WORKING_DAY:
        due = calendar.add(start, amount)
        gaps = [Remark(gap.chinese, gap.english) for gap in calendar.gaps(start, due)]
        return Period(parameter, value, start, due, due, (*doubts, *gaps))
    nominal = _end(parameter.unit, start, amount)
    due = nominal
    if not calendar.is_workday(nominal) and (rolls := law.find(ROLL_OVER, start)) is not None:
        due = calendar.on_or_after(nominal)
        doubts += doubt_value(law, rolls)
    # Whether the last day is a rest day hangs on the arrangement of its year alone.
    gaps = [Remark(gap.chinese, gap.english) for gap in calendar.gaps(nominal, due)]
    return Period(parameter, value, start, nominal, due, (*doubts, *gaps))


def _end(unit: Unit, start: date, amount: int) -> date:
    if unit is Unit.CALENDAR_DAY:
        return start + timedelta(amount)
    if unit is Unit.WEEK:
        return start + timedelta(7 * amount)
    if unit is Unit.MONTH:
        return add_months(start, amount)
    if unit is Unit.YEAR:
        return add_months(start, 12 * amount)
    raise InvalidQuestion(f"不是期间的单位：{unit}", f"not the unit of a period: {unit}")


def doubt_value(law: Law, value: Value) -> tuple[Remark, ...]:
    """Return what is not confirmed about a value; nothing for a confirmed one."""
    if not value.provisional:
        return ()
    chinese, _, english = value.why_provisional.partition(" / ")
    title = law[value.parameter].title
    return (Remark(f"{title}：{chinese}", english or chinese, value.reference),)


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A date fixed by the law, and the working day on which to warn of it."""

    parameter: Parameter
    value: Value
    due: date
    warn_on: date
    doubts: tuple[Remark, ...]

    @property
    def chinese(self) -> str:
        """The date in one line."""
        rest = (
            "" if self.due == self.warn_on else f"；当日为休息日且不顺延，最迟于{self.warn_on}完成"
        )
        return f"{self.parameter.title}：{self.due}{rest}"

    @property
    def english(self) -> str:
        """The date in one line."""
        rest = (
            "" if self.due == self.warn_on else f"; a rest day, not moved: done by {self.warn_on}"
        )
        return f"{self.parameter.title_en}: {self.due}{rest}"


def date_report(
    year: int,
    *,
    government: bool = False,
    calendar: WorkCalendar | None = None,
    law: Law | None = None,
) -> FixedDate:
    """Return by when the annual report about a year is due in the year after (art. 49)."""
    calendar = calendar if calendar is not None else load_calendar()
    law = law if law is not None else load_law()
    key = "annual_report.government" if government else "annual_report.department"
    value = law.at(key, date(year + 1, 1, 1))
    due = date.fromisoformat(f"{year + 1}-{value.amount}")
    warn_on = calendar.on_or_before(due)
    gaps = tuple(Remark(gap.chinese, gap.english) for gap in calendar.gaps(warn_on, due))
    return FixedDate(law[key], value, due, warn_on, (*doubt_value(law, value), *gaps))
