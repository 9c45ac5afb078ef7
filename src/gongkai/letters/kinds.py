"""The kinds of letters, with their titles, and the templates that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gongkai.letters.errors import UnknownKind
from gongkai.statute.outcomes import Content, find_outcome, load_letters, load_outcomes
from gongkai.statute.references import Reference


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter. `outcomes` are the leaves of table 3 that it tells; empty for the others."""

    id: str
    title: str
    title_en: str
    parts: tuple[Content, ...]
    references: tuple[Reference, ...]
    outcomes: tuple[str, ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by id, in the order of the life of a request."""
    return {
        key: Kind(
            key,
            letter.title,
            letter.title_en,
            letter.parts,
            letter.references,
            tuple(each.id for each in load_outcomes().values() if each.letter == key),
        )
        for key, letter in load_letters().items()
    }


def find_kind(key: str) -> Kind:
    """Return the kind with an id; UnknownKind where there is none."""
    try:
        return kinds()[key]
    except KeyError:
        raise UnknownKind(f"没有文书种类“{key}”", f"no kind of letter {key!r}") from None


def kind_for(outcome: str) -> Kind:
    """Return the letter that tells an outcome; InvalidQuestion for an unknown outcome."""
    return kinds()[find_outcome(outcome).letter]


@cache
def load_templates() -> Mapping[str, str]:
    """Return the shipped template of every kind."""
    folder = resources.files("gongkai.letters") / "templates"
    return {key: (folder / f"{key}.txt").read_text(encoding="utf-8") for key in kinds()}
