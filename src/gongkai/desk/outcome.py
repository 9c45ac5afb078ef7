"""Finding the outcome of a request: question by question, or at once; what is excluded, and why."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from gongkai.core.caselog.log import fold_case
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, find_case
from gongkai.desk.acts import DRAFTED, choose_act, find_acts
from gongkai.requests.process.findings import read_findings, write_findings
from gongkai.requests.process.outcome import guide
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand
from gongkai.statute.outcomes import Fact, load_facts


@desk
def outcome(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Ask for the facts that decide, and show every leaf of table 3 with its verdict."""
    case = find_case(visit, key)
    state: RequestState = fold_case(case)
    if choose_act(visit, find_acts(visit, case, state), DRAFTED) is None:
        demand(visit.actor, "read_particulars", case.organ)
        return redirect("desk:case", key)
    found = read_findings(visit.http.GET.get("found", ""))
    guided = guide(state, found, today())
    question = guided.question

    def find(facts: Mapping[str, bool]) -> str:
        return f"{resolve_url('desk:outcome', key)}?{urlencode({'found': write_findings(facts)})}"

    answers = (
        [] if question is None else [find({**found, question.id: each}) for each in (True, False)]
    )
    taken: list[tuple[Fact, bool, str]] = []
    before: dict[str, bool] = {}
    for name, value in found.items():
        taken.append((load_facts()[name], value, find(before)))
        before[name] = value
    return visit.render(
        "outcome", case=case, request_=case.request, guided=guided, answers=answers, taken=taken,
        known=[(load_facts()[name], value) for name, value in guided.known.items() if value],
        found=write_findings({**found, **guided.known}),
    )  # fmt: skip
