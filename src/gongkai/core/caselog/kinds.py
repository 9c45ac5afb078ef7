"""The kinds of cases: what each working app tells the log about its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from gongkai.core.caselog.entries import Entry
from gongkai.core.refusal import Refusal

if TYPE_CHECKING:
    from gongkai.core.caselog.models import Case
    from gongkai.core.organs.models import Organ


class Retained(Refusal):
    """A case whose particulars must still be kept."""


def _never_ends(_state: Any) -> date:
    raise Retained("这类案件不删除个人信息", "the particulars of such a case are not erased")


def _needs_none(_case: Case) -> Refusal | None:
    return None


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    `fold(case, entries)` returns its state and raises a Refusal for a history that is not allowed;
    `project(case, state)` writes the columns of its lists; `read_projection(case)` returns them as
    plain data, and `derive_projection(case, state)` what they should be, for the proof.
    `unfinished` is the condition that a case waits for somebody; unless its app says, each does.
    `find_end(state)` returns the day from which the retention of its particulars runs, and raises
    Retained while it does not; unless its app says, it never does. `needs(case)` says why a case of
    another kind is still needed by one of this kind, or None.
    """

    name: str
    fold: Callable[[Case, Sequence[Entry]], Any]
    project: Callable[[Case, Any], None]
    read_projection: Callable[[Case], Any]
    derive_projection: Callable[[Case, Any], Any]
    unfinished: Q = field(default_factory=Q)
    find_end: Callable[[Any], date] = _never_ends
    needs: Callable[[Case], Refusal | None] = _needs_none


_KINDS: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> None:
    """Make a kind known; called once, when its app is ready."""
    _KINDS[kind.name] = kind


def find_kind(name: str) -> CaseKind:
    """Return a kind; KeyError where no app knows it."""
    return _KINDS[name]


def find_need(case: Case) -> Refusal | None:
    """Return why any other case still needs this one, or None."""
    return next((need for kind in _KINDS.values() if (need := kind.needs(case))), None)


def count_unfinished(organ: Organ) -> int:
    """Return how many cases of an organ, of every kind, wait for somebody. One query a kind."""
    from gongkai.core.caselog.models import Case

    return sum(
        Case.objects.filter(kind.unfinished, kind=kind.name, organ=organ).count()
        for kind in _KINDS.values()
    )
