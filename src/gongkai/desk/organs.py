"""The tree of organs and their divisions, for who administers them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from gongkai.core.accounts.organs import (
    CHANGEABLE,
    add_division,
    change_organ,
    create_organ,
    find_administered,
    move_organ,
    remove_division,
    rename_division,
    set_active,
)
from gongkai.core.accounts.people_forms import PersonForm
from gongkai.core.organs.models import Division, Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.desk.people import admit_person
from gongkai.look.words import say
from gongkai.requests.domain.closing import close_organ
from gongkai.statute.errors import StatuteError

LABELS = {
    "parent": say("上级机关", "Above it"),
    "code": say("代码（建立后不能改）", "Code (cannot be changed)"),
    "name": say("名称", "Name"),
    "short_name": say("文号代字", "Short name for document numbers"),
    "kind": say("机关性质", "Kind"),
    "region": say("行政区划代码", "Region"),
    "uscc": say("统一社会信用代码", "Unified social credit code"),
    "second_factor": say("要求第二因素登录", "Demand a second factor"),
}


class OrganForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an organ is."""

    class Meta:
        model = Organ
        fields = CHANGEABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in both languages."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS[name], ""


class NewOrganForm(OrganForm):
    """An organ that is to be made, and under which."""

    parent = forms.ModelChoiceField(Organ.objects.none())
    field_order = ("parent", "code", *CHANGEABLE)

    class Meta(OrganForm.Meta):
        fields = ("code", *CHANGEABLE)  # type: ignore[assignment]

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        """Offer the organs that the visitor administers."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = find_administered(visit.actor)  # type: ignore[attr-defined]


@desk
def organs(visit: Visit) -> HttpResponse:
    """Show the tree below the visitor; make an organ in it."""
    _demand(visit)
    form = NewOrganForm(visit.http.POST or None, visit=visit)
    if visit.http.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = create_organ(
                actor=visit.actor,
                parent=values.pop("parent"),
                code=values.pop("code"),
                values=values,
            )
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        else:
            messages.success(visit.http, say(f"已建立{made}", f"{made} is made"))
            return redirect("desk:administer-organ", made.code)
    held = Count("posts__person", filter=Q(posts__until__isnull=True), distinct=True)
    tree = find_administered(visit.actor).annotate(people=held)
    rows = [(each, each.path.count("/") - 2) for each in tree]
    return visit.render("organs", rows=rows, form=form)


def _demand(visit: Visit) -> None:
    if not any(post.role == Role.ADMINISTRATOR for post in visit.actor.posts):
        raise Forbidden("机关由系统管理员管理", "Organs are managed by administrators")


@desk
def administer_organ(visit: Visit, code: str) -> HttpResponse:
    """Show one organ with its divisions; change, move, close it."""
    _demand(visit)
    organ = get_object_or_404(find_administered(visit.actor), code=code)
    act = visit.http.POST.get("act", "")
    form = OrganForm(visit.http.POST if act == "change" else None, instance=organ)
    colleague = PersonForm(visit.http.POST if act == "appoint" else None, organ=organ, prefix="new")
    bound = {"change": form, "appoint": colleague}.get(act)
    if visit.http.method == "POST" and (bound is None or bound.is_valid()):
        try:
            if bound is colleague:
                admit_person(visit, organ, colleague)
            else:
                _perform(visit, Organ.objects.get(pk=organ.pk), act, form)
                messages.success(visit.http, say("已保存", "Saved"))
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        return redirect("desk:administer-organ", organ.code)
    parents = find_administered(visit.actor).exclude(path__startswith=organ.path)
    return visit.render(
        "administer-organ", seen=organ, form=form, colleague=colleague, parents=parents,
        divisions=organ.divisions.all(),
        movable=organ.parent is not None and parents.filter(pk=organ.parent_id).exists(),
    )  # fmt: skip


def _perform(visit: Visit, organ: Organ, act: str, form: OrganForm) -> None:
    posted, actor = visit.http.POST, visit.actor
    match act:
        case "change":
            change_organ(actor=actor, organ=organ, values=form.cleaned_data)
        case "move":
            parent = get_object_or_404(Organ, code=posted.get("parent", ""))
            move_organ(actor=actor, organ=organ, parent=parent)
        case "close":
            close_organ(actor=actor, organ=organ)
        case "open":
            set_active(actor=actor, organ=organ, active=True)
        case "add-division":
            add_division(actor=actor, organ=organ, name=posted.get("name", ""))
        case "rename-division":
            division = _find_division(organ, posted.get("division", ""))
            rename_division(actor=actor, division=division, name=posted.get("name", ""))
        case "remove-division":
            remove_division(actor=actor, division=_find_division(organ, posted.get("division", "")))


def _find_division(organ: Organ, key: str) -> Division:
    number = int(key) if key.isdecimal() and len(key) < 12 else 0
    return get_object_or_404(Division, pk=number, organ=organ)
