"""The guide of an organ: what it tells the public, kept in versions, its age watched (条例第十二条)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import timedelta
from typing import Any

from django.db import transaction

from gongkai.core.audit.trail import note_change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.requests.models import GuideVersion

# The law asks that the guide be kept current (arts. 12, 53) and names no period: a year is our own.
STALE_AFTER = timedelta(365)
KEEPERS = {Role.ADMINISTRATOR, Role.OFFICE_HEAD}
FIELDS = (
    "office",
    "address",
    "postcode",
    "office_hours",
    "phone",
    "fax",
    "email",
    "court",
    "channels",
)


def demand_keeper(actor: Actor, organ: Organ) -> None:
    """Raise Forbidden unless the actor keeps the guide of an organ."""
    if not actor.roles_at(organ) & KEEPERS:
        raise Forbidden(
            "本机关信息由系统管理员和公开工作机构负责人维护",
            "Kept by administrator and head of office",
        )


def save_guide(organ: Organ, values: Mapping[str, Any], *, actor: Actor) -> GuideVersion:
    """Save what the guide tells: from today it is current, and a version of its own. Forbidden."""
    demand_keeper(actor, organ)
    with transaction.atomic():
        held = Organ.objects.select_for_update().get(pk=organ.pk)
        changed = {
            name: [_tell(getattr(held, name)), _tell(values[name])]
            for name in FIELDS
            if getattr(held, name) != values[name]
        }
        for name in FIELDS:
            setattr(held, name, values[name])
        held.guide_updated = today()
        held.save(update_fields=[*FIELDS, "guide_updated"])
        last = GuideVersion.objects.filter(organ=held).first()
        note_change(actor, held, kind="organ-guide-changed", subject=f"organ:{held.code}",
                    organ_name=held.name, changed=changed)  # fmt: skip
        return GuideVersion.objects.create(
            organ=held, number=1 if last is None else last.number + 1, day=today(),
            values={name: values[name] for name in FIELDS}, person=actor.person,
        )  # fmt: skip


def _tell(value: Any) -> str:
    """Return what a field held, for the trail."""
    return "、".join(value) if isinstance(value, list) else str(value or "")


def find_guide(organ: Organ, number: int | None) -> Organ | None:
    """Return the organ as its guide told it in a version (None: now), or None for no such version."""
    if number is None:
        return organ
    version = GuideVersion.objects.filter(organ=organ, number=number).first()
    if version is None:
        return None
    then = copy(organ)
    for name, value in version.values.items():
        setattr(then, name, value)
    then.guide_updated = version.day
    return then


def is_stale(organ: Organ) -> bool:
    """Whether the guide was not looked at for a year."""
    return organ.guide_updated is None or today() - organ.guide_updated > STALE_AFTER
