"""The columns of lists, derived from a remedy's log."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.forms import model_to_dict

from gongkai.core.caselog.entries import Entry
from gongkai.core.caselog.kinds import CaseKind, Retained
from gongkai.core.caselog.models import Case
from gongkai.remedies.models import Remedy
from gongkai.remedies.process.state import RemedyState, fold
from gongkai.statute.arrangement import NATION
from gongkai.statute.workdays import load_calendar

KIND = "remedy"


def fold_remedy(case: Case, entries: Sequence[Entry]) -> RemedyState:
    """Return the state of a remedy on its organ's calendar."""
    return fold(entries, calendar=load_calendar(case.organ.region or NATION))


def derive(case: Case, state: RemedyState) -> dict[str, Any]:
    """Return what every column should hold."""
    body = state.opened.body
    request = body.get("request")
    return {
        "organ_id": case.organ_id,
        "number": body["number"],
        "kind": state.remedy.value,
        "authority": body["authority"],
        "about": body["about"],
        "request_id": uuid.UUID(request) if request else None,
        "opened": state.opened.day,
        "due": state.due if state.closed is None else None,
        "closed": None if state.closed is None else state.closed.day,
        "result": state.result.value if state.result is not None else "",
        "seen": state.seen,
    }


def project(case: Case, state: RemedyState) -> None:
    """Write the columns of a remedy."""
    Remedy.objects.update_or_create(case=case, defaults=derive(case, state))


def read_projection(case: Case) -> dict[str, Any]:
    """Return what the columns hold; empty where there is no row."""
    row = Remedy.objects.filter(case=case).first()
    if row is None:
        return {}
    columns = model_to_dict(row, exclude=["case"])
    for foreign in ("organ", "request"):
        columns[f"{foreign}_id"] = columns.pop(foreign)
    return columns


def find_need(case: Case) -> Retained | None:
    """Return why a request is still needed: a remedy about it is pending, and rests on its papers."""
    pending = Remedy.objects.filter(request=case, closed=None).order_by("opened").first()
    if pending is None:
        return None
    return Retained(
        f"{pending.number}尚未审结，所涉申请的个人信息应当保存",
        f"{pending.number} is pending: the particulars of the request it is about are kept",
    )


REMEDY = CaseKind(
    KIND, fold_remedy, project, read_projection, derive, unfinished=Q(remedy__closed=None),
    needs=find_need,
)  # fmt: skip
