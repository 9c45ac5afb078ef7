"""Following a request by number and secret. Nothing personal is on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from gongkai.core.audit.trail import note_access
from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import send_file
from gongkai.core.organs.actor import APPLICANT
from gongkai.core.organs.models import Organ
from gongkai.core.sealing import SealBroken, seal, unseal
from gongkai.core.today import today
from gongkai.look.strip import lay_strip
from gongkai.look.words import say
from gongkai.portal.limits import too_many
from gongkai.portal.pages import find_organ
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import find_receipt
from gongkai.requests.domain.papers import find_papers
from gongkai.requests.domain.projection import find_calendar
from gongkai.requests.domain.supplement import find_wanted, read_asked, supplement
from gongkai.requests.forms.fields import Files, Text
from gongkai.requests.process.state import RequestState
from gongkai.requests.process.work import find_step
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.remedies import OrganKind, state_remedies

OPENED = "portal.opened"
TRIES_AN_HOUR = 30


class StatusForm(forms.Form):
    """Number and secret."""

    number = forms.CharField(label=say("申请编号", "Number"), max_length=40)
    secret = forms.CharField(
        label=say("查询码", "Secret"), max_length=40,
        help_text=say("回执上的 12 位字符", "The 12 characters on the receipt"),
    )  # fmt: skip


@never_cache
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for number and secret, then show where the request stands."""
    organ = find_organ(code)
    form = StatusForm(request.POST or None)
    if request.method == "POST":
        if too_many(request, "status", TRIES_AN_HOUR):
            return render(request, "look/429.html", status=429)
        if form.is_valid():
            values = form.cleaned_data
            case = find_receipt(organ, values["number"], values["secret"])
            if case is not None:
                remember_opened(request, case)
                return redirect("portal:progress", code)
            form.add_error(None, say("编号或者查询码不对", "The number or the secret is wrong"))
    code_ = 400 if form.errors else 200
    return render(request, "portal/status.html", {"organ": organ, "form": form}, status=code_)


def remember_opened(request: HttpRequest, case: Case) -> None:
    """Let this session follow a case: its secret was given, or its applicant is signed in."""
    request.session[OPENED] = seal({"case": str(case.pk)})[0].decode()


def find_opened(request: HttpRequest, organ: Organ) -> Case | None:
    """Return the case that this session opened by its secret."""
    token = request.session.get(OPENED)
    try:
        key = unseal(token.encode())["case"] if token else ""
    except SealBroken:
        return None
    if not key:
        return None
    return Case.objects.filter(pk=key, organ=organ).select_related("organ", "request").first()


@never_cache
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a request stands, what the applicant may do, and how to object."""
    organ = find_organ(code)
    case = find_opened(request, organ)
    if case is None:
        return redirect("portal:status", code)
    state: RequestState = fold_case(case)
    if request.method == "POST" and request.POST.get("act") == "withdraw" and not state.closed:
        return _withdraw(request, case, state)
    if request.method == "POST" and request.POST.get("act") == "supplement":
        return _supplement(request, case, state)
    return render(request, "portal/progress.html", describe(organ, case, state))


def _withdraw(request: HttpRequest, case: Case, state: RequestState) -> HttpResponse:
    try:
        act(case.pk, "withdrawn", actor=APPLICANT, seen=state.seen)
    except StatuteError as refusal:
        context = {**describe(case.organ, case, state), "refusal": refusal}
        return render(request, "portal/progress.html", context, status=409)
    return redirect("portal:progress", case.organ.code)


class SupplementForm(forms.Form):
    """What the applicant answers to the organ's notice."""

    text = Text(label=say("补充的内容", "What you add"), rows=5, required=False)
    attachments = Files(label=say("附件", "Attachments"))


def _supplement(request: HttpRequest, case: Case, state: RequestState) -> HttpResponse:
    form, refusal = SupplementForm(request.POST, request.FILES), None
    wanted = find_wanted(state)
    if wanted and form.is_valid():
        try:
            text, files = form.cleaned_data["text"], form.cleaned_data["attachments"]
            supplement(case.pk, wanted, text=text, files=files, actor=APPLICANT, seen=state.seen)
        except StatuteError as refused:
            refusal = refused
        else:
            told = say("已收到您补充的材料", "What you sent has been received")
            messages.success(request, told)
            return redirect("portal:progress", case.organ.code)
    context = {**describe(case.organ, case, state), "refusal": refusal, "supplement": form}
    return render(request, "portal/progress.html", context, status=400)


def describe(organ: Organ, case: Case, state: RequestState) -> dict[str, Any]:
    """Return what the page of a request shows: nothing of who asked, nor of their words."""
    trace = state.follow(today())
    calendar = find_calendar(organ.region)
    outcome = load_outcomes().get(state.outcome)
    remedies = None
    if state.answered is not None:
        kind = OrganKind(organ.kind)
        online = state.answered.body["method"] == "electronic"
        remedies = state_remedies(
            state.outcome, state.answered.day, organ=kind, served_online=online
        )
    return {
        "organ": organ,
        "case": case,
        "state": state,
        "trace": trace,
        "strip": lay_strip(trace, calendar, today()) if trace is not None else None,
        "step": find_step(state),
        "outcome": None if outcome is None else say(outcome.label, outcome.label_en),
        "remedies": remedies,
        "until": None if state.clock is None else _until(state),
        "papers": find_papers(case, state),
        "wanted": find_wanted(state),
        "asked": read_asked(case, state),
        "supplement": SupplementForm(),
    }


@never_cache
def paper(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """Send a letter to whoever opened the case with its secret; the read is noted."""
    organ = find_organ(code)
    case = find_opened(request, organ)
    if case is None:
        return redirect("portal:status", code)
    files = {each.file.sha256: each.file for each in find_papers(case, fold_case(case))}
    if sha256 not in files:
        return redirect("portal:progress", code)
    note_access(APPLICANT, organ, what="letter", why="served electronically", case=case.pk)
    return send_file(files[sha256])


def _until(state: RequestState) -> Any:
    clock = state.clock
    if clock is None or state.closed is not None:
        return None
    if clock.waiting == "supplement" and clock.supplement_sent is not None:
        return clock.supplement_sent.until
    return clock.fee_by if clock.waiting == "payment" else None
