"""Registering what came by post, over the counter, by fax or mail; one letter may hold several requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.core.sealing import SealBroken, seal, unseal
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.look.words import say
from gongkai.requests.domain.intake import Filed, register_request
from gongkai.requests.domain.letter import find_letter_files
from gongkai.requests.forms.intake import RegisterForm
from gongkai.requests.rules import demand
from gongkai.statute.clock.events import Channel
from gongkai.statute.errors import StatuteError

LETTER = "desk.letter"
ITS_OWN = {
    "description",
    "subject",
    "help_needed",
    "attachments",
}  # each request's, not the letter's


@desk
def register(visit: Visit) -> HttpResponse:
    """Register a request that a clerk received; go on with the next of the same letter."""
    demand(visit.actor, "register", visit.organ)
    if visit.http.method != "POST":
        letter = _read_letter(visit)
        return visit.render("register", form=RegisterForm(initial=letter), letter=letter)
    form = RegisterForm(visit.http.POST, visit.http.FILES)
    if "finish" in visit.http.POST:
        visit.http.session.pop(LETTER, None)
        return redirect("desk:register")
    if form.is_valid():
        try:
            filed = _register(visit, form)
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        else:
            return _go_on(visit, form, filed)
    return visit.render("register", form=form, letter=_read_letter(visit))


def _register(visit: Visit, form: RegisterForm) -> Filed:
    values = form.cleaned_data
    scans = values["attachments"] or find_letter_files(visit.organ, values["incoming"])
    return register_request(
        organ=visit.organ,
        channel=Channel(values["channel"]),
        day=values["day"],
        applicant=form.applicant(),
        content=form.content(),
        files=scans,
        incoming=values["incoming"],
        counting=values["counting"],
        actor=visit.actor,
    )


def _go_on(visit: Visit, form: RegisterForm, filed: Filed) -> HttpResponse:
    told = say(
        f"已登记，编号 {filed.number}；查询码 {filed.secret}，只显示这一次，请写在回执上",
        f"Registered as {filed.number}; the secret {filed.secret} is shown once: write it on the receipt",
    )
    messages.success(visit.http, told)
    if "next" not in visit.http.POST or not form.cleaned_data["incoming"]:
        visit.http.session.pop(LETTER, None)
        return redirect("desk:case", filed.case.pk)
    kept = {
        name: form.data[name] for name in form.fields if name in form.data and name not in ITS_OWN
    }
    visit.http.session[LETTER] = seal(kept)[0].decode()
    return redirect("desk:register")


def _read_letter(visit: Visit) -> dict[str, Any]:
    """Return what the next request of the same letter has in common with the one before."""
    token = visit.http.session.get(LETTER)
    try:
        return unseal(token.encode()) if token else {}
    except SealBroken:
        return {}
