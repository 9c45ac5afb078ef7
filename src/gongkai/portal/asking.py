"""Asking for information: the form, its draft, a look before it is sent, the receipt."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from gongkai.core.organs.models import Organ, Person
from gongkai.core.sealing import SealBroken, seal, unseal
from gongkai.look.codes import draw_code
from gongkai.portal.attachments import (
    AttachmentsForm,
    drop_attachments,
    list_attachments,
    open_attachments,
    take_attachments,
)
from gongkai.portal.limits import too_many
from gongkai.portal.pages import find_organ
from gongkai.requests.domain.intake import AlreadyFiled, file_request
from gongkai.requests.forms.intake import ApplicantForm

DRAFT = "portal.draft."
RECEIPT = "portal.receipt"


@never_cache
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form; keep a draft; show what was filled in; file it. Without any script."""
    organ = find_organ(code)
    if request.method != "POST":
        return _show(request, organ, ApplicantForm(initial=_draft(request, organ)))
    if request.POST.get("website"):  # a field nobody sees: only a machine fills it
        return redirect("portal:home", code)
    if "discard" in request.POST:
        request.session.pop(DRAFT + organ.code, None)
        drop_attachments(request, organ)
        return redirect("portal:ask", code)
    form, attached = ApplicantForm(request.POST), take_attachments(request, organ)
    _keep(request, organ, request.POST.dict())
    if attached.errors:
        drafted = ApplicantForm(initial=request.POST.dict())
        return _show(request, organ, drafted, attached=attached, status=400)
    if {"save", "edit", "remove"} & set(request.POST):
        drafted = ApplicantForm(initial=request.POST.dict())
        return _show(request, organ, drafted, saved="save" in request.POST)
    if not form.is_valid():
        return _show(request, organ, form, status=400)
    if "confirm" not in request.POST:
        return _confirm(request, organ, form)
    if too_many(request, "filing", settings.FILINGS_AN_HOUR):
        return render(request, "look/429.html", status=429)
    return _file(request, organ, form)


def _show(
    request: HttpRequest,
    organ: Organ,
    form: ApplicantForm,
    *,
    attached: AttachmentsForm | None = None,
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "organ": organ, "form": form, "saved": saved,
        "drafted": DRAFT + organ.code in request.session,
        "attached": attached or AttachmentsForm(),
        "kept": list_attachments(request, organ),
    }  # fmt: skip
    return render(request, "portal/ask.html", context, status=status)


def _confirm(request: HttpRequest, organ: Organ, form: ApplicantForm) -> HttpResponse:
    shown = [(field.label, _tell(field)) for field in form if form.cleaned_data.get(field.name)]
    hidden = [(name, request.POST[name]) for name in form.fields if name in request.POST]
    context = {
        "organ": organ, "shown": shown, "hidden": hidden, "key": secrets.token_hex(16),
        "kept": list_attachments(request, organ),
    }  # fmt: skip
    return render(request, "portal/confirm.html", context)


def _tell(field: Any) -> str:
    choices = dict(getattr(field.field, "choices", ()))
    value = field.form.cleaned_data[field.name]
    return str(choices.get(value, value))


def _file(request: HttpRequest, organ: Organ, form: ApplicantForm) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    try:
        filed = file_request(
            organ=organ, applicant=form.applicant(), content=form.content(), person=person,
            files=open_attachments(request, organ), key=request.POST.get("key", "")[:64],
        )  # fmt: skip
    except AlreadyFiled:
        return redirect("portal:receipt", organ.code)
    request.session.pop(DRAFT + organ.code, None)
    drop_attachments(request, organ)
    token, _ = seal({"organ": organ.code, "number": filed.number, "secret": filed.secret})
    request.session[RECEIPT] = token.decode()
    return redirect("portal:receipt", organ.code)


@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt of what was just filed in this session: number, secret, QR code.

    The secret is never in an address: the code leads to the page where it is typed.
    """
    organ = find_organ(code)
    token = request.session.get(RECEIPT)
    kept = unseal(token.encode()) if token else {}
    if kept.get("organ") != organ.code:
        return redirect("portal:status", code)
    address = request.build_absolute_uri(reverse("portal:status", args=[code]))
    text = f"{address}#{kept['number']}"
    context = {
        "organ": organ, "number": kept["number"], "secret": kept["secret"], "image": draw_code(text)
    }  # fmt: skip
    return render(request, "portal/receipt.html", context)


def _keep(request: HttpRequest, organ: Organ, values: dict[str, Any]) -> None:
    """Keep a draft, sealed, as long as the session lasts."""
    kept = {name: values[name][:5000] for name in ApplicantForm.base_fields if name in values}
    request.session[DRAFT + organ.code] = seal(kept)[0].decode()


def _draft(request: HttpRequest, organ: Organ) -> dict[str, Any]:
    token = request.session.get(DRAFT + organ.code)
    try:
        return unseal(token.encode()) if token else {}
    except SealBroken:
        return {}
