"""An organ's own words for its letters: each template beside the letter that it makes, and its versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from gongkai.desk.access import Visit, desk, explain, tell_refusal
from gongkai.letters.html_writer import write_html
from gongkai.letters.kinds import Kind, find_kind, load_templates
from gongkai.look.words import say
from gongkai.requests.domain.templates import (
    Preview,
    find_template,
    list_versions,
    preview_template,
    restore_template,
    save_template,
)
from gongkai.requests.forms.fields import Text
from gongkai.requests.models import LetterTemplate
from gongkai.requests.rules import demand
from gongkai.statute.errors import StatuteError

SHIPPED = "shipped"  # what is restored where no version is named


class TemplateForm(forms.Form):
    """The text of a template."""

    text = Text(label=say("模板", "Template"), rows=26, most=60_000, strip=False)


@desk
def templates(visit: Visit) -> HttpResponse:
    """List the letters, with which of them the organ has words of its own for."""
    demand(visit.actor, "edit_templates", visit.organ)
    latest: dict[str, LetterTemplate] = {}
    for each in LetterTemplate.objects.filter(organ=visit.organ).select_related("made_by"):
        latest.setdefault(each.kind, each)  # the latest stands first
    shown = [(find_kind(kind), latest.get(kind)) for kind in load_templates()]
    return visit.render("templates", kinds=shown)


@desk
def template(visit: Visit, kind: str) -> HttpResponse:
    """Edit one template beside its letter; go back to a version; what does not work is refused with its line."""
    demand(visit.actor, "edit_templates", visit.organ)
    try:
        known = find_kind(kind)
        version = _read_version(visit.http.GET.get("version", ""))
        text = find_template(visit.organ, kind, version)
        if visit.http.method == "POST" and "restore" in visit.http.POST:
            return _restore(visit, known)
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
        return redirect("desk:templates")
    form = TemplateForm(visit.http.POST or None, initial={"text": text})
    if visit.http.method != "POST":
        return _show(visit, known, form, preview_template(visit.organ, kind, text), version)
    if not form.is_valid():
        return _show(visit, known, form, None, version)
    typed = form.cleaned_data["text"]
    try:
        if "preview" in visit.http.POST:
            return _show(visit, known, form, preview_template(visit.organ, kind, typed), version)
        kept = save_template(visit.organ, kind, typed, actor=visit.actor)
    except StatuteError as refusal:
        form.add_error("text", explain(refusal))
        return _show(visit, known, form, None, version)
    _tell_kept(visit, kept)
    return redirect("desk:template", kind)


def _read_version(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _restore(visit: Visit, kind: Kind) -> HttpResponse:
    wanted = visit.http.POST["restore"]
    version = None if wanted == SHIPPED else _read_version(wanted) or 0
    kept = restore_template(visit.organ, kind.id, actor=visit.actor, version=version)
    _tell_kept(visit, kept)
    return redirect("desk:template", kind.id)


def _tell_kept(visit: Visit, kept: LetterTemplate) -> None:
    number = kept.version
    told = say(
        f"已存为第 {number} 版，从现在起使用", f"Kept as version {number}, in use from now on"
    )
    messages.success(visit.http, told)


def _show(
    visit: Visit, kind: Kind, form: TemplateForm, preview: Preview | None, version: int | None
) -> HttpResponse:
    missing = {each.id for each in preview.missing} if preview is not None else set()
    versions = list(list_versions(visit.organ, kind.id)[:50])
    context: dict[str, Any] = {
        "kind": kind, "form": form, "versions": versions, "shown": version, "shipped": SHIPPED,
        "own": bool(versions and versions[0].text),
        "parts": [(part, part.id in missing) for part in kind.parts] if preview is not None else [],
    }  # fmt: skip
    if preview is not None:
        # The writer escapes every word of the letter; its own marks alone are mark-up.
        context["preview"] = mark_safe(write_html(preview.text, seal_mark=True))  # noqa: S308
    return visit.render("template", **context)
