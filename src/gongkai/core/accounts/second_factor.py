"""Who must have a second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q

from gongkai.core.organs.models import Person, Post
from gongkai.core.today import today


def demands_second_factor(person: Person) -> bool:
    """Whether the installation, or an organ in which the person holds a post, demands one. One query."""
    held = Post.objects.filter(person=person, since__lte=today(), organ__active=True).filter(
        Q(until=None) | Q(until__gte=today())
    )
    if not settings.STAFF_SECOND_FACTOR:
        held = held.filter(organ__second_factor=True)
    return held.exists()


def has_second_factor(person: Person) -> bool:
    """Whether the person enrolled an authenticator. One query."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())
