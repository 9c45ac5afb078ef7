"""Administering organs and divisions: each verb asks who may, is one transaction, leaves one line in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from gongkai.core.accounts.rules import administers
from gongkai.core.audit.trail import note_change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Division, Organ
from gongkai.core.organs.roles import Role
from gongkai.core.organs.tree import place_organ
from gongkai.core.refusal import Forbidden, Refusal

CHANGEABLE = ("name", "short_name", "kind", "region", "uscc", "second_factor")


class NotValid(Refusal):
    """A value that an organ or a division cannot have."""


class InUse(Refusal):
    """A division in which somebody has a post, or that has requests."""


def find_administered(actor: Actor) -> QuerySet[Organ]:
    """Return the organs that somebody administers, each with all below it, in the order of the tree."""
    found = Organ.objects.none()
    for post in actor.posts:
        if post.role == Role.ADMINISTRATOR:
            found |= Organ.objects.filter(path__startswith=post.organ.path)
    return found.order_by("path")


def create_organ(*, actor: Actor, parent: Organ, code: str, values: Mapping[str, Any]) -> Organ:
    """Make an organ below another. Forbidden: the actor does not administer that one. NotValid."""
    _require(actor, parent)
    organ = Organ(code=code, channels=["counter", "post", "online"], **_known(values))
    organ.parent, organ.path = parent, f"{parent.path}{code}/"
    with transaction.atomic():
        _validate(organ)
        place_organ(organ, parent)
        _note(actor, organ, "organ-created", parent=parent.code, name=organ.name)
    return organ


def change_organ(*, actor: Actor, organ: Organ, values: Mapping[str, Any]) -> Organ:
    """Change what an organ is called and is. Forbidden; NotValid."""
    _require(actor, organ)
    before = {name: getattr(organ, name) for name in CHANGEABLE}
    with transaction.atomic():
        for name, value in _known(values).items():
            setattr(organ, name, value)
        _validate(organ)
        organ.save(update_fields=CHANGEABLE)
        changed = {
            name: [was, getattr(organ, name)]
            for name, was in before.items()
            if was != getattr(organ, name)
        }
        _note(actor, organ, "organ-changed", changed=changed)
    return organ


def move_organ(*, actor: Actor, organ: Organ, parent: Organ) -> Organ:
    """Put an organ, with all below it, under another. Who moves it administers both. TreeBroken."""
    _require(actor, parent)
    if organ.parent is None:
        raise Forbidden("最上级的机关不能移动", "The organ at the top is not moved")
    _require(actor, organ.parent)
    with transaction.atomic():
        before = organ.parent.code
        place_organ(organ, parent)
        _note(actor, organ, "organ-moved", before=before, after=parent.code)
    return organ


def set_active(*, actor: Actor, organ: Organ, active: bool) -> Organ:
    """Close an organ (its people act in it no more, the public does not see it), or open it again.

    From above only: nobody shuts the door behind themselves. Refusal while an organ below is active.
    """
    if organ.parent is None:
        raise Forbidden("最上级的机关不能停用", "The organ at the top is not closed")
    _require(actor, organ.parent)
    below = Organ.objects.filter(path__startswith=organ.path, active=True).exclude(pk=organ.pk)
    if not active and below.exists():
        raise Refusal(
            f"请先停用它的下级机关：{below[0]}", f"Close the organs below it first: {below[0]}"
        )
    with transaction.atomic():
        organ.active = active
        organ.save(update_fields=["active"])
        _note(actor, organ, "organ-opened" if active else "organ-closed")
    return organ


def add_division(*, actor: Actor, organ: Organ, name: str) -> Division:
    """Make a division within an organ. Forbidden; NotValid where there is one of that name."""
    _require(actor, organ)
    division = Division(organ=organ, name=name.strip())
    with transaction.atomic():
        _validate(division)
        division.save()
        _note(actor, organ, "division-added", division=division.name)
    return division


def rename_division(*, actor: Actor, division: Division, name: str) -> Division:
    """Give a division another name. Forbidden; NotValid."""
    _require(actor, division.organ)
    before, division.name = division.name, name.strip()
    with transaction.atomic():
        _validate(division)
        division.save(update_fields=["name"])
        _note(actor, division.organ, "division-renamed", before=before, after=division.name)
    return division


def remove_division(*, actor: Actor, division: Division) -> None:
    """Remove a division that nothing refers to. Forbidden; InUse."""
    _require(actor, division.organ)
    try:
        with transaction.atomic():
            _note(actor, division.organ, "division-removed", division=division.name)
            division.delete()
    except ProtectedError:
        raise InUse(
            f"“{division}”有人任职或者有案件，不能删除；可以改名",
            f"{division} has people or cases and cannot be removed; it may be renamed",
        ) from None


def _require(actor: Actor, organ: Organ) -> None:
    if not administers(actor, organ):
        raise Forbidden(
            f"只有“{organ}”或者其上级机关的系统管理员可以这样做",
            f"Only an administrator of {organ}, or of an organ above it, may do this",
        )


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in CHANGEABLE if name in values}


def _validate(record: Organ | Division) -> None:
    try:
        record.full_clean(exclude=["channels"])  # kept by the organ itself, and never empty there
    except ValidationError as error:
        told = "；".join(error.messages)
        raise NotValid(told, told) from None


def _note(actor: Actor, organ: Organ, kind: str, **body: Any) -> None:
    note_change(actor, organ, kind=kind, subject=f"organ:{organ.code}", **body)
