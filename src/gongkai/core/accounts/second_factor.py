"""Who must have a second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from gongkai.core.organs.models import Person, Post
from gongkai.core.sealing import seal_text, unseal_text
from gongkai.core.today import today

# What allauth hands to our encrypt: of an authenticator, and of recovery codes.
_SEALED = {"secret", "seed"}


def demands_second_factor(person: Person) -> bool:
    """Whether the installation, or an organ in which the person holds a post, demands one. One query."""
    held = Post.objects.filter(person=person, since__lte=today(), organ__active=True).filter(
        Q(until=None) | Q(until__gte=today())
    )
    if not settings.STAFF_SECOND_FACTOR:
        held = held.filter(organ__second_factor=True)
    return held.exists()


def reseal_secrets() -> int:
    """Seal the secrets of all second factors under the first key; return how many there are.

    Raises SealBroken where one cannot be opened; none is changed then.
    """
    done = 0
    with transaction.atomic():
        for kept in Authenticator.objects.select_for_update().order_by("pk"):
            kept.data = {
                name: seal_text(unseal_text(value)) if name in _SEALED else value
                for name, value in kept.data.items()
            }
            kept.save(update_fields=["data"])
            done += 1
    return done


def has_second_factor(person: Person) -> bool:
    """Whether the person enrolled an authenticator. One query."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())
