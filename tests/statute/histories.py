"""Random legal histories of a request: for properties, and for the benchmark."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.workdays import WorkCalendar, load_calendar

FIRST = date(2019, 6, 1)
SPAN = (date(2026, 3, 31) - FIRST).days


def draw_history(chance: random.Random, calendar: WorkCalendar) -> list[Event]:
    """Return the events of one legal history, in order; each begins at random in 2019–2026."""
    day = FIRST + timedelta(chance.randrange(SPAN))
    events = [Event(EventKind.RECEIVED, day)]
    start = day
    if chance.random() < 0.3:
        sent = min(day + timedelta(chance.randrange(10)), calendar.add(day, 7))
        start = sent + timedelta(chance.randrange(25))
        events += [
            Event(EventKind.SUPPLEMENT_SENT, sent),
            Event(EventKind.SUPPLEMENT_RECEIVED, start),
        ]
    due = calendar.add(start, 20)
    if chance.random() < 0.3:
        sent = start + timedelta(chance.randrange(20))
        answered = sent + timedelta(chance.randrange(30))
        events.append(Event(EventKind.THIRD_PARTY_SENT, sent))
        events.append(Event(EventKind.THIRD_PARTY_ANSWERED, answered))
    if chance.random() < 0.3:
        last = (due - start).days
        events.append(
            Event(
                EventKind.EXTENDED,
                start + timedelta(chance.randrange(last + 1)),
                days=chance.randrange(1, 21),
            )
        )
    return events


def legal_histories() -> st.SearchStrategy[list[Event]]:
    """Draw histories for hypothesis; a smaller seed is no simpler history."""
    calendar = load_calendar()
    return st.integers(0, 2**32 - 1).map(lambda seed: draw_history(random.Random(seed), calendar))
