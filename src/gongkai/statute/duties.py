"""What must be public, and what guide, catalogue and annual report must contain."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.keys import refuse_keys
from gongkai.statute.references import Reference, parse_reference


@dataclass(frozen=True, slots=True)
class Category:
    """One of the fifteen kinds of information that every organ publishes (art. 20)."""

    id: str
    title: str
    title_en: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Addition:
    """What organs of a level publish besides (art. 21). `level` is city_county or township."""

    level: str
    titles: tuple[str, ...]
    titles_en: tuple[str, ...]
    reference: Reference


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document must contain."""

    id: str
    title: str
    title_en: str
    contents: tuple[str, ...]
    contents_en: tuple[str, ...]
    reference: Reference
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties that come with the package."""

    categories: tuple[Category, ...]
    additions: Mapping[str, Addition]
    documents: Mapping[str, Contents]


_SECTIONS = {
    "category": ({"id", "ref", "title", "title_en"}, set[str]()),
    "addition": ({"level", "ref", "titles", "titles_en"}, set[str]()),
    "document": ({"id", "ref", "title", "title_en", "contents", "contents_en"}, {"doubt"}),
}


@cache
def load_duties() -> Duties:
    """Return the duties that come with the package."""
    text = (resources.files("gongkai.statute") / "data" / "duties.toml").read_text("utf-8")
    return parse_duties(text, "duties.toml")


def parse_duties(text: str, name: str) -> Duties:
    """Read a file of duties; unknown or missing keys, and uneven translations, are DataErrors."""
    tables = tomllib.loads(text)
    refuse_keys(tables, set(_SECTIONS), set(_SECTIONS), name)
    for section, (required, optional) in _SECTIONS.items():
        for table in tables[section]:
            refuse_keys(table, required | optional, required, f"{name}：{section}")
            _refuse_uneven(table, name)
    return Duties(
        tuple(
            Category(each["id"], each["title"], each["title_en"], parse_reference(each["ref"]))
            for each in tables["category"]
        ),
        {
            each["level"]: Addition(
                each["level"],
                tuple(each["titles"]),
                tuple(each["titles_en"]),
                parse_reference(each["ref"]),
            )
            for each in tables["addition"]
        },
        {
            each["id"]: Contents(
                each["id"],
                each["title"],
                each["title_en"],
                tuple(each["contents"]),
                tuple(each["contents_en"]),
                parse_reference(each["ref"]),
                each.get("doubt", ""),
            )
            for each in tables["document"]
        },
    )


def _refuse_uneven(table: Mapping[str, Any], name: str) -> None:
    for key, value in table.items():
        if isinstance(value, list) and len(value) != len(table[f"{key.removesuffix('_en')}_en"]):
            raise DataError(f"{name}：中英文项数不同", f"{name}: Chinese and English differ")


def find_missing(document: str, present: Iterable[str]) -> tuple[Remark, ...]:
    """Return what a document lacks, given the contents it has (in the Chinese words of the data).

    InvalidQuestion for an unknown document or words that name none of its contents.
    """
    documents = load_duties().documents
    if document not in documents:
        raise InvalidQuestion(f"没有文件“{document}”", f"no document {document!r}")
    contents = documents[document]
    there = set(present)
    if unknown := sorted(there - set(contents.contents)):
        raise InvalidQuestion(
            f"{contents.title}没有内容“{'、'.join(unknown)}”",
            f"{contents.id} has no contents {', '.join(unknown)}",
        )
    return tuple(
        Remark(
            f"{contents.title}缺少“{chinese}”",
            f"the {contents.title_en} lacks: {english}",
            contents.reference,
        )
        for chinese, english in zip(contents.contents, contents.contents_en, strict=True)
        if chinese not in there
    )


def find_uncovered(published: Iterable[str], level: str = "") -> tuple[Remark, ...]:
    """Return the kinds of art. 20, and of art. 21 for a level, on which nothing is published.

    `published` holds category ids (a20_01 …) and the Chinese titles of art. 21's additions. That
    nothing is published is a question, not a fault: an organ may have nothing of a kind.
    """
    duties = load_duties()
    there = set(published)
    missing = [
        Remark(f"没有公开：{each.title}", f"nothing published on: {each.title_en}", each.reference)
        for each in duties.categories
        if each.id not in there
    ]
    if not level:
        return tuple(missing)
    if level not in duties.additions:
        raise InvalidQuestion(f"没有层级“{level}”", f"no level {level!r}")
    addition = duties.additions[level]
    missing += [
        Remark(f"没有公开：{chinese}", f"nothing published on: {english}", addition.reference)
        for chinese, english in zip(addition.titles, addition.titles_en, strict=True)
        if chinese not in there
    ]
    return tuple(missing)
