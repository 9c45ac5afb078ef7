"""The strip of days: where it ends, and what it folds."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.look.strip import lay_strip
from gongkai.statute.clock.events import Channel, Event, EventKind
from gongkai.statute.clock.request import follow_request
from gongkai.statute.workdays import load_calendar

RECEIVED = date(2026, 3, 2)
DUE = date(2026, 3, 30)
HANDED_IN = Event(EventKind.RECEIVED, RECEIVED, channel=Channel.COUNTER)


def lay(today, *events, goes_on=True):
    trace = follow_request([HANDED_IN, *events], as_of=today)
    return lay_strip(trace, load_calendar(), today, goes_on=goes_on)


def tell(strip):
    """Return each line: its first month, its last where several were folded, and how many days are told."""
    return [
        (
            f"{month.first:%m}",
            f"{month.last:%m}" if month.last else "",
            month.number or len(month.cells),
        )
        for month in strip.months
    ]


def test_a_period_that_nobody_waits_on_ends_with_its_due_day():
    strip = lay(date(2026, 11, 26), goes_on=False)
    assert (strip.due, strip.months[-1].cells[-1].day, strip.late) == (DUE, DUE, ())
    assert tell(strip) == [("03", "", 29)]


@pytest.mark.parametrize(
    ("today", "lines"),
    [
        (date(2026, 3, 10), [("03", "", 29)]),
        (date(2026, 4, 10), [("03", "", 30), ("04", "", 10)]),
        (date(2026, 5, 10), [("03", "", 30), ("04", "", 30), ("05", "", 10)]),
        (date(2026, 8, 10), [("03", "", 30), ("04", "07", 84), ("08", "", 10)]),
    ],
)
def test_months_of_nothing_but_lateness_are_one_line(today, lines):
    assert tell(lay(today)) == lines


def test_what_is_folded_is_still_told_day_by_day():
    strip = lay(date(2026, 8, 10))
    assert (strip.late[0].day, strip.late[-1].day) == (date(2026, 3, 31), date(2026, 8, 10))
    assert len(strip.late) == 133
    assert (strip.months[1].words, strip.late[0].words) == ("逾期", "逾期")


def test_months_of_waiting_for_the_applicant_are_one_line():
    asked = Event(EventKind.SUPPLEMENT_SENT, date(2026, 3, 4), until=date(2026, 9, 1))
    strip = lay(date(2026, 8, 10), asked)
    assert (strip.due, strip.late) == (None, ())
    assert [(month.first.month, bool(month.last), month.status) for month in strip.months] == [
        (3, False, ""), (4, True, "waiting"), (8, False, ""),
    ]  # fmt: skip


def test_the_legend_names_what_is_drawn_and_no_more():
    assert [name for name, _ in lay(date(2026, 3, 10)).legend] == [
        "start", "counted", "skipped", "ahead", "today", "due",
    ]  # fmt: skip
