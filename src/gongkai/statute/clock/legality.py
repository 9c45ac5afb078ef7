"""Whether a case may end with an outcome, given what happened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.errors import IllegalHistory
from gongkai.statute.outcomes import find_outcome
from gongkai.statute.references import Reference

if TYPE_CHECKING:
    from gongkai.statute.clock.case import Case

REPLY = Reference("tiaoli-2019", "36")


def check_outcome(case: Case, event: Event) -> None:
    """Raise IllegalHistory unless the outcome of an answer fits the events of its case.

    InvalidQuestion for an outcome that table 3 does not have.
    """
    outcome = find_outcome(event.outcome)
    reference = next(iter(outcome.references), REPLY)
    if not outcome.available(event.day):
        raise IllegalHistory(
            f"{event.day}尚无“{outcome.label}”这一结果",
            f"{outcome.id} did not exist on {event.day}",
            reference,
        )
    happened = {each.kind for each in case.events}
    for kind in outcome.needs:
        if kind not in happened:
            raise IllegalHistory(
                f"“{outcome.label}”须以“{kind.chinese}”为前提，案件中没有",
                f"{outcome.id} needs the event {kind.value}, which never happened",
                reference,
            )
    for kind in outcome.forbids:
        if kind in happened:
            raise IllegalHistory(
                f"已有“{kind.chinese}”，不能以“{outcome.label}”结案",
                f"{outcome.id} is ruled out by the event {kind.value}",
                reference,
            )
    _check_times(case, event, reference)


def _check_times(case: Case, event: Event, reference: Reference) -> None:
    """Refuse to close a case before the period it closes on has run out."""
    last = None
    if event.outcome == "other.supplement_overdue" and case.supplement_sent is not None:
        last = case.supplement_sent.until
    elif event.outcome == "other.fee_unpaid":
        last = case.fee_by
    elif event.outcome == "refused.third_party_rights":
        waiting = [
            each.expires
            for each in case.consultations
            if each.sent.kind is EventKind.THIRD_PARTY_SENT and each.answered is None
        ]
        last = max((day for day in waiting if day is not None), default=None)
    if last is not None and event.day <= last:
        raise IllegalHistory(
            f"有关期限至{last}届满，{event.day}不能以此结案",
            f"the period runs until {last}; the case cannot be closed so on {event.day}",
            reference,
        )
