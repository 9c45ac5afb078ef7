"""Writing and reading the trail."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from typing import Any, TypeVar

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from gongkai.core.audit.models import Access, Change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ, Post

Entry = TypeVar("Entry", Access, Change)


def note_access(
    actor: Actor, organ: Organ, *, what: str, why: str, case: uuid.UUID | None = None
) -> Access:
    """Record that an actor read personal data: `what` (applicant, letter, export), and `why`."""
    return Access.objects.create(
        actor=actor.key, actor_name=actor.name, organ=organ, case=case, what=what, why=why
    )


def note_change(
    actor: Actor, organ: Organ | None, *, kind: str, subject: str, **body: Any
) -> Change:
    """Record an act of administration: its `kind` (post-given), its `subject` (person:12), its facts."""
    return Change.objects.create(
        actor=actor.key,
        actor_name=actor.name,
        organ=organ,
        kind=kind,
        subject=subject,
        body=body,
    )


def export_trail(
    organ: Organ | None = None, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[dict[str, Any]]:
    """Yield reads and changes as flat rows, oldest first, as find_entries finds them."""
    reads = find_entries(Access, organ, since=since, until=until)
    changes = find_entries(Change, organ, since=since, until=until)
    rows = (map(_tell, reads.iterator(2000)), map(_tell, changes.iterator(2000)))
    yield from merge(*rows, key=lambda row: row["moment"])


def find_entries(
    model: type[Entry],
    organ: Organ | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """Return reads or changes, oldest first: of one organ or of all, since <= moment < until.

    What is done with an account belongs to no organ: it counts for each in which the person holds or
    held a post.
    """
    found = model._default_manager.select_related("organ").order_by("moment", "pk")  # noqa: SLF001
    if organ is not None:
        own = Q(organ=organ)
        if model is Change:
            key = Concat(Value("person:"), Cast("person_id", CharField()))
            staff = Post.objects.filter(organ=organ).order_by().values_list(key)
            own |= Q(organ=None, subject__in=staff)
        found = found.filter(own)
    if since is not None:
        found = found.filter(moment__gte=since)
    if until is not None:
        found = found.filter(moment__lt=until)
    return found


def _tell(record: Access | Change) -> dict[str, Any]:
    return {
        "moment": record.moment.isoformat(timespec="microseconds"),
        "entry": "read" if isinstance(record, Access) else "change",
        "actor": record.actor,
        "actor_name": record.actor_name,
        "organ": record.organ.code if record.organ else "",
        "what": record.what if isinstance(record, Access) else record.kind,
        "subject": str(record.case or "") if isinstance(record, Access) else record.subject,
        "why": record.why
        if isinstance(record, Access)
        else json.dumps(record.body, ensure_ascii=False, sort_keys=True),
    }
