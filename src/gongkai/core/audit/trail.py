"""Writing and reading the trail."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from typing import Any

from gongkai.core.audit.models import Access, Change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ


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
    """Yield reads and changes as flat rows, oldest first: of one organ or of all, since <= moment < until."""
    rows: list[Iterator[dict[str, Any]]] = [
        _select(Access, organ, since, until),
        _select(Change, organ, since, until),
    ]
    yield from merge(*rows, key=lambda row: row["moment"])


def _select(
    model: type[Access | Change],
    organ: Organ | None,
    since: datetime | None,
    until: datetime | None,
) -> Iterator[dict[str, Any]]:
    found = model.objects.select_related("organ").order_by("moment", "pk")
    if organ is not None:
        found = found.filter(organ=organ)
    if since is not None:
        found = found.filter(moment__gte=since)
    if until is not None:
        found = found.filter(moment__lt=until)
    return map(_tell, found.iterator(2000))


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
