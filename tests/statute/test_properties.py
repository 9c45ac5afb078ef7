"""What holds for every legal history, whatever the days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.statute.arrangement import Arrangement, Break
from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.clock.ledger import DayStatus, write_ledger
from gongkai.statute.clock.pauses import Stretch, find_due, merge_stretches
from gongkai.statute.clock.request import find_reply_due, follow_request
from gongkai.statute.instruments import Confidence
from gongkai.statute.workdays import load_calendar
from tests.statute.histories import legal_histories
from tests.statute.oracle import worked_in_nation

CALENDAR = load_calendar()
ONE = timedelta(1)
days = st.dates(date(2019, 6, 1), date(2026, 6, 30))
counts = st.integers(1, 120)


def close(*closed: date) -> Arrangement:
    """A local closure of whole days."""
    return Arrangement(
        "CN",
        closed[0].year,
        "本地停止办公",
        Confidence.PAGE,
        tuple(Break("停止办公", day, day) for day in closed),
        complete=False,
    )


@given(days, counts)
def test_adding_lands_on_a_working_day_and_counts_back(day: date, number: int):
    end = CALENDAR.add(day, number)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.count(day, end) == number
    assert CALENDAR.add(end, -number) < end
    assert CALENDAR.add(CALENDAR.on_or_after(day), number) >= end


@given(days, counts)
def test_adding_agrees_with_walking(day: date, number: int):
    walked, left = day, number
    while left and walked < date(2026, 12, 31):
        walked += ONE
        left -= worked_in_nation(walked)
    assume(left == 0)
    assert CALENDAR.add(day, number) == walked


@given(days, st.integers(-60, 60), st.integers(-60, 60))
def test_counting_adds_up(day: date, first: int, second: int):
    middle, end = day + timedelta(first), day + timedelta(second)
    assert CALENDAR.count(day, middle) + CALENDAR.count(middle, end) == CALENDAR.count(day, end)


@given(legal_histories())
def test_a_due_day_is_never_a_rest_day(events: list[Event]):
    due = find_reply_due(events, calendar=CALENDAR)
    assert due is None or CALENDAR.is_workday(due)


@given(legal_histories(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(events: list[Event], random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert follow_request(shuffled, calendar=CALENDAR) == follow_request(events, calendar=CALENDAR)


@given(days, counts, st.integers(0, 200))
def test_one_more_rest_day_never_makes_a_period_end_earlier(day: date, number: int, offset: int):
    closed = CALENDAR.with_arrangements([close(day + timedelta(offset))])
    assert closed.add(day, number) >= CALENDAR.add(day, number)


@settings(max_examples=40)
@given(legal_histories(), st.integers(0, 120))
def test_one_more_rest_day_never_makes_a_reply_due_earlier(events: list[Event], offset: int):
    received = min(event.day for event in events)
    closed = CALENDAR.with_arrangements([close(received + timedelta(offset))])
    due = find_reply_due(events, calendar=CALENDAR)
    assume(due is not None)
    moved = find_reply_due(events, calendar=closed)
    assert moved is not None
    # A rest day inside a consultation leaves nothing to take out there, and moves nothing.
    assert moved >= due


@given(days, st.integers(0, 30), st.integers(0, 60))
def test_a_pause_moves_the_due_day_by_its_working_days(day: date, start: int, length: int):
    due = CALENDAR.add(day, 20)
    begin = day + timedelta(start)
    assume(begin <= due)
    end = begin + timedelta(length)
    moved = find_due(CALENDAR, day, 20, [Stretch(begin, end)])
    paused = CALENDAR.count(max(begin, day), max(end, day))
    assert moved == CALENDAR.add(due, paused)


@given(days, st.integers(1, 400))
def test_a_pause_after_the_due_day_moves_nothing(day: date, late: int):
    due = CALENDAR.add(day, 20)
    begin = due + timedelta(late)
    assert find_due(CALENDAR, day, 20, [Stretch(begin, begin + timedelta(9))]) == due


stretches = st.lists(
    st.builds(
        lambda begin, length: Stretch(begin, None if length is None else begin + timedelta(length)),
        days,
        st.one_of(st.none(), st.integers(0, 40)),
    ),
    max_size=6,
)


@given(stretches, days)
def test_merged_stretches_cover_the_same_days_apart(found: list[Stretch], day: date):
    merged = merge_stretches(found)
    assert any(each.covers(day) for each in found) == any(each.covers(day) for each in merged)
    for earlier, later in pairwise(merged):
        assert earlier.end is not None
        assert earlier.end < later.begin


def test_stretches_that_touch_become_one():
    first, middle, last = date(2024, 9, 2), date(2024, 9, 5), date(2024, 9, 9)
    assert merge_stretches([Stretch(middle, last), Stretch(first, middle)]) == [
        Stretch(first, last)
    ]


@given(legal_histories())
def test_the_ledger_walks_to_the_due_day(events: list[Event]):
    trace = follow_request(events, calendar=CALENDAR)
    lines = list(write_ledger(trace, CALENDAR))
    assert [line.day for line in lines] == [
        trace.received + timedelta(offset) for offset in range(len(lines))
    ]
    if trace.due is not None and trace.closed is None:
        assert (lines[-1].day, lines[-1].number) == (trace.due, trace.total)
    for line in lines:
        if line.status is DayStatus.COUNTED:
            assert CALENDAR.is_workday(line.day)


@given(legal_histories(), st.integers(0, 90))
def test_a_day_in_the_past_knows_nothing_of_later_events(events: list[Event], offset: int):
    as_of = min(event.day for event in events) + timedelta(offset)
    known = [event for event in events if event.day <= as_of]
    then = follow_request(events, calendar=CALENDAR, as_of=as_of)
    alone = follow_request(known, calendar=CALENDAR, as_of=as_of)
    assert then == alone


@given(days, st.integers(1, 20))
def test_an_extension_adds_exactly_its_days(day: date, number: int):
    received = Event(EventKind.RECEIVED, day)
    due = CALENDAR.add(day, 20)
    extended = Event(EventKind.EXTENDED, due, days=number)
    assert find_reply_due([received, extended], calendar=CALENDAR) == CALENDAR.add(due, number)
