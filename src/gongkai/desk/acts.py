"""Acting on a case: what an act needs is asked, its letter previewed, its entry made."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.core.caselog.log import Overtaken, fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, find_case
from gongkai.desk.letters import show
from gongkai.look.words import speak
from gongkai.requests.domain.answers import convert, sign
from gongkai.requests.domain.handling import act as do
from gongkai.requests.domain.letters import Prepared
from gongkai.requests.domain.notices import act_with_letter, preview_notice
from gongkai.requests.domain.particulars import open_history
from gongkai.requests.domain.projection import fold_request
from gongkai.requests.domain.repeats import Comparison, compare, find_repeats
from gongkai.requests.domain.supplement import REASONS, SUPPLEMENT, demand_something
from gongkai.requests.forms.act import ActForm
from gongkai.requests.forms.acts import find_form
from gongkai.requests.forms.reply import DraftForm
from gongkai.requests.models import Request
from gongkai.requests.process.acts import Act, Opening, admissible
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_outcomes

DRAFTED, MERGED = "drafted", "merged"


def find_acts(visit: Visit, case: Case, state: RequestState) -> tuple[Act, ...]:
    """Return the acts of the visitor in the case's organ."""
    roles = [role.value for role in visit.actor.roles_at(case.organ)]
    return admissible(state, actor=visit.actor.key, roles=roles, today=today())


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody about to act on a case: which act, and the state they act on."""

    visit: Visit
    case: Case
    state: RequestState
    act: Act


@desk
def act(visit: Visit, key: uuid.UUID, kind: str) -> HttpResponse:
    """Ask what an act needs; preview its letter; make its entry; say what refused it, words kept."""
    case = find_case(visit, key)
    state: RequestState = fold_case(case)
    chosen = choose_act(visit, find_acts(visit, case, state), kind)
    if chosen is None:
        demand(visit.actor, "read_particulars", case.organ)
        return redirect("desk:case", key)
    if kind == DRAFTED:
        if state.draft is not None:  # its words are kept sealed
            state = fold_request(case, open_history(case, actor=visit.actor, why="修改答复稿"))
        elif not (visit.http.POST.get("outcome") or visit.http.GET.get("outcome")):
            return redirect("desk:outcome", key)
    turn = Turn(visit, case, state, chosen)
    form = _bind(turn)
    prepared, refusal = None, None
    if form.is_bound and form.is_valid():
        try:
            if "preview" not in visit.http.POST:
                _perform(turn, form)
                return redirect("desk:case", key)
            prepared = _preview(turn, form)
        except StatuteError as refused:
            refusal = refused
    response = _ask(turn, form, refusal=refusal, **show(prepared))
    response.status_code = (
        409 if isinstance(refusal, Overtaken) else 400 if refusal or form.errors else 200
    )
    return response


def _bind(turn: Turn) -> ActForm:
    http = turn.visit.http
    data = http.POST if http.method == "POST" else None
    initial = {name: http.GET[name] for name in ("outcome", "found") if name in http.GET}
    return find_form(turn.act.id)(
        data, http.FILES or None, act=turn.act, state=turn.state, organ=turn.case.organ, initial=initial
    )  # fmt: skip


def _ask(turn: Turn, form: ActForm, *, refusal: StatuteError | None, **shown: Any) -> HttpResponse:
    case, merging = turn.case, turn.act.id == MERGED
    latest = refusal.latest if isinstance(refusal, Overtaken) else None
    return turn.visit.render(
        "act", case=case, request_=case.request, act=turn.act, form=form, refusal=refusal,
        overtaken=None if latest is None else speak(KINDS[latest.kind]),
        comparison=_compare(turn, form) if merging else None,
        repeats=find_repeats(case.request) if merging else (),
        outcome=load_outcomes().get(form.leaf) if isinstance(form, DraftForm) else None,
        previews=turn.act.id == DRAFTED or "elsewhere" in form.fields, **shown,
    )  # fmt: skip


def _compare(turn: Turn, form: ActForm) -> Comparison | None:
    """Lay the request beside the earlier one that was chosen, and suggest the evidence."""
    visit, case = turn.visit, turn.case
    number = visit.http.GET.get("number", "") or form.data.get("number", "")
    earlier = Request.objects.filter(organ=case.organ, number=number).exclude(case=case).first()
    if earlier is None:
        return None
    comparison = compare(case.request, earlier, actor=visit.actor)
    form.initial = {
        **form.initial, "number": earlier.number, "evidence": comparison.evidence
    }  # fmt: skip
    return comparison


def _preview(turn: Turn, form: ActForm) -> Prepared | None:
    """Return the letter as it would go out; None where none does."""
    kind, day = turn.act.id, form.cleaned_data["day"]
    if kind != DRAFTED and not form.writes_letter:
        return None
    body, sealed = form.body(), form.sealed()
    return preview_notice(
        turn.case, kind, actor=turn.visit.actor, day=day, body=body, sealed=sealed
    )


def _perform(turn: Turn, form: ActForm) -> None:
    """Call the verb that an act is: most are one entry, some mean more."""
    key, kind, values = turn.case.pk, turn.act.id, form.cleaned_data
    files = values.get("attachments") or ()
    who: dict[str, Any] = {
        "actor": turn.visit.actor, "seen": values["seen"], "day": values["day"]
    }  # fmt: skip
    if kind == "signed":
        sign(key, **who)
    elif kind == "converted":
        convert(key, **who, **form.body())
    elif form.writes_letter:
        act_with_letter(key, kind, **who, body=form.body(), sealed=form.sealed())
    else:
        if kind in {SUPPLEMENT, REASONS}:
            demand_something(values["text"], files)
        do(key, kind, **who, body=form.body(), sealed=form.sealed(), files=files)


def choose_act(visit: Visit, acts: tuple[Act, ...], kind: str) -> Act | None:
    """Return the act meant: by kind, and by party or review where there are several."""
    query = visit.http.GET
    for act in acts:
        same = all(query.get(name, value) == value for name, value in act.body.items())
        if act.id == kind and same and act.opening is Opening.NOW:
            return act
    return next((each for each in acts if each.id == kind and each.opening is Opening.NOW), None)
