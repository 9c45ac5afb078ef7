"""Administering organs: each verb asks who may, is one transaction, and leaves one line in the trail.

An organ keeps its code for good: addresses, series of numbers and the trail name it by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q

from gongkai.core.accounts.rules import administers, administers_from_above
from gongkai.core.audit.trail import note_change
from gongkai.core.caselog.kinds import count_unfinished
from gongkai.core.caselog.models import Case, Event
from gongkai.core.caselog.proof import rebuild
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import CODE, Division, Organ, OrganKind
from gongkai.core.organs.tree import find_below, lock_trees, place_organ
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.statute.arrangement import region_chain

# What the guide says must be open from the first day (国办公开办函〔2017〕19号).
BASIC_CHANNELS = ("counter", "post")
DEEPEST = Organ._meta.get_field("path").max_length or 0  # noqa: SLF001  (Django's own way)


class OrganTaken(Refusal):
    """Another organ has that code or that name."""


class OrganClosed(Refusal):
    """The organ is deactivated, and nothing is put under it."""


class OrganBusy(Refusal):
    """The organ has open cases or working organs below it, and cannot be deactivated."""


class DivisionUsed(Refusal):
    """Posts, requests or the record of a case name the division."""


def create_organ(
    *,
    actor: Actor,
    parent: Organ,
    code: str,
    name: str,
    short_name: str,
    kind: OrganKind,
    region: str = "",
    uscc: str = "",
    second_factor: bool = False,
) -> Organ:
    """Create an organ below one that the actor administers, and return it.

    Forbidden; OrganTaken: code or name; OrganClosed: the parent; Refusal: no code; DataError: no region.
    """
    organ = Organ(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        region=region,
        uscc=uscc,
        second_factor=second_factor,
        channels=list(BASIC_CHANNELS),
    )
    if not re.fullmatch(CODE.regex, code):  # Django's own check lets the end of a line through
        raise Refusal(f"“{code}”不能作机关代码", f"{code!r} is no code of an organ")
    region_chain(region)
    with _one_by_one(parent):
        _require(actor, parent)
        _require_open(parent)
        _require_free(organ)
        _require_room(f"{parent.path}{code}/")
        place_organ(organ, parent)
        _note(actor, organ, "organ-created", parent=parent.code)
    return organ


def change_organ(
    *,
    actor: Actor,
    organ: Organ,
    name: str,
    short_name: str,
    kind: OrganKind,
    region: str = "",
    uscc: str = "",
    second_factor: bool = False,
) -> Organ:
    """Change what an organ is, and note what was and what is; nothing is noted where nothing changed.

    Another region has other days off: the columns of its cases are made anew from their logs, which
    takes minutes where there are tens of thousands. Forbidden; OrganTaken: the name; DataError: no
    such region.
    """
    wanted = {
        "name": name, "short_name": short_name, "kind": str(kind), "region": region, "uscc": uscc,
        "second_factor": second_factor,
    }  # fmt: skip
    region_chain(region)
    with _one_by_one(organ):
        _require(actor, organ)
        changed = {
            key: [getattr(organ, key), value]
            for key, value in wanted.items()
            if getattr(organ, key) != value
        }
        if not changed:
            return organ
        for key, (_, value) in changed.items():
            setattr(organ, key, value)
        _require_free(organ)
        organ.save(update_fields=list(changed))
        _note(actor, organ, "organ-changed", changed=changed)
        if "region" in changed:
            list(rebuild(Case.objects.filter(organ=organ)))
    return organ


def move_organ(*, actor: Actor, organ: Organ, parent: Organ) -> Organ:
    """Place an organ, with all below it, under another that the actor administers.

    Who administers and who supervises it follows from the new place at once. Forbidden: the actor
    does not administer the organ above it, now or then. TreeBroken; OrganClosed: the new one.
    """
    with _one_by_one(organ, parent):
        _require_from_above(actor, organ)
        _require(actor, parent)
        _require_open(parent)
        before = organ.parent.code if organ.parent else ""
        if before == parent.code:
            return organ
        below = (each.path.removeprefix(organ.path) for each in find_below(organ))
        _require_room(f"{parent.path}{organ.code}/{max(below, key=len, default='')}")
        place_organ(organ, parent)
        _note(actor, organ, "organ-moved", parents=[before, parent.code])
    return organ


def deactivate_organ(*, actor: Actor, organ: Organ) -> None:
    """Close an organ: its posts open nothing, the portal no longer shows it, its records remain.

    Forbidden: the actor does not administer the organ above it. OrganBusy: open cases, or organs
    below that still work; whoever asked is told how many.
    """
    with _one_by_one(organ):
        _require_from_above(actor, organ)
        if working := find_below(organ).filter(active=True).count():
            raise OrganBusy(
                f"“{organ}”下面还有 {working} 个机关没有停用。请先停用，或者移到别的机关下面",
                f"{working} organs below {organ} still work. Deactivate or move them first",
            )
        if unfinished := count_unfinished(organ):
            raise OrganBusy(
                f"“{organ}”还有 {unfinished} 件没有办结的案件。请先办结",
                f"{organ} has {unfinished} open cases. Close them first",
            )
        _set_active(actor, organ, "organ-deactivated", active=False)


def reactivate_organ(*, actor: Actor, organ: Organ) -> None:
    """Open an organ again, with the posts that it had. Forbidden; OrganClosed: the organ above it."""
    with _one_by_one(organ):
        _require_from_above(actor, organ)
        if organ.parent is not None:
            _require_open(organ.parent)
        _set_active(actor, organ, "organ-reactivated", active=True)


def add_division(*, actor: Actor, organ: Organ, name: str) -> Division:
    """Add a division to an organ. Forbidden; Refusal: it has one of that name."""
    with _one_by_one(organ):
        _require(actor, organ)
        _require_new_division(organ, name)
        division = Division.objects.create(organ=organ, name=name)
        _note(actor, organ, "division-added", name=name)
    return division


def rename_division(*, actor: Actor, division: Division, name: str) -> Division:
    """Give a division another name, which old requests show too. Forbidden; Refusal: it is taken."""
    with _one_by_one(division.organ):
        _require(actor, division.organ)
        if name == division.name:
            return division
        _require_new_division(division.organ, name)
        before, division.name = division.name, name
        division.save(update_fields=["name"])
        _note(actor, division.organ, "division-renamed", names=[before, name])
    return division


def remove_division(*, actor: Actor, division: Division) -> None:
    """Remove a division that nothing names. Forbidden; DivisionUsed: rename it instead."""
    used = DivisionUsed(
        f"“{division}”有岗位或者案件记录使用，不能删除；可以改名",
        f"Posts or the record of a case name {division}: it is not removed. It may be renamed",
    )
    organ, key = division.organ, str(division.pk)
    try:
        with _one_by_one(organ):
            _require(actor, organ)
            # A log that names it would no longer give its columns back.
            if Event.objects.filter(case__organ=organ, body__division=key).exists():
                raise used
            division.delete()
            _note(actor, organ, "division-removed", name=division.name)
    except (ProtectedError, IntegrityError):
        raise used from None


@contextmanager
def _one_by_one(*organs: Organ) -> Iterator[None]:
    """Hold a transaction in which nobody else administers these organs' trees; read them afresh."""
    with transaction.atomic():
        lock_trees(*organs)
        for organ in organs:
            organ.refresh_from_db()
        yield


def _set_active(actor: Actor, organ: Organ, kind: str, *, active: bool) -> None:
    if organ.active is not active:
        organ.active = active
        organ.save(update_fields=["active"])
        _note(actor, organ, kind)


def _require(actor: Actor, organ: Organ) -> None:
    if not administers(actor, organ):
        raise Forbidden(
            f"只有“{organ}”或者其上级机关的系统管理员可以这样做",
            f"Only an administrator of {organ}, or of an organ above it, may do this",
        )


def _require_from_above(actor: Actor, organ: Organ) -> None:
    if not administers_from_above(actor, organ):
        raise Forbidden(
            f"只有“{organ}”上级机关的系统管理员可以这样做；最上级的机关不能移动、停用",
            f"Only an administrator of an organ above {organ} may do this; one at the top stays",
        )


def _require_open(organ: Organ) -> None:
    if not organ.active:
        raise OrganClosed(
            f"“{organ}”已经停用。请先恢复", f"{organ} is deactivated. Reactivate it first"
        )


def _require_free(organ: Organ) -> None:
    same = Organ.objects.filter(Q(code=organ.code) | Q(name=organ.name)).exclude(pk=organ.pk)
    if found := same.first():
        raise OrganTaken(
            f"已有机关使用这个代码或者名称：“{found}”（{found.code}）",
            f"Another organ has that code or name: {found} ({found.code})",
        )


def _require_room(path: str) -> None:
    if len(path) > DEEPEST:
        raise Refusal("机关层级太深", "The tree of organs would be too deep")


def _require_new_division(organ: Organ, name: str) -> None:
    if Division.objects.filter(organ=organ, name=name).exists():
        raise Refusal(f"“{organ}”已有“{name}”", f"{organ} has a division {name} already")


def _note(actor: Actor, organ: Organ, kind: str, **body: Any) -> None:
    note_change(
        actor, organ, kind=kind, subject=f"organ:{organ.code}", organ_name=str(organ), **body
    )
