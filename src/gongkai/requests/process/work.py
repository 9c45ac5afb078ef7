"""The lamp of a case: what it asks of somebody today. Derived, never stored."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from gongkai.requests.process.kinds import Stage
from gongkai.requests.process.state import RequestState
from gongkai.statute.workdays import WorkCalendar

SOON = 3  # working days: the custom of the work list, not a period of the law


class Lamp(StrEnum):
    """How urgent a case is, most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    WAITING = "waiting"
    CALM = "calm"
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        """The lamp in words."""
        return _LAMPS[self][0]

    @property
    def english(self) -> str:
        """The lamp in English."""
        return _LAMPS[self][1]


_LAMPS = {
    Lamp.OVERDUE: ("已逾期", "overdue"),
    Lamp.TODAY: ("今日到期", "due today"),
    Lamp.SOON: ("三日内到期", "due in three days"),
    Lamp.WAITING: ("等待他方", "waiting for others"),
    Lamp.CALM: ("办理中", "in hand"),
    Lamp.CLOSED: ("已办结", "closed"),
}


class Step(StrEnum):
    """Whose turn it is: the column by which work lists are made."""

    CONFIRM = "confirm"
    ASSIGN = "assign"
    ACCEPT = "accept"
    HANDLE = "handle"
    REVIEW = "review"
    SIGN = "sign"
    SERVE = "serve"
    ARCHIVE = "archive"
    DONE = "done"

    @property
    def chinese(self) -> str:
        """The step in words."""
        return _STEPS[self][0]

    @property
    def english(self) -> str:
        """The step in English."""
        return _STEPS[self][1]

    @property
    def stage(self) -> Stage:
        """The stage of art. 45 to which the step belongs."""
        return _STEPS[self][2]


_STEPS = {
    Step.CONFIRM: ("待确认收到", "to be confirmed", Stage.REGISTERING),
    Step.ASSIGN: ("待分办", "to be assigned", Stage.EXAMINING),
    Step.ACCEPT: ("待接收", "to be taken in hand", Stage.EXAMINING),
    Step.HANDLE: ("承办中", "in hand", Stage.HANDLING),
    Step.REVIEW: ("待审核", "under review", Stage.REPLYING),
    Step.SIGN: ("待签发", "to be signed", Stage.REPLYING),
    Step.SERVE: ("待送达", "to be served", Stage.REPLYING),
    Step.ARCHIVE: ("待归档", "to be archived", Stage.ARCHIVING),
    Step.DONE: ("已归档", "archived", Stage.ARCHIVING),
}


def find_step(state: RequestState) -> Step:
    """Return whose turn it is."""
    if state.closed is not None:
        return Step.DONE if state.archived is not None else Step.ARCHIVE
    if state.clock is None:
        return Step.CONFIRM
    if state.assigned is None:
        return Step.ASSIGN
    if state.accepted is None:
        return Step.ACCEPT
    draft = state.draft
    if draft is None or draft.returned is not None:
        return Step.HANDLE
    if draft.signed is not None:
        return Step.SERVE
    return Step.SIGN if len(draft.passed) > 1 else Step.REVIEW


def find_waiting_until(state: RequestState) -> date | None:
    """Return the last day of a wait for somebody outside that stops the clock, if there is one."""
    clock = state.clock
    if clock is None or state.closed is not None:
        return None
    if clock.waiting == "supplement" and clock.supplement_sent is not None:
        return clock.supplement_sent.until
    if clock.waiting == "payment":
        return clock.fee_by
    open_ends = [each.expires or date.max for each in clock.consultations if each.answered is None]
    return max(open_ends, default=None)


def find_lamp(
    *,
    due: date | None,
    waiting_until: date | None,
    closed: bool,
    today: date,
    calendar: WorkCalendar,
) -> Lamp:
    """Return the lamp from what a list keeps of a case, as of today."""
    if closed:
        return Lamp.CLOSED
    if waiting_until is not None and waiting_until >= today:
        return Lamp.WAITING
    if due is None:
        return Lamp.TODAY if waiting_until is not None else Lamp.CALM
    if due < today:
        return Lamp.OVERDUE
    if due == today:
        return Lamp.TODAY
    return Lamp.SOON if due <= calendar.add(today, SOON) else Lamp.CALM
