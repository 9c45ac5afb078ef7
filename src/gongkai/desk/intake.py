"""Registering what came by post, over the counter, by fax or mail; one letter may hold several requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from gongkai.core.sealing import SealBroken, seal, unseal
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.look.codes import draw_code
from gongkai.look.words import say
from gongkai.requests.domain.intake import Filed, register_request
from gongkai.requests.domain.letter import find_letter_files
from gongkai.requests.forms.intake import RegisterForm
from gongkai.requests.models import Request
from gongkai.requests.rules import demand
from gongkai.statute.clock.events import Channel
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.errors import StatuteError

LETTER, SLIPS = "desk.letter", "desk.slips"
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
        return redirect("desk:slips")
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
    """Go on with the next request of the letter, or to the slips of all that were registered from it."""
    more = "next" in visit.http.POST and bool(form.cleaned_data["incoming"])
    slips = _read_slips(visit) if LETTER in visit.http.session else []
    slips.append({"number": filed.number, "secret": filed.secret, "case": str(filed.case.pk)})
    visit.http.session[SLIPS] = seal({"organ": visit.organ.pk, "slips": slips})[0].decode()
    if not more:
        visit.http.session.pop(LETTER, None)
        return redirect("desk:slips")
    messages.success(
        visit.http, say(f"已登记，编号 {filed.number}", f"Registered as {filed.number}")
    )
    kept = {
        name: form.data[name] for name in form.fields if name in form.data and name not in ITS_OWN
    }
    visit.http.session[LETTER] = seal(kept)[0].decode()
    return redirect("desk:register")


@never_cache
@desk
def slips(visit: Visit) -> HttpResponse:
    """Show the slip of what was just registered, for the applicant: number, secret, QR code (art. 31)."""
    demand(visit.actor, "register", visit.organ)
    found = _read_slips(visit)
    if not found:
        return redirect("desk:register")
    numbers = [each["number"] for each in found]
    requests = {r.number: r for r in Request.objects.filter(organ=visit.organ, number__in=numbers)}
    address = visit.http.build_absolute_uri(reverse("portal:status", args=[visit.organ.code]))
    shown = [
        {
            **each,
            "request": requests[each["number"]],
            "rule": RECEIPT_RULES[Channel(requests[each["number"]].channel)],
            "image": draw_code(f"{address}#{each['number']}"),
        }
        for each in found
        if each["number"] in requests
    ]
    return visit.render("slips", slips=shown, address=address)


def _read_slips(visit: Visit) -> list[dict[str, str]]:
    token = visit.http.session.get(SLIPS)
    try:
        kept = unseal(token.encode()) if token else {}
    except SealBroken:
        return []
    return list(kept["slips"]) if kept.get("organ") == visit.organ.pk else []


def _read_letter(visit: Visit) -> dict[str, Any]:
    """Return what the next request of the same letter has in common with the one before."""
    token = visit.http.session.get(LETTER)
    try:
        return unseal(token.encode()) if token else {}
    except SealBroken:
        return {}
