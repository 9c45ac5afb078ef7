"""The kinds of cases: what each working app tells the log about its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from gongkai.core.caselog.entries import Entry

if TYPE_CHECKING:
    from gongkai.core.caselog.models import Case
    from gongkai.core.organs.models import Organ


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    `fold(case, entries)` returns its state and raises a Refusal for a history that is not allowed;
    `project(case, state)` writes the columns of its lists; `read_projection(case)` returns them as
    plain data, and `derive_projection(case, state)` what they should be, for the proof.
    `unfinished` is the condition that a case waits for somebody; unless its app says, each does.
    """

    name: str
    fold: Callable[[Case, Sequence[Entry]], Any]
    project: Callable[[Case, Any], None]
    read_projection: Callable[[Case], Any]
    derive_projection: Callable[[Case, Any], Any]
    unfinished: Q = field(default_factory=Q)


_KINDS: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> None:
    """Make a kind known; called once, when its app is ready."""
    _KINDS[kind.name] = kind


def find_kind(name: str) -> CaseKind:
    """Return a kind; KeyError where no app knows it."""
    return _KINDS[name]


def count_unfinished(organ: Organ) -> int:
    """Return how many cases of an organ, of every kind, wait for somebody. One query a kind."""
    from gongkai.core.caselog.models import Case

    return sum(
        Case.objects.filter(kind.unfinished, kind=kind.name, organ=organ).count()
        for kind in _KINDS.values()
    )
