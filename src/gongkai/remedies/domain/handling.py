"""Opening a remedy, noting what happens, how it ends; and table 4 from all of them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.core.caselog.log import Happening, append, hold, open_case, to_entry
from gongkai.core.caselog.models import Case, Event
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.core.today import today
from gongkai.remedies.domain.projection import KIND, fold_remedy
from gongkai.remedies.models import Remedy
from gongkai.remedies.process.kinds import Remedy as Kind
from gongkai.remedies.process.kinds import Result
from gongkai.remedies.process.state import RemedyState
from gongkai.remedies.process.table import Row, count_table4
from gongkai.remedies.rules import demand


class NotYet(Refusal):
    """A day that has not come."""


def open_remedy(
    *,
    organ: Organ,
    kind: Kind,
    number: str,
    authority: str,
    about: str,
    procedure: str,
    day: date,
    actor: Actor,
    request: uuid.UUID | None = None,
    earlier: uuid.UUID | None = None,
) -> tuple[Case, RemedyState]:
    """Open a remedy against a reply (`request`, a case of this organ) or a publication (`about`).

    `day` is that of the application, or of filing at the court. Forbidden; Refusal for a request or
    an earlier reconsideration that this organ does not have.
    """
    role = demand(actor, "write", organ)
    _refuse_future(day)
    if request is not None and not Case.objects.filter(pk=request, organ=organ).exists():
        raise Refusal("本机关没有这件申请", "this organ has no such request")
    if earlier is not None and not Remedy.objects.filter(
        pk=earlier, organ=organ, kind=Kind.RECONSIDERATION
    ).exists():  # fmt: skip
        raise Refusal("本机关没有这件行政复议", "this organ has no such reconsideration")
    body: dict[str, Any] = {
        "remedy": kind.value,
        "procedure": procedure,
        "number": number,
        "authority": authority,
        "about": about,
    }
    body |= {"request": str(request)} if request else {}
    body |= {"earlier": str(earlier)} if earlier else {}
    return open_case(KIND, organ, Happening("opened", day, body, role=str(role)), actor=actor)


def note_event(
    case_id: uuid.UUID, event: str, *, day: date, actor: Actor, seen: int
) -> RemedyState:
    """Note that a step of the procedure took place."""
    return _append(case_id, Happening("happened", day, {"event": event}), actor, seen)


def decide(
    case_id: uuid.UUID, result: Result, *, day: date, actor: Actor, seen: int,
    reason_code: str = "", reason: str = "",
) -> RemedyState:  # fmt: skip
    """Note how a remedy ended, and for a correction why."""
    body = {"result": result.value}
    body |= {"reason_code": reason_code} if reason_code else {}
    body |= {"reason": reason} if reason else {}
    return _append(case_id, Happening("decided", day, body), actor, seen)


def withdraw(case_id: uuid.UUID, *, day: date, actor: Actor, seen: int) -> RemedyState:
    """Note that the applicant withdrew; it counts among the other results."""
    return _append(case_id, Happening("withdrawn", day, {}), actor, seen)


def _append(case_id: uuid.UUID, happening: Happening, actor: Actor, seen: int) -> RemedyState:
    _refuse_future(happening.day)
    with hold(case_id) as case:
        role = demand(actor, "write", case.organ)
        happening = replace(happening, role=str(role))
        state: RemedyState = append(case, happening, actor=actor, seen=seen)
        return state


def _refuse_future(day: date) -> None:
    if day > today():
        raise NotYet(f"{day}尚未到来", f"{day} has not come yet")


def read_states(organ: Organ) -> list[tuple[Remedy, RemedyState]]:
    """Return every remedy of an organ with its state, in two queries."""
    rows = list(Remedy.objects.filter(organ=organ).select_related("case__organ"))
    entries: dict[uuid.UUID, list[Any]] = {row.case_id: [] for row in rows}
    for event in Event.objects.filter(case__remedy__organ=organ).order_by("case", "sequence"):
        entries[event.case_id].append(to_entry(event))
    return [(row, fold_remedy(row.case, entries[row.case_id])) for row in rows]


def count_year(organ: Organ, year: int) -> tuple[Row, ...]:
    """Return table 4 of an organ's year."""
    return count_table4((state for _, state in read_states(organ)), year)
