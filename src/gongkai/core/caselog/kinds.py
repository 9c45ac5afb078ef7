"""The kinds of cases: what each working app tells the log about its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.core.caselog.entries import Entry

if TYPE_CHECKING:
    from gongkai.core.caselog.models import Case


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    `fold(case, entries)` returns its state and raises a Refusal for a history that is not allowed;
    `project(case, state)` writes the columns of its lists; `read_projection(case)` returns them as
    plain data, and `derive_projection(case, state)` what they should be, for the proof.
    """

    name: str
    fold: Callable[[Case, Sequence[Entry]], Any]
    project: Callable[[Case, Any], None]
    read_projection: Callable[[Case], Any]
    derive_projection: Callable[[Case, Any], Any]


_KINDS: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> None:
    """Make a kind known; called once, when its app is ready."""
    _KINDS[kind.name] = kind


def find_kind(name: str) -> CaseKind:
    """Return a kind; KeyError where no app knows it."""
    return _KINDS[name]
