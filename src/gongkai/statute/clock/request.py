"""The clock of a request for disclosure: from events to due day, state and reasons, purely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.statute.clock.case import RECEIPT, Case
from gongkai.statute.clock.events import Event, EventKind, sort_events
from gongkai.statute.clock.narration import tell_doubts, tell_milestones, tell_remarks, tell_steps
from gongkai.statute.clock.trace import Phase, RequestTrace, State
from gongkai.statute.errors import IllegalHistory
from gongkai.statute.parameters import Law, load_law
from gongkai.statute.workdays import WorkCalendar, load_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def open_case(
    events: Iterable[Event],
    *,
    calendar: WorkCalendar | None = None,
    law: Law | None = None,
    as_of: date | None = None,
) -> Case:
    """Take the events of a case, whatever the order they are given in, up to and including a day.

    Raises IllegalHistory, with the article, for a history that the law does not allow. The whole
    history must be legal, also where only a part of it is asked for.
    """
    ordered = sort_events(list(events))
    if not ordered or ordered[0].kind is not EventKind.RECEIVED:
        raise IllegalHistory("案件须始于收到申请", "a case begins with the receipt", RECEIPT)
    calendar = calendar if calendar is not None else load_calendar()
    law = law if law is not None else load_law()
    case = Case(ordered[0], calendar, law)
    for event in ordered[1:]:
        case.take(event)
    if as_of is None or ordered[-1].day <= as_of:
        return case
    if as_of < ordered[0].day:
        raise IllegalHistory(
            f"{as_of}时申请尚未收到", f"on {as_of} the request had not been received", RECEIPT
        )
    case = Case(ordered[0], calendar, law)
    for event in ordered[1:]:
        if event.day <= as_of:
            case.take(event)
    return case


def find_reply_due(
    events: Iterable[Event], *, calendar: WorkCalendar | None = None, law: Law | None = None
) -> date | None:
    """Return the due day alone; None while the law sets none. Errors as in `open_case`."""
    return open_case(events, calendar=calendar, law=law).due


def follow_request(
    events: Iterable[Event],
    *,
    calendar: WorkCalendar | None = None,
    law: Law | None = None,
    as_of: date | None = None,
) -> RequestTrace:
    """Return the clock of a request with all its reasons, now or as of any day.

    As of a day, later events have not happened. Errors as in `open_case`.
    """
    case = open_case(events, calendar=calendar, law=law, as_of=as_of)
    due = case.due
    reach = max(day for day in (due, case.events[-1].day, case.fee_by) if day is not None)
    gaps = case.calendar.gaps(case.received, reach)
    phases = (*case.phases, Phase(case.start, None, case.waiting))
    return RequestTrace(
        events=tuple(case.events),
        received=case.received,
        state=find_state(case, as_of),
        due=due,
        total=case.total,
        period=case.period,
        steps=tell_steps(case),
        milestones=tell_milestones(case),
        phases=phases,
        stretches=tuple((each.stretch, each.sent) for each in case.consultations),
        doubts=tell_doubts(case, gaps, due),
        remarks=tell_remarks(case),
        closed=None if case.closed is None else case.closed.day,
        as_of=as_of,
        values=tuple(case.values),
    )


def find_state(case: Case, day: date | None) -> State:
    """Return where a case stands on a day; without a day, as its last event left it."""
    if case.closed is not None:
        if case.answered is None:
            return State.WITHDRAWN
        due = case.due
        late = due is not None and case.answered.day > due
        return State.ANSWERED_LATE if late else State.ANSWERED
    if case.waiting == "supplement":
        until = None if case.supplement_sent is None else case.supplement_sent.until
        over = day is not None and until is not None and day > until
        return State.ABANDONED if over else State.AWAITING_SUPPLEMENT
    if case.waiting == "payment":
        over = day is not None and case.fee_by is not None and day > case.fee_by
        return State.LAPSED if over else State.AWAITING_PAYMENT
    due = case.due
    if day is not None and due is not None and day > due:
        return State.OVERDUE
    at = day if day is not None else case.events[-1].day
    paused = any(
        each.stretch.begin <= at and (each.stretch.end is None or at < each.stretch.end)
        for each in case.consultations
    )
    return State.PAUSED if paused else State.RUNNING
