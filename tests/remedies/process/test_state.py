"""Remedies fold on the statute's procedures; table 4 balances whatever happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.caselog.entries import Entry
from gongkai.remedies.process.kinds import EVENTS, Remedy, Result, find_events
from gongkai.remedies.process.state import fold
from gongkai.remedies.process.table import count_table4, find_column
from gongkai.statute.errors import StatuteError

MOMENT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def make(remedy, *steps, procedure="ordinary", opened="2026-03-02", **body):
    first = ("opened", opened, {
        "remedy": remedy, "procedure": procedure, "number": "1", "authority": "清河市人民政府", "about": "答复", **body,
    })  # fmt: skip
    return [
        Entry(n, kind, date.fromisoformat(day), MOMENT, "person:1", "李明", "", told)
        for n, (kind, day, told) in enumerate([first, *steps], start=1)
    ]


def happened(event, day):
    return ("happened", day, {"event": event})


@pytest.mark.parametrize(
    ("procedure", "due"), [("simple", date(2026, 3, 17)), ("ordinary", date(2026, 3, 24))]
)
def test_our_answer_is_due_from_the_copy(procedure, due):
    steps = [happened("accepted", "2026-03-05"), happened("copy-received", "2026-03-10")]
    state = fold(make("reconsideration", *steps, procedure=procedure))
    assert state.due == due
    answered = fold(
        make("reconsideration", *steps, happened("answered", "2026-03-12"), procedure=procedure)
    )
    assert answered.due is None


def test_our_defence_is_due_from_the_complaint():
    state = fold(make("litigation_direct", happened("complaint-received", "2026-03-10")))
    assert state.due == date(2026, 3, 25)


@pytest.mark.parametrize(
    "steps",
    [
        [("happened", "2026-03-05", {"event": "danced"})],
        [happened("complaint-received", "2026-03-05")],
        [happened("answered", "2026-03-05")],
        [happened("accepted", "2026-03-01")],
        [happened("accepted", "2026-03-05")] * 2,
        [("decided", "2026-03-05", {"result": "won"})],
        [("decided", "2026-03-05", {})],
        [("withdrawn", "2026-03-05", {}), happened("accepted", "2026-03-06")],
        [("opened", "2026-03-05", {})],
        [("danced", "2026-03-05", {})],
    ],
)
def test_what_may_not_be_is_refused(steps):
    with pytest.raises(StatuteError) as refusal:
        fold(make("reconsideration", *steps))
    assert refusal.value.chinese
    assert refusal.value.english


@pytest.mark.parametrize("body", [{"remedy": "prayer"}, {"procedure": "quick"}])
def test_an_unknown_remedy_or_procedure_is_refused(body):
    entries = make("reconsideration")
    entries[0].body.update(body)
    with pytest.raises((StatuteError, KeyError)):
        fold(entries)


def test_litigation_after_reconsideration_names_it():
    with pytest.raises(StatuteError):
        fold(make("litigation_after_reconsideration"))
    assert fold(make("litigation_after_reconsideration", earlier="x")).remedy is Remedy.AFTER


@pytest.mark.parametrize(
    ("decided", "columns"),
    [
        ("2026-06-01", {2025: "", 2026: "corrected", 2027: ""}),
        ("2027-02-01", {2025: "", 2026: "pending", 2027: "corrected", 2028: ""}),
        (None, {2025: "", 2026: "pending", 2027: "pending"}),
    ],
)
def test_a_case_counts_where_it_ended_and_is_pending_at_each_year_s_end_before(decided, columns):
    steps = [("decided", decided, {"result": "corrected", "reason_code": "law"})] if decided else []
    steps = [happened("accepted", "2026-03-05"), *steps]
    state = fold(make("reconsideration", *steps))
    assert {year: find_column(state, year) for year in columns} == columns


CASES = st.builds(
    lambda remedy, start, length, result: fold(make(
        remedy, happened("accepted", start.isoformat()) if remedy == "reconsideration" else ("noted", start.isoformat(), {}),
        *([("decided", (start + timedelta(length)).isoformat(), {"result": result})] if result else []),
        opened=start.isoformat(), earlier="x",
    )),
    st.sampled_from(list(Remedy)), st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 900),
    st.sampled_from([None, *Result]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CASES, max_size=12), st.integers(2024, 2028))
def test_table_4_balances_and_no_case_counts_twice(states, year):
    rows = count_table4(states, year)
    assert [row.remedy for row in rows] == list(Remedy)
    assert all(row.total == row.upheld + row.corrected + row.other + row.pending for row in rows)
    before = {
        id(s)
        for s in states
        if s.opened.day.year < year and not (s.closed and s.closed.day.year < year)
    }
    new = {id(s) for s in states if s.opened.day.year == year}
    assert sum(row.total for row in rows) == len(before | new)


def test_every_event_belongs_to_some_procedure():
    used = {e for r in Remedy for p in ("simple", "ordinary") for e in find_events(r, p)}
    assert used == set(EVENTS)
