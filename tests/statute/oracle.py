"""The reply's due day once more, day by day, on another calendar: nothing of ours but the events.

Working days come from the package chinesecalendar and, for Ningxia, from the days printed in its
notices of 2019–2021.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

NINGXIA_OFF = {
    *(date(2019, 6, 5), date(2019, 6, 6), date(2019, 8, 12), date(2019, 8, 13)),
    *(date(2020, 5, 25), date(2020, 5, 26), date(2020, 7, 30), date(2020, 7, 31)),
    *(date(2021, 5, 13), date(2021, 5, 14), date(2021, 7, 19), date(2021, 7, 20)),
}
ONE = timedelta(1)


def worked_in_nation(day: date) -> bool:
    return chinese_calendar.is_workday(day)


def worked_in_ningxia(day: date) -> bool:
    return day not in NINGXIA_OFF and chinese_calendar.is_workday(day)


WORKED: dict[str, Callable[[date], bool]] = {"": worked_in_nation, "640000": worked_in_ningxia}


def add_by_walking(day: date, days: int, worked: Callable[[date], bool]) -> date:
    while days:
        day += ONE if days > 0 else -ONE
        if worked(day):
            days += -1 if days > 0 else 1
    return day


def reply_by_walking(events: list[str], worked: Callable[[date], bool]) -> date | None:
    """Walk from the receipt. Consultations are unnamed and answered in turn."""
    parsed = sorted(
        [(date.fromisoformat(text.split(":")[1]), text.split(":")[0], text) for text in events],
        key=lambda each: each[0],
    )
    received = next(day for day, kind, _ in parsed if kind == "received")
    old = received < date(2019, 5, 15)
    total = 15 if old else 20
    waits: list[tuple[date, date | None]] = []
    pauses: list[tuple[date, date | None]] = []
    answered = 0
    for day, kind, text in parsed:
        if kind == "extended":
            total += int(text.split(":")[2]) if text.count(":") > 1 else (15 if old else 20)
        elif kind == "deferred":
            total += int(text.split(":")[2])
        elif kind in {"supplement-sent", "fee-sent"}:
            waits.append((day, None))
        elif kind in {"supplement-received", "fee-paid"}:
            waits[-1] = (waits[-1][0], day)
        elif kind.endswith("-sent"):
            limit = None if kind == "organ-sent" or old else add_by_walking(day, 15, worked)
            pauses.append((day, limit))
        elif kind.endswith("-answered"):
            sent, limit = pauses[answered]
            pauses[answered] = (sent, day if limit is None else min(day, limit))
            answered += 1
    if any(end is None for _, end in waits):
        return None
    return _walk(received, total, waits, pauses, worked)


def _walk(received, total, waits, pauses, worked) -> date | None:
    number, day, last_worked = 0, received, None
    for _ in range(2000):
        paused = any(begin <= day and (end is None or day < end) for begin, end in pauses)
        waited = any(begin <= day < end for begin, end in waits)
        if number == total and not waited:
            if not paused:
                return last_worked
            if any(end is None for begin, end in pauses if begin <= day):
                return None
        day += ONE
        if any(day == end for _, end in waits):
            number = 0
        elif any(begin < day <= end for begin, end in waits):
            pass
        elif any(begin < day and (end is None or day <= end) for begin, end in pauses):
            if number == total and worked(day):
                last_worked = day
        elif worked(day) and number < total:
            number += 1
            last_worked = day
    return None
