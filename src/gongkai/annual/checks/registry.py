"""Where the rules are kept: each with its id, titles, severity, basis, what it needs, and examples.

A rule is a generator function over a `Subject` that yields a `Hit` for each thing it finds. It is
entered by the
`rule` decorator, and nothing else knows of it: the runner, the catalogue and the tests all read the
registry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongkai.annual.checks.finding import Severity
from gongkai.annual.model import CellId, Span
from gongkai.statute.references import Reference, parse_reference

if TYPE_CHECKING:
    from gongkai.annual.checks.subject import Subject


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: the words, the place, and both sides of what was compared.

    `key` names the place where the cells or the words at the span would not do (a row, a whole
    table).
    """

    message: str
    message_en: str
    cells: tuple[CellId, ...] = ()
    span: Span | None = None
    compared: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None  # None: the rule's own
    key: str = ""


Check = Callable[["Subject"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A small report, told as its difference from a consistent one: prose added, cells changed.

    `cells` and `previous` map "table3.received.total" to a number, or to a state ("blank"); a
    `previous` that is not
    None gives the report a predecessor. `severity` is the one expected of a failing example, if not
    the rule's own.
    `prose` stands in `section`, under `heading` if one is given.
    """

    prose: str = ""
    section: str = "overview"
    heading: str = ""
    cells: Mapping[str, Any] = field(default_factory=dict)
    previous: Mapping[str, Any] | None = None
    previous_prose: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)  # agency, year, form, contact, without
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the registry. `needs`: what a report must have for the rule to speak at all."""

    id: str
    title: str
    title_en: str
    severity: Severity
    basis: tuple[Reference, ...]
    needs: str
    family: str
    check: Check
    passes: tuple[Example, ...]
    fails: tuple[Example, ...]


_RULES: dict[str, Rule] = {}


def _example(raw: str | Example | Mapping[str, Any]) -> Example:
    if isinstance(raw, Example):
        return raw
    return Example(prose=raw) if isinstance(raw, str) else Example(cells=raw)


def rule(
    *,
    id: str,  # noqa: A002  (it is what the catalogue calls it)
    title: str,
    title_en: str,
    severity: Severity,
    basis: tuple[str, ...],
    needs: str,
    passes: tuple[str | Example | Mapping[str, Any], ...],
    fails: tuple[str | Example | Mapping[str, Any], ...],
) -> Callable[[Check], Check]:
    """Enter a check in the registry; ValueError for an id that is taken.

    `basis` names places in instruments of the statute's register: "tiaoli-2019:50",
    "gbgkbh-2021-30:table3".
    An example that is a string is prose in section one; a mapping is cells; anything else is an
    `Example`.
    """

    def enter(check: Check) -> Check:
        if id in _RULES:
            raise ValueError(f"two rules are called {id}")
        _RULES[id] = Rule(
            id=id,
            title=title,
            title_en=title_en,
            severity=severity,
            basis=tuple(parse_reference(text) for text in basis),
            needs=needs,
            family=check.__module__.rpartition(".")[2],
            check=check,
            passes=tuple(_example(raw) for raw in passes),
            fails=tuple(_example(raw) for raw in fails),
        )
        return check

    return enter


def all_rules() -> tuple[Rule, ...]:
    """Return every rule that has been entered, in the order of their modules."""
    return tuple(_RULES.values())
