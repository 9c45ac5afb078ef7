"""Acts that send out a letter: the letter is written from the case as the act leaves it, and goes with it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.core.caselog.entries import Entry
from gongkai.core.caselog.log import Happening
from gongkai.core.caselog.models import Case
from gongkai.core.organs.actor import Actor
from gongkai.core.today import today
from gongkai.letters.kinds import find_kind, kind_for
from gongkai.requests.domain.handling import act, demand_nothing_personal
from gongkai.requests.domain.letters import Prepared, demand_whole, store_letter, write_letter
from gongkai.requests.domain.numbers import peek_document_number, take_document_number
from gongkai.requests.domain.particulars import open_history, read_out
from gongkai.requests.domain.projection import fold_request
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import find_role

Words = Mapping[str, Any]


def act_with_letter(
    case_id: uuid.UUID,
    kind: str,
    *,
    actor: Actor,
    seen: int,
    day: date | None = None,
    body: Words,
    sealed: Words | None = None,
) -> RequestState:
    """Make an entry and send out its letter, both or neither; a number refused is given back.

    What `act` refuses is refused first; then Incomplete, Leaking.
    """
    day, letter = day or today(), KINDS[kind].letter
    with transaction.atomic():
        case = Case.objects.select_related("organ").get(pk=case_id)
        number = take_document_number(case.organ, letter, day)
        happening = Happening(kind, day, body, sealed, find_role(actor, kind, case.organ))
        prepared = _write(case, happening, letter, number, actor=actor)
        demand_whole(prepared)
        stored = store_letter(case, prepared)
        sent = {**body, "letter": letter, "number": number, "file": stored.sha256}
        return act(case_id, kind, actor=actor, seen=seen, day=day, body=sent, sealed=sealed)


def preview_notice(
    case: Case, kind: str, *, actor: Actor, day: date, body: Words, sealed: Words | None = None
) -> Prepared:
    """Return the letter as it would go out with an act, or the reply as a draft would have it.

    Whatever would refuse the act is raised.
    """
    letter = KINDS[kind].letter or kind_for(body["outcome"]).id
    happening = Happening(kind, day, body, sealed, find_role(actor, kind, case.organ))
    number = peek_document_number(case.organ, letter, day)
    return _write(case, happening, letter, number, actor=actor)


def _write(case: Case, happening: Happening, letter: str, number: str, *, actor: Actor) -> Prepared:
    demand_nothing_personal(case.organ, happening.body)
    entries = open_history(case, actor=actor, why=f"文书：{find_kind(letter).title}")
    entry = Entry(
        entries[-1].sequence + 1, happening.kind, happening.day, timezone.now(), actor.key,
        actor.name, happening.role, happening.body, happening.sealed,
    )  # fmt: skip
    state, day = fold_request(case, (*entries, entry)), happening.day
    return write_letter(case, state, read_out(entries), letter, day=day, number=number)
