"""The tree of organs: where an organ stands, and what lies below it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr

from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal


class TreeBroken(Refusal):
    """An organ cannot stand under itself."""


def place_organ(organ: Organ, parent: Organ | None) -> Organ:
    """Save an organ under a parent (None: at the top), and move all below it along.

    Raises TreeBroken where the parent is the organ itself or stands below it.
    """
    with transaction.atomic():
        old = organ.path
        if parent is not None:
            parent = Organ.objects.select_for_update().get(pk=parent.pk)
            if old and parent.path.startswith(old):
                raise TreeBroken(
                    f"“{parent}”是“{organ}”自己或者它的下级，不能作为它的上级",
                    f"{parent} is {organ} itself or below it and cannot stand above it",
                )
        organ.parent = parent
        organ.path = f"{parent.path if parent else '/'}{organ.code}/"
        organ.save()
        if old and old != organ.path:
            below = Organ.objects.filter(path__startswith=old).exclude(pk=organ.pk)
            below.update(path=Concat(Value(organ.path), Substr("path", len(old) + 1)))
    return organ


def find_below(organ: Organ) -> QuerySet[Organ]:
    """Return the organs below an organ, without itself."""
    return Organ.objects.filter(path__startswith=organ.path).exclude(pk=organ.pk)


def lock_trees(*organs: Organ) -> None:
    """Let administrators of the trees of these organs act one after another, until the transaction ends.

    Two at once could else remove each other, or hang two organs each below the other.
    """
    tops = {f"/{organ.path.split('/')[1]}/" for organ in organs}
    list(Organ.objects.select_for_update().filter(path__in=tops).order_by("pk"))
