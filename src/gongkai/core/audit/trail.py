"""Writing and reading the trail."""

from __future__ import annotations

import uuid

from gongkai.core.audit.models import Access
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ


def note_access(
    actor: Actor, organ: Organ, *, what: str, why: str, case: uuid.UUID | None = None
) -> Access:
    """Record that an actor read personal data: `what` (applicant, letter, export), and `why`."""
    return Access.objects.create(
        actor=actor.key, actor_name=actor.name, organ=organ, case=case, what=what, why=why
    )
