"""What an applicant may do against an outcome, as a letter must tell it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from gongkai.statute.clock.periods import doubt_value
from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.keys import refuse_keys
from gongkai.statute.outcomes import find_outcome
from gongkai.statute.parameters import Law, load_law
from gongkai.statute.references import Reference, parse_reference

INACTION = "inaction"
ONLINE = Reference("fuyifa-2023", "22.2")
MUST_TELL = Reference("fuyifa-2023", "23.2")


class OrganKind(StrEnum):
    """What kind of organ decided: it fixes who reconsiders."""

    DEPARTMENT = "department"
    VERTICAL = "vertical"
    GOVERNMENT = "government"
    PROVINCE = "province"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether reconsideration comes first, for some kinds of outcomes, between two days."""

    remedy: tuple[str, ...]
    start: date
    until: date | None
    first: bool
    references: tuple[Reference, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who reconsiders the decisions of a kind of organ, between two days."""

    organ: OrganKind
    start: date
    until: date | None
    name: str
    name_en: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """The remedies against one outcome on one day, as text and as data."""

    outcome: str
    first: bool
    authority: Authority
    chinese: str
    english: str
    references: tuple[Reference, ...]
    doubts: tuple[Remark, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the remedies in both languages."""
        return {
            "outcome": self.outcome,
            "reconsideration_first": self.first,
            "authority": {"zh": self.authority.name, "en": self.authority.name_en},
            "text": {"zh": self.chinese, "en": self.english},
            "refs": [str(reference) for reference in self.references],
            "doubts": [doubt.as_json() for doubt in self.doubts],
        }


def state_remedies(
    outcome: str,
    day: date,
    *,
    organ: OrganKind = OrganKind.DEPARTMENT,
    served_online: bool = False,
    law: Law | None = None,
) -> Remedies:
    """Return the remedies against an outcome of table 3 (or `inaction`) decided on a day.

    InvalidQuestion for an unknown outcome, or a day for which the rule is not in the data.
    """
    law = law if law is not None else load_law()
    remedy = INACTION if outcome == INACTION else find_outcome(outcome).remedy.value
    rules, authorities = load_remedies()
    rule = next((each for each in rules if remedy in each.remedy and _covers(each, day)), None)
    authority = next(
        (each for each in authorities if each.organ is organ and _covers(each, day)), None
    )
    if rule is None or authority is None:
        raise InvalidQuestion(f"没有{day}的救济规定", f"the data has no rule on remedies for {day}")
    apply = law.at("reconsideration.apply", day)
    direct = law.at("litigation.direct", day)
    after = law.at("litigation.after_reconsideration", day)
    who, who_en = authority.name, authority.name_en
    if rule.first:
        chinese = (
            f"如不服本决定，应当自知道本决定之日起{apply.number}日内先向{who}申请行政复议；"
            f"对行政复议决定不服的，可以自收到复议决定书之日起{after.number}日内向人民法院提起行政诉讼。"
        )
        english = (
            f"First apply to {who_en} for reconsideration within {apply.number} days of knowing of "
            f"the decision; against its decision, sue within {after.number} days of receiving it."
        )
    else:
        chinese = (
            f"如不服本决定，可以自知道本决定之日起{apply.number}日内向{who}申请行政复议，"
            f"也可以自知道本决定之日起{direct.number}个月内向人民法院提起行政诉讼。"
        )
        english = (
            f"Apply to {who_en} for reconsideration within {apply.number} days of knowing of the "
            f"decision, or sue within {direct.number} months."
        )
    used = (apply, after if rule.first else direct)
    doubts = [doubt for value in used if value.doubt for doubt in doubt_value(law, value)]
    references = [*rule.references, *authority.references, apply.reference]
    references.append(after.reference if rule.first else direct.reference)
    if rule.first:
        references.append(MUST_TELL)
    if served_online and authority.start >= date(2024, 1, 1):
        chinese += "本决定通过互联网送达，行政复议申请可以通过同一互联网渠道提交。"
        english += " As the decision is served online, the application may be made online too."
        references.append(ONLINE)
    return Remedies(
        outcome,
        rule.first,
        authority,
        chinese,
        english,
        tuple(dict.fromkeys(references)),
        tuple(dict.fromkeys((*_doubts(rule, references), *doubts))),
    )


def _covers(each: Rule | Authority, day: date) -> bool:
    return each.start <= day and (each.until is None or day <= each.until)


def _doubts(rule: Rule, references: list[Reference]) -> list[Remark]:
    doubts: list[Remark] = []
    if rule.doubt:
        chinese, _, english = rule.doubt.partition(" / ")
        doubts.append(Remark(chinese, english, rule.references[0]))
    for reference in references:
        if not reference.source.confidence.confirmed:
            chinese, _, english = reference.source.note.partition(" / ")
            doubts.append(Remark(f"{reference.source.short}：{chinese}", english, reference))
    return list(dict.fromkeys(doubts))


@cache
def load_remedies() -> tuple[tuple[Rule, ...], tuple[Authority, ...]]:
    """Return the rules and the authorities that come with the package."""
    text = (resources.files("gongkai.statute") / "data" / "remedies.toml").read_text("utf-8")
    return parse_remedies(text, "remedies.toml")


def parse_remedies(text: str, name: str) -> tuple[tuple[Rule, ...], tuple[Authority, ...]]:
    """Read a file of remedies; unknown or missing keys are DataErrors."""
    tables = tomllib.loads(text)
    refuse_keys(tables, {"rule", "authority"}, {"rule", "authority"}, name)
    rules = []
    for table in tables["rule"]:
        required = {"remedy", "from", "first", "refs"}
        refuse_keys(table, required | {"until", "doubt"}, required, name)
        rules.append(
            Rule(
                tuple(table["remedy"]),
                table["from"],
                table.get("until"),
                table["first"],
                tuple(map(parse_reference, table["refs"])),
                table.get("doubt", ""),
            )
        )
    authorities = []
    for table in tables["authority"]:
        required = {"organ", "from", "name", "name_en", "refs"}
        refuse_keys(table, required | {"until"}, required, name)
        authorities.append(
            Authority(
                OrganKind(table["organ"]),
                table["from"],
                table.get("until"),
                table["name"],
                table["name_en"],
                tuple(map(parse_reference, table["refs"])),
            )
        )
    return tuple(rules), tuple(authorities)
