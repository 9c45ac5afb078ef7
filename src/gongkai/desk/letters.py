"""Letters in the page: filled, previewed, checked, issued, saved to disk."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import mark_safe

from gongkai.core.audit.trail import note_access
from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import send_file
from gongkai.desk.access import Visit, desk, find_case, tell_refusal
from gongkai.letters.html_writer import write_html
from gongkai.look.words import say
from gongkai.requests.domain.letters import (
    Prepared,
    issue_letter,
    offered_kinds,
    prepare_letter,
    prepare_reply,
)
from gongkai.requests.forms.fields import Text
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand
from gongkai.statute.errors import StatuteError


class LetterForm(forms.Form):
    """Which letter, and what the case itself does not know."""

    kind = forms.ChoiceField(label=say("文书", "Letter"))
    recipient = forms.CharField(
        label=say("受文者（不是申请人时）", "Addressee, where not the applicant"),
        max_length=100, required=False,
    )  # fmt: skip
    information = Text(
        label=say("所涉政府信息", "The information at issue"), rows=2, required=False
    )
    reasons = Text(
        label=say("理由（告知第三方时）", "Reasons, where a third party is told"),
        rows=2,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: RequestState, **kwargs: Any) -> None:
        """Offer what may be issued by itself."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(offered_kinds(state).items())  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """Return what was typed, by the names the letters know."""
        return {
            name: text for name, text in self.cleaned_data.items() if name not in {"kind", "seen"}
        }


@desk
def letter(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Preview a letter with what it lacks; issue it once it is whole."""
    case = find_case(visit, key)
    demand(visit.actor, "read_particulars", case.organ)
    state: RequestState = fold_case(case)
    data = visit.http.POST if visit.http.method == "POST" else None
    chosen = visit.http.GET.get("kind", "receipt")
    form = LetterForm(data, state=state, initial={"seen": state.seen, "kind": chosen})
    prepared, refusal = None, None
    if data is not None and form.is_valid():
        kind, values = form.cleaned_data["kind"], form.values()
        try:
            if "issue" in data:
                issue_letter(
                    case.pk, kind, actor=visit.actor, seen=form.cleaned_data["seen"], values=values
                )
                return redirect("desk:case", key)
            prepared = prepare_letter(case, kind, actor=visit.actor, values=values)
        except StatuteError as refused:
            refusal = refused
    return visit.render(
        "letter", case=case, request_=case.request, form=form, refusal=refusal, **show(prepared)
    )


def show(prepared: Prepared | None) -> dict[str, Any]:
    """Return a prepared letter as a page shows it."""
    if prepared is None:
        return {"prepared": None}
    # The writer escapes every word of the letter; its own marks alone are mark-up.
    preview = mark_safe(write_html(prepared.text, seal_mark=True))  # noqa: S308
    return {"prepared": prepared, "preview": preview}


@desk
def reply(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Show the reply as it would be signed."""
    case = find_case(visit, key)
    demand(visit.actor, "read_particulars", case.organ)
    try:
        prepared = prepare_reply(case, actor=visit.actor)
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
        return redirect("desk:case", key)
    return visit.render("reply", case=case, request_=case.request, **show(prepared))


@desk
def file(visit: Visit, key: uuid.UUID, sha256: str) -> HttpResponse:
    """Send a file of a case to be saved; the read is noted."""
    case = find_case(visit, key)
    demand(visit.actor, "read_particulars", case.organ)
    stored = get_object_or_404(StoredFile, case=case, sha256=sha256)
    note_access(visit.actor, case.organ, what="file", why=f"SHA-256 {sha256[:12]}", case=case.pk)
    return send_file(stored)
