"""Storing many histories at once: the rows that the verbs would have written, in bulk."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from gongkai.core.caselog.entries import GENESIS, Entry, chain
from gongkai.core.caselog.models import Case, Event, Sealed
from gongkai.core.organs.models import Organ
from gongkai.core.sealing import seal
from gongkai.requests.domain.projection import KIND, derive
from gongkai.requests.models import Consultation, Request
from gongkai.requests.process.state import RequestState

BATCH = 500


def store_histories(
    organ: Organ, histories: Iterable[tuple[Sequence[Entry], RequestState]]
) -> Iterator[list[Case]]:
    """Store histories of an organ's requests; yield the cases of each batch, which is one transaction.

    `gongkai verify` holds for the result. Nobody has a receipt for them.
    """
    rest = iter(histories)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            cases = _store(organ, batch)
        yield cases


def _store(organ: Organ, batch: Sequence[tuple[Sequence[Entry], RequestState]]) -> list[Case]:
    cases = [Case(id=uuid.uuid4(), kind=KIND, organ=organ) for _ in batch]
    Case.objects.bulk_create(cases)
    events, tokens, requests, consultations = [], [], [], []
    for case, (entries, state) in zip(cases, batch, strict=True):
        previous = GENESIS
        for entry in entries:
            token, digest = seal(entry.sealed) if entry.sealed is not None else (None, "")
            mark = chain(str(case.pk), entry, digest, previous)
            event = Event(
                case=case, sequence=entry.sequence, kind=entry.kind, day=entry.day,
                recorded=entry.recorded, actor=entry.actor, actor_name=entry.actor_name,
                role=entry.role, body=dict(entry.body), digest=digest, previous=previous, hash=mark,
            )  # fmt: skip
            events.append(event)
            if token is not None:
                tokens.append((event, token))
            previous = mark
        columns = derive(case, state)
        consulted = columns.pop("consultations")
        request = Request(case=case, **columns)
        requests.append(request)
        consultations += [Consultation(request=request, **each) for each in consulted]
    Event.objects.bulk_create(events)
    Sealed.objects.bulk_create(Sealed(event=event, token=token) for event, token in tokens)
    Request.objects.bulk_create(requests)
    Consultation.objects.bulk_create(consultations)
    return cases
