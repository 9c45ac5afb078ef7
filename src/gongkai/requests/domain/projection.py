"""The columns of lists, derived from a request's log: written after each act, rebuilt on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.forms import model_to_dict

from gongkai.core.caselog.entries import Entry
from gongkai.core.caselog.kinds import CaseKind, Retained
from gongkai.core.caselog.models import Case
from gongkai.requests.models import Consultation, Request
from gongkai.requests.process.folding import fold
from gongkai.requests.process.state import RequestState
from gongkai.requests.process.work import Step, find_step, find_waiting_until
from gongkai.statute.arrangement import NATION
from gongkai.statute.clock.trace import State
from gongkai.statute.references import Reference
from gongkai.statute.workdays import WorkCalendar, load_calendar

KIND = "request"
UNNAMED = "（确认时概括）"  # an online request, until the clerk who confirms it names it


def find_calendar(region: str) -> WorkCalendar:
    """Return the calendar of an organ's region; the nation's where it has none of its own."""
    return load_calendar(region or NATION)


def fold_request(case: Case, entries: Sequence[Entry]) -> RequestState:
    """Return the state of a request on its organ's calendar."""
    return fold(entries, calendar=find_calendar(case.organ.region))


def derive(case: Case, state: RequestState) -> dict[str, Any]:
    """Return what every column should hold."""
    body = state.registered.body
    trace = state.follow()
    assigned = state.assigned.body if state.assigned is not None else {}
    handler = state.handler.removeprefix("person:")
    division = assigned.get("division", "")
    step, passed = find_step(state), state.draft.passed if state.draft is not None else {}
    closed = state.closed.day if state.closed is not None else None
    return {
        "organ_id": case.organ_id,
        "number": body["number"],
        "subject": state.subject or UNNAMED,
        "channel": body["channel"],
        "applicant_class": body["applicant_class"],
        "applicant_index": body.get("applicant_index", ""),
        "incoming": body.get("incoming", ""),
        "filed": state.registered.day,
        "received": state.received,
        "due": state.due,
        "provisional": trace is not None and trace.provisional,
        "waiting_until": find_waiting_until(state),
        "step": step.value,
        "awaits_legal": step is Step.REVIEW and "legal" not in passed,
        "awaits_secrecy": step is Step.REVIEW and "secrecy" not in passed,
        "handler_id": int(handler) if handler.isdecimal() else None,
        "division_id": int(division) if division.isdecimal() else None,
        "outcome": state.outcome,
        "closed": closed,
        "withdrawn": state.withdrawn is not None,
        "late": trace is not None and trace.state is State.ANSWERED_LATE,
        "working_days": _count_days(state),
        "converted": state.converted.day if state.converted is not None else None,
        "seen": state.seen,
        "consultations": [
            {
                "kind": each.sent.kind.value,
                "party": each.sent.party,
                "sent": each.sent.day,
                "delivered": each.delivered,
                "answered": each.answered,
                "expires": each.expires,
            }
            for each in state.consultations
        ],
    }


def _count_days(state: RequestState) -> int | None:
    """Return the working days from receipt to the reply, waits and consultations included."""
    if state.answered is None or state.received is None:
        return None
    return state.calendar.count(state.received, state.answered.day)


def project(case: Case, state: RequestState) -> None:
    """Write the columns of a request."""
    columns = derive(case, state)
    consultations = columns.pop("consultations")
    if not Request.objects.filter(case=case).update(**columns):
        Request.objects.create(case=case, **columns)
        if not consultations:
            return
    if _read_consultations(case) != consultations:
        Consultation.objects.filter(request=case.pk).delete()
        Consultation.objects.bulk_create(
            Consultation(request_id=case.pk, **each) for each in consultations
        )


def _read_consultations(case: Case) -> list[dict[str, Any]]:
    columns = ("kind", "party", "sent", "delivered", "answered", "expires")
    return list(
        Consultation.objects.filter(request=case.pk).order_by("sent", "pk").values(*columns)
    )


def read_projection(case: Case) -> dict[str, Any]:
    """Return what the columns hold; empty where there is no row."""
    request = Request.objects.filter(case=case).first()
    if request is None:
        return {}
    columns = model_to_dict(request, exclude=["case"])
    for foreign in ("organ", "handler", "division"):
        columns[f"{foreign}_id"] = columns.pop(foreign)
    return {**columns, "consultations": _read_consultations(case)}


def find_end(state: RequestState) -> date:
    """Return the day a request was archived: from then on its particulars are kept for a while (art. 45).

    Retained: it is not finished, or not archived.
    """
    if state.closed is None or state.archived is None:
        raise Retained(
            "申请办结并归档以前，个人信息应当保存",
            "the particulars are kept until a request is finished and archived",
            Reference("tiaoli-2019", "45"),
        )
    return state.archived.day


REQUEST = CaseKind(
    name=KIND,
    fold=fold_request,
    project=project,
    read_projection=read_projection,
    derive_projection=derive,
    unfinished=Q(request__closed=None),
    find_end=find_end,
)
