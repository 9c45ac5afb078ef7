"""One act on many requests: each by itself, so that one refused stops no other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Person
from gongkai.requests.domain.handling import act, assign
from gongkai.statute.errors import StatuteError

Chosen = Sequence[tuple[uuid.UUID, int]]  # each case, with the last of its entries that was seen


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an act on several requests went: on which it was done, and what refused the others."""

    done: tuple[uuid.UUID, ...]
    refused: Mapping[uuid.UUID, StatuteError]


def assign_many(cases: Chosen, *, handler: Person, actor: Actor) -> Outcome:
    """Give several requests to one handler."""
    return _act_on(
        cases, lambda case_id, seen: assign(case_id, handler=handler, actor=actor, seen=seen)
    )


def archive_many(cases: Chosen, *, actor: Actor) -> Outcome:
    """Put the papers of several closed requests away (条例第四十五条)."""
    return _act_on(cases, lambda case_id, seen: act(case_id, "archived", actor=actor, seen=seen))


def _act_on(cases: Chosen, verb: Callable[[uuid.UUID, int], object]) -> Outcome:
    done, refused = [], {}
    for case_id, seen in cases:
        try:
            verb(case_id, seen)
        except StatuteError as refusal:
            refused[case_id] = refusal
        else:
            done.append(case_id)
    return Outcome(tuple(done), refused)
