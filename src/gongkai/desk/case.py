"""A case: its clock, its story, its papers, what it lacks, and what may happen next."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.core.caselog.log import Overtaken, fold_case, read_entries
from gongkai.core.caselog.models import Case
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.files.models import StoredFile
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, find_case, tell_refusal
from gongkai.look.strip import lay_strip
from gongkai.look.words import speak
from gongkai.remedies.models import Remedy
from gongkai.remedies.rules import may as may_remedy
from gongkai.requests.domain.answers import convert, sign
from gongkai.requests.domain.handling import act as do
from gongkai.requests.domain.letter import find_of_letter
from gongkai.requests.domain.particulars import read_particulars
from gongkai.requests.domain.projection import find_calendar
from gongkai.requests.domain.queries import light
from gongkai.requests.domain.repeats import Comparison, compare, find_repeats
from gongkai.requests.domain.story import tell_story
from gongkai.requests.domain.supplement import REASONS, SUPPLEMENT, supplement
from gongkai.requests.forms.acts import ActForm, find_form
from gongkai.requests.models import Request
from gongkai.requests.process.acts import Act, Opening, admissible
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.process.missing import find_lacks
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand, may
from gongkai.statute.errors import StatuteError


@desk
def case(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Show a request at work."""
    return _show(visit, find_case(visit, key))


def _show(visit: Visit, case: Case, **more: Any) -> HttpResponse:
    entries = read_entries(case)
    state: RequestState = fold_case(case, entries)
    trace = state.follow(today())
    calendar = find_calendar(case.organ.region)
    acts = find_acts(visit, case, state)
    lacks = find_lacks(state, today())
    wanted = [lack.mended_by for lack in lacks]
    open_acts = [act for act in acts if act.opening is Opening.NOW]
    # What the case waits for stands first; all else keeps the order of handling.
    open_acts.sort(key=lambda act: act.id not in wanted)
    return visit.render(
        "case",
        case=case,
        request_=case.request,
        state=state,
        trace=trace,
        strip=lay_strip(trace, calendar, today()) if trace is not None else None,
        lamp=light(case.request, today()),
        story=tell_story(entries, state),
        lacks=lacks,
        wanted=wanted,
        open_acts=open_acts,
        later_acts=[act for act in acts if act.opening is Opening.LATER],
        closed_acts=[act for act in acts if act.opening is Opening.NO],
        may_read=may(visit.actor, "read_particulars", case.organ),
        may_verify=may(visit.actor, "verify", case.organ),
        # Linking requests to one person is personal data, too.
        repeats=find_repeats(case.request)
        if may(visit.actor, "read_particulars", case.organ)
        else [],
        of_letter=find_of_letter(case.organ, case.request.incoming).exclude(case=case),
        remedies=Remedy.objects.filter(request=case),
        may_remedy=may_remedy(visit.actor, "write", case.organ) and state.closed is not None,
        files=StoredFile.objects.filter(case=case).order_by("stored", "name"),
        **more,
    )


def find_acts(visit: Visit, case: Case, state: RequestState) -> tuple[Act, ...]:
    """Return the acts of the visitor in the case's organ."""
    roles = [role.value for role in visit.actor.roles_at(case.organ)]
    return admissible(state, actor=visit.actor.key, roles=roles, today=today())


@require_POST
@desk
def particulars(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Show who asks and in what words, once, with the reason noted."""
    case = find_case(visit, key)
    demand(visit.actor, "read_particulars", case.organ)
    try:
        found = read_particulars(case, actor=visit.actor, why=visit.http.POST.get("why", ""))
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
        return redirect("desk:case", key)
    response = _show(visit, case, particulars=found, particulars_shown=True)
    response["Cache-Control"] = "no-store"
    return response


@desk
def act(visit: Visit, key: uuid.UUID, kind: str) -> HttpResponse:
    """Ask what an act needs; make its entry; say what refused it, with what was typed kept."""
    case = find_case(visit, key)
    state: RequestState = fold_case(case)
    chosen = _choose(visit, find_acts(visit, case, state), kind)
    if chosen is None:
        demand(visit.actor, "read_particulars", case.organ)
        return redirect("desk:case", key)
    data = visit.http.POST if visit.http.method == "POST" else None
    form = find_form(kind)(
        data, visit.http.FILES or None, act=chosen, state=state, organ=case.organ
    )
    refusal: StatuteError | None = None
    if data is not None and form.is_valid():
        try:
            _perform(visit, case, kind, form)
            return redirect("desk:case", key)
        except StatuteError as refused:
            refusal = refused
    comparison = _compare(visit, case, form) if kind == "merged" else None
    status = 409 if isinstance(refusal, Overtaken) else 400 if refusal or form.errors else 200
    latest = refusal.latest if isinstance(refusal, Overtaken) else None
    response = visit.render(
        "act", case=case, request_=case.request, act=chosen, form=form, refusal=refusal,
        overtaken=None if latest is None else speak(KINDS[latest.kind]), seen=state.seen,
        comparison=comparison, repeats=find_repeats(case.request) if kind == "merged" else (),
    )  # fmt: skip
    response.status_code = status
    return response


def _compare(visit: Visit, case: Case, form: ActForm) -> Comparison | None:
    """Lay the request beside the earlier one that was chosen, and suggest the evidence."""
    number = visit.http.GET.get("number", "") or form.data.get("number", "")
    earlier = Request.objects.filter(organ=case.organ, number=number).exclude(case=case).first()
    if earlier is None:
        return None
    comparison = compare(case.request, earlier, actor=visit.actor)
    form.initial |= {"number": earlier.number, "evidence": comparison.evidence}
    return comparison


def _perform(visit: Visit, case: Case, kind: str, form: ActForm) -> None:
    """Call the verb that an act is: most are one entry, some mean more."""
    values = form.cleaned_data
    who = {"actor": visit.actor, "seen": values["seen"], "day": values["day"]}
    if kind == "signed":
        sign(case.pk, **who)
    elif kind == "converted":
        convert(case.pk, **who, **form.body())
    elif kind in {SUPPLEMENT, REASONS}:
        supplement(case.pk, kind, text=values["text"], files=values["attachments"], **who)
    else:
        do(case.pk, kind, **who, body=form.body())


def _choose(visit: Visit, acts: tuple[Act, ...], kind: str) -> Act | None:
    """Return the act meant: by kind, and by party or review where there are several."""
    query = visit.http.GET
    for act in acts:
        same = all(query.get(name, value) == value for name, value in act.body.items())
        if act.id == kind and same and act.opening is Opening.NOW:
            return act
    return next((each for each in acts if each.id == kind and each.opening is Opening.NOW), None)


@require_POST
@desk
def prove(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Prove the chain and the columns of one case."""
    case = find_case(visit, key)
    demand(visit.actor, "verify", case.organ)
    flaws = [each for each in verify(Case.objects.filter(pk=case.pk)) if isinstance(each, Flaw)]
    return _show(visit, case, proved=True, flaws=flaws)
