"""Outcomes of a request: the 21 leaves of table 3 with articles, facts, events and letters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from gongkai.statute.clock.events import EventKind
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.keys import refuse_keys
from gongkai.statute.references import Reference, parse_reference

PARTIAL = "partially_granted"
_REQUIRED = {"label", "label_en", "group", "row", "refs", "discretion", "remedy", "letter", "from"}
_KNOWN = _REQUIRED | {
    *("when", "any", "unless", "ground", "closes", "needs", "forbids", "note", "until")
}
_FACT_KEYS = {"question", "question_en", "after"}
_LETTER_KEYS = {"title", "title_en", "contents", "refs"}
_CONTENT_KEYS = {"id", "zh", "en", "refs"}


class Discretion(StrEnum):
    """Whether the organ must, or may, decide so."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"
    NONE = "none"


class RemedyClass(StrEnum):
    """What kind of outcome it is for the remedies against it."""

    WITHHELD = "withheld"
    QUERY = "query"
    PARTIAL = "partial"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that decides an outcome, with the question that establishes it.

    `after` are facts that must be true for the question to matter.
    """

    id: str
    question: str
    question_en: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One thing a letter must say, with the article that asks for it. `id` names its check."""

    id: str
    chinese: str
    english: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and what it must contain."""

    id: str
    title: str
    title_en: str
    parts: tuple[Content, ...]
    references: tuple[Reference, ...]

    @property
    def contents(self) -> tuple[str, ...]:
        """What it must contain, in Chinese."""
        return tuple(part.chinese for part in self.parts)

    @property
    def contents_en(self) -> tuple[str, ...]:
        """What it must contain, in English."""
        return tuple(part.english for part in self.parts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One leaf of table 3. `id` is the row of the annual report's form."""

    id: str
    label: str
    label_en: str
    group: str
    row: str
    references: tuple[Reference, ...]
    discretion: Discretion
    when: tuple[str, ...]
    any_of: tuple[str, ...]
    unless: tuple[str, ...]
    ground: bool
    closes: bool
    needs: tuple[EventKind, ...]
    forbids: tuple[EventKind, ...]
    remedy: RemedyClass
    letter: str
    start: date
    until: date | None
    note: str

    def available(self, day: date) -> bool:
        """Whether the outcome exists on a day."""
        return self.start <= day and (self.until is None or day <= self.until)


def _read(name: str) -> str:
    return (resources.files("gongkai.statute") / "data" / name).read_text(encoding="utf-8")


@cache
def load_facts() -> Mapping[str, Fact]:
    """Return the facts in the order in which they are asked."""
    return parse_facts(_read("facts.toml"), "facts.toml")


def parse_facts(text: str, name: str) -> dict[str, Fact]:
    """Read a file of facts; an `after` that names none of them is a DataError."""
    facts: dict[str, Fact] = {}
    for key, table in tomllib.loads(text).items():
        refuse_keys(table, _FACT_KEYS, _FACT_KEYS - {"after"}, f"{name}：{key}")
        after = tuple(table.get("after", ()))
        _refuse_unknown(after, facts, f"{name}：{key}")
        facts[key] = Fact(key, table["question"], table["question_en"], after)
    return facts


@cache
def load_letters() -> Mapping[str, Letter]:
    """Return the letters by id."""
    return parse_letters(_read("letters.toml"), "letters.toml")


def parse_letters(text: str, name: str) -> dict[str, Letter]:
    """Read a file of letters; unknown keys, no contents, or one content twice are DataErrors."""
    letters: dict[str, Letter] = {}
    for key, table in tomllib.loads(text).items():
        where = f"{name}：{key}"
        refuse_keys(table, _LETTER_KEYS, _LETTER_KEYS, where)
        own = tuple(map(parse_reference, table["refs"]))
        for row in table["contents"]:
            refuse_keys(row, _CONTENT_KEYS, _CONTENT_KEYS - {"refs"}, where)
        parts = tuple(
            Content(
                row["id"],
                row["zh"],
                row["en"],
                tuple(map(parse_reference, row["refs"])) if "refs" in row else own,
            )
            for row in table["contents"]
        )
        if not parts or len({part.id for part in parts}) < len(parts):
            raise DataError(
                f"{where}：没有必备内容，或者有一项重复", f"{where}: no contents, or one twice"
            )
        letters[key] = Letter(key, table["title"], table["title_en"], parts, own)
    return letters


@cache
def load_outcomes() -> Mapping[str, Outcome]:
    """Return the leaves in the order of table 3."""
    return parse_outcomes(_read("outcomes.toml"), "outcomes.toml", load_facts(), load_letters())


def parse_outcomes(
    text: str, name: str, facts: Mapping[str, Fact], letters: Mapping[str, Letter]
) -> dict[str, Outcome]:
    """Read a file of outcomes. Unknown keys, facts, events and letters are DataErrors."""
    outcomes: dict[str, Outcome] = {}
    for key, table in tomllib.loads(text).items():
        leaves = {key: table} if "label" in table else {f"{key}.{k}": v for k, v in table.items()}
        for leaf, row in leaves.items():
            outcomes[leaf] = _parse_outcome(leaf, row, f"{name}：{leaf}", facts, letters)
    return outcomes


def _parse_outcome(
    key: str,
    table: dict[str, Any],
    name: str,
    facts: Mapping[str, Fact],
    letters: Mapping[str, Letter],
) -> Outcome:
    refuse_keys(table, _KNOWN, _REQUIRED, name)
    conditions = {part: tuple(table.get(part, ())) for part in ("when", "any", "unless")}
    named = (fact.removeprefix("!") for part in conditions.values() for fact in part)
    _refuse_unknown(named, facts, name)
    _refuse_unknown([table["letter"]], letters, name)
    if not table["refs"] and not table.get("note"):
        raise DataError(f"{name}：没有依据，也没有说明", f"{name}: neither an article nor a note")
    try:
        return Outcome(
            id=key,
            label=table["label"],
            label_en=table["label_en"],
            group=table["group"],
            row=table["row"],
            references=tuple(map(parse_reference, table["refs"])),
            discretion=Discretion(table["discretion"]),
            when=conditions["when"],
            any_of=conditions["any"],
            unless=conditions["unless"],
            ground=table.get("ground", False),
            closes=table.get("closes", False),
            needs=tuple(map(EventKind, table.get("needs", ()))),
            forbids=tuple(map(EventKind, table.get("forbids", ()))),
            remedy=RemedyClass(table["remedy"]),
            letter=table["letter"],
            start=table["from"],
            until=table.get("until"),
            note=table.get("note", ""),
        )
    except ValueError as error:
        raise DataError(f"{name}：{error}", f"{name}: {error}") from error


def _refuse_unknown(names: Iterable[str], known: Mapping[str, Any], name: str) -> None:
    if missing := sorted(set(names) - set(known)):
        raise DataError(
            f"{name}：不认识 {'、'.join(missing)}", f"{name}: unknown: {', '.join(missing)}"
        )


def find_outcome(key: str) -> Outcome:
    """Return the leaf with an id, or raise InvalidQuestion."""
    try:
        return load_outcomes()[key]
    except KeyError:
        raise InvalidQuestion(f"表三没有结果“{key}”", f"no outcome {key!r} in table 3") from None


def count_once(parts: Iterable[str]) -> Outcome:
    """Return the one leaf under which a request counts whose parts have these outcomes.

    Granted in part and not in other parts is 部分公开 and nothing else. Several different outcomes
    of which none grants anything have no confirmed rule: InvalidQuestion asks for one of them.
    """
    leaves = {key: find_outcome(key) for key in parts}
    if not leaves:
        raise InvalidQuestion("没有办理结果", "no outcome")
    if PARTIAL in leaves or ("granted" in leaves and len(leaves) > 1):
        return find_outcome(PARTIAL)
    if len(leaves) > 1:
        labels = "、".join(leaf.label for leaf in leaves.values())
        raise InvalidQuestion(
            f"多种结果（{labels}）如何计数未有明文，请指定一项",
            f"how several outcomes count is not confirmed; choose one of {', '.join(leaves)}",
            Reference("gbgkbh-2021-30", "table3"),
        )
    return next(iter(leaves.values()))
