"""The tree of organs, and each organ's own page, for the administrators of them or of one above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai.core.accounts import organs as verbs
from gongkai.core.accounts.organ_forms import (
    PARTICULARS,
    ChangeForm,
    DivisionForm,
    OrganForm,
    ParentForm,
)
from gongkai.core.accounts.rules import administers, administers_from_above, find_administered
from gongkai.core.caselog.kinds import count_unfinished
from gongkai.core.organs.models import Division, Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.desk.access import Visit, attempt, desk
from gongkai.look.words import say

DEEPEST_SHOWN = 6  # a narrow page has no room to set in any further


@desk
def organs(visit: Visit) -> HttpResponse:
    """Show the organs that the visitor administers as a tree; make one."""
    if not any(post.role == Role.ADMINISTRATOR for post in visit.actor.posts):
        raise Forbidden("机关由系统管理员管理", "Organs are managed by administrators")
    open_ones = find_administered(visit.actor).filter(active=True)
    form = OrganForm(visit.http.POST or None, organs=open_ones)
    if visit.http.method == "POST" and form.is_valid():
        organ = attempt(visit, verbs.create_organ, **form.cleaned_data)
        if organ is not None:
            told = say(
                f"已建立“{organ}”。请为它任命系统管理员和工作人员",
                f"{organ} is made. Appoint its administrator and staff",
            )
            messages.success(visit.http, told)
            return redirect("desk:organ-people", organ.code)
    return visit.render("organs", rows=_arrange(visit), form=form)


@desk
def one_organ(visit: Visit, code: str) -> HttpResponse:
    """Show an organ to its administrators; change what it is."""
    organ = _find(visit, code)
    before = {name: getattr(organ, name) for name in PARTICULARS}
    form = ChangeForm(visit.http.POST or None, initial=before)
    if visit.http.method == "POST" and form.is_valid():
        if attempt(visit, verbs.change_organ, organ=organ, **form.cleaned_data) is not None:
            messages.success(visit.http, say("已保存", "Saved"))
            return redirect("desk:one-organ", code)
        organ.refresh_from_db()
    return visit.render(
        "one-organ",
        subject=organ,
        form=form,
        people=_count_people(Organ.objects.filter(pk=organ.pk)).get().people,
        unfinished=count_unfinished(organ),
        divisions=Division.objects.filter(organ=organ),
        division_form=DivisionForm(auto_id="id_division_%s"),
        move_form=_offer_places(visit, organ),
        from_above=administers_from_above(visit.actor, organ),
    )


@require_POST
@desk
def move(visit: Visit, code: str) -> HttpResponse:
    """Move an organ under another."""
    organ = _find(visit, code)
    form = _offer_places(visit, organ, visit.http.POST)
    if form is None:
        raise Forbidden(
            "机关由上级机关的系统管理员移动", "An organ is moved by an administrator of one above"
        )
    if not form.is_valid():
        messages.error(visit.http, say("请选择上级机关", "Choose the organ above"))
    elif (
        attempt(visit, verbs.move_organ, organ=organ, parent=form.cleaned_data["parent"])
        is not None
    ):
        told = say(
            f"“{organ}”已移到“{organ.parent}”下面", f"{organ} stands below {organ.parent} now"
        )
        messages.success(visit.http, told)
    return redirect("desk:one-organ", code)


@require_POST
@desk
def close(visit: Visit, code: str) -> HttpResponse:
    """Deactivate an organ."""
    return _switch(visit, code, verbs.deactivate_organ)


@require_POST
@desk
def reopen(visit: Visit, code: str) -> HttpResponse:
    """Reactivate an organ."""
    return _switch(visit, code, verbs.reactivate_organ)


@require_POST
@desk
def add_division(visit: Visit, code: str) -> HttpResponse:
    """Add a division."""
    organ = _find(visit, code)
    return _name_division(visit, code, verbs.add_division, organ=organ)


@require_POST
@desk
def rename_division(visit: Visit, code: str, key: int) -> HttpResponse:
    """Rename a division."""
    division = get_object_or_404(Division, pk=key, organ=_find(visit, code))
    return _name_division(visit, code, verbs.rename_division, division=division)


@require_POST
@desk
def remove_division(visit: Visit, code: str, key: int) -> HttpResponse:
    """Remove a division."""
    division = get_object_or_404(Division, pk=key, organ=_find(visit, code))
    attempt(visit, verbs.remove_division, division=division)
    return redirect("desk:one-organ", code)


def _find(visit: Visit, code: str) -> Organ:
    organ = get_object_or_404(Organ.objects.select_related("parent"), code=code)
    if not administers(visit.actor, organ):
        raise Forbidden(
            "只有本机关或者上级机关的系统管理员可以管理它",
            "Only its administrator, or one of an organ above, manages an organ",
        )
    return organ


def _switch(visit: Visit, code: str, verb: Callable[..., None]) -> HttpResponse:
    attempt(visit, verb, organ=_find(visit, code))
    return redirect("desk:one-organ", code)


def _name_division(
    visit: Visit, code: str, verb: Callable[..., Division], **what: Organ | Division
) -> HttpResponse:
    form = DivisionForm(visit.http.POST)
    if form.is_valid():
        attempt(visit, verb, name=form.cleaned_data["name"], **what)
    else:
        messages.error(visit.http, say("名称应为 1 至 60 个字", "A name has 1 to 60 characters"))
    return redirect("desk:one-organ", code)


def _offer_places(visit: Visit, organ: Organ, typed: QueryDict | None = None) -> ParentForm | None:
    """Return the form of moving, with the organs under which it may stand; None where none is."""
    if not administers_from_above(visit.actor, organ):
        return None
    places = find_administered(visit.actor).filter(active=True)
    places = places.exclude(path__startswith=organ.path)
    return ParentForm(typed, organs=places, initial={"parent": organ.parent_id})


def _count_people(organs: Any) -> Any:
    held = Q(posts__until=None) | Q(posts__until__gte=today())
    counted = Count("posts__person", filter=held & Q(posts__person__is_active=True), distinct=True)
    return organs.annotate(people=counted)


def _arrange(visit: Visit) -> list[dict[str, Any]]:
    """Return the organs with how deep each stands, each before those below it."""
    found = _count_people(find_administered(visit.actor)).select_related("parent")
    # Not by the database, whose order may pass over slashes and hyphens.
    ordered = sorted(found, key=lambda organ: organ.path.split("/"))
    shown = {organ.path for organ in ordered}
    rows = []
    for organ in ordered:
        steps = organ.path.strip("/").split("/")
        above = ["/" + "/".join(steps[:count]) + "/" for count in range(1, len(steps))]
        depth = sum(path in shown for path in above)
        rows.append({"organ": organ, "depth": min(depth, DEEPEST_SHOWN)})
    return rows
