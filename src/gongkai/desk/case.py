"""A case: its clock, its story, its papers, what it lacks, and what may happen next."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.core.caselog.log import fold_case, read_entries
from gongkai.core.caselog.models import Case
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.files.models import StoredFile
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, find_case, tell_refusal
from gongkai.desk.acts import find_acts
from gongkai.look.strip import lay_strip
from gongkai.remedies.models import Remedy
from gongkai.remedies.rules import may as may_remedy
from gongkai.requests.domain.letter import find_of_letter
from gongkai.requests.domain.particulars import read_particulars
from gongkai.requests.domain.projection import find_calendar
from gongkai.requests.domain.queries import light
from gongkai.requests.domain.repeats import find_repeats
from gongkai.requests.domain.story import list_people, tell_story
from gongkai.requests.process.acts import Opening
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
        people=list_people(state),
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
        files=StoredFile.objects.filter(case=case).order_by("stored", "pk"),
        **more,
    )


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


@require_POST
@desk
def prove(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Prove the chain and the columns of one case."""
    case = find_case(visit, key)
    demand(visit.actor, "verify", case.organ)
    flaws = [each for each in verify(Case.objects.filter(pk=case.pk)) if isinstance(each, Flaw)]
    return _show(visit, case, proved=True, flaws=flaws)
