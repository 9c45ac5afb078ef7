"""Opening a case, appending to it, reading it. One transaction, one event, one projection."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.core.caselog.entries import GENESIS, Entry, chain, head
from gongkai.core.caselog.kinds import find_kind
from gongkai.core.caselog.models import Case, Event, Sealed
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.core.sealing import seal, unseal


class Overtaken(Refusal):
    """Somebody else acted on the case first; nothing was recorded."""

    def __init__(self, latest: Entry) -> None:
        """Say who, when and what."""
        moment = timezone.localtime(latest.recorded).strftime("%Y-%m-%d %H:%M")
        super().__init__(
            f"在您操作之前，{latest.actor_name}已于{moment}办理了本件，您的操作没有记录。请看过最新情况再决定",
            f"{latest.actor_name} acted on this case at {moment}, before you. Nothing of yours was "
            f"recorded. Look at what changed and decide again",
        )
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be appended: a kind, its legal day, a body without personal data, and particulars."""

    kind: str
    day: date
    body: Mapping[str, Any]
    sealed: Mapping[str, Any] | None = None
    role: str = ""


def open_case(
    kind: str, organ: Organ, first: Happening, *, actor: Actor, key: uuid.UUID | None = None
) -> tuple[Case, Any]:
    """Open a case with its first event; return it with its state. Raises what its fold refuses."""
    with transaction.atomic():
        case = Case.objects.create(id=key or uuid.uuid4(), kind=kind, organ=organ)
        return case, _append(case, [], GENESIS, first, actor)


@contextmanager
def hold(case_id: uuid.UUID) -> Iterator[Case]:
    """Open a transaction that holds a case: nobody else acts on it before the end. Case.DoesNotExist."""
    with transaction.atomic():
        # The case alone: its organ is everybody's.
        held = Case.objects.select_for_update(of=("self",)).select_related("organ")
        yield held.get(pk=case_id)


def append(case: Case, happening: Happening, *, actor: Actor, seen: int) -> Any:
    """Append one event to a held case whose last `seen` entry the actor has seen; return its new state.

    Overtaken: another event came first. Whatever the kind's fold refuses is raised, and nothing is
    recorded.
    """
    rows = _read(case)
    entries = [entry for entry, _ in rows]
    if head(entries) != seen:
        raise Overtaken(entries[-1])
    return _append(case, entries, rows[-1][1], happening, actor)


def _append(
    case: Case, entries: list[Entry], previous: str, happening: Happening, actor: Actor
) -> Any:
    entry = Entry(
        sequence=len(entries) + 1,
        kind=happening.kind,
        day=happening.day,
        recorded=timezone.now(),
        actor=actor.key,
        actor_name=actor.name,
        role=happening.role,
        body=dict(happening.body),
        sealed=happening.sealed,
    )
    kind = find_kind(case.kind)
    state = kind.fold(case, [*entries, entry])
    token, digest = seal(happening.sealed) if happening.sealed is not None else (None, "")
    event = Event.objects.create(
        case=case,
        sequence=entry.sequence,
        kind=entry.kind,
        day=entry.day,
        recorded=entry.recorded,
        actor=entry.actor,
        actor_name=entry.actor_name,
        role=entry.role,
        body=entry.body,
        digest=digest,
        previous=previous,
        hash=chain(str(case.pk), entry, digest, previous),
    )
    if token is not None:
        Sealed.objects.create(event=event, token=token)
    kind.project(case, state)
    return state


_COLUMNS = ("sequence", "kind", "day", "recorded", "actor", "actor_name", "role", "body")


def _read(case: Case) -> list[tuple[Entry, str]]:
    """Return each entry of a case with its hash. One query, and no more objects than are asked for."""
    rows = Event.objects.filter(case=case).order_by("sequence").values_list(*_COLUMNS, "hash")
    return [(Entry(*row[:-1]), row[-1]) for row in rows]


def read_entries(case: Case) -> tuple[Entry, ...]:
    """Return the entries of a case in order, particulars closed. One query."""
    return tuple(entry for entry, _ in _read(case))


def open_entries(case: Case) -> tuple[Entry, ...]:
    """Return the entries of a case with their particulars opened. For callers that audit the read.

    Raises SealBroken where particulars cannot be opened or are not what was recorded.
    """
    events = Event.objects.filter(case=case).order_by("sequence").select_related("particulars")
    return tuple(_open(event) for event in events)


def _open(event: Event) -> Entry:
    entry = to_entry(event)
    kept = getattr(event, "particulars", None)
    if kept is None or kept.token is None:
        return entry
    return replace(entry, sealed=unseal(kept.token, event.digest))


def to_entry(event: Event) -> Entry:
    """Return an event as an entry, particulars closed."""
    return Entry(
        sequence=event.sequence,
        kind=event.kind,
        day=event.day,
        recorded=event.recorded,
        actor=event.actor,
        actor_name=event.actor_name,
        role=event.role,
        body=event.body,
    )


def fold_case(case: Case, entries: Sequence[Entry] | None = None) -> Any:
    """Return the state of a case as its app folds it."""
    return find_kind(case.kind).fold(case, read_entries(case) if entries is None else entries)
