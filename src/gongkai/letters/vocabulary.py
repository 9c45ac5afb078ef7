"""What a template may say: the facts as plain words, with what follows from the law."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from gongkai.letters.errors import BadFacts
from gongkai.letters.facts import LetterFacts, Party
from gongkai.letters.templating import LONGEST_LIST
from gongkai.statute.clock.events import Channel
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.outcomes import find_outcome
from gongkai.statute.parameters import load_law
from gongkai.statute.references import Reference, parse_reference
from gongkai.statute.remedies import Remedies, state_remedies

REGULATION = "tiaoli-2019"
PERSON = "自然人"
_PERIODS = {
    "reply": "reply",
    "extension": "reply.extension",
    "third_party": "consultation.third_party",
    "co_maker": "consultation.co_maker",
    "payment": "fee.payment",
}
# Values that a template closes with its own 。, whoever typed them with one.
_CLAUSES = frozenset(
    ("information", "matter", "route", "channel", "payment", "withheld", "lacking", "how", "why")
)
_CHANNELS = {
    "counter": "当面提交",
    "post": "邮寄",
    "letter": "平常信函",
    "online": "互联网渠道",
    "email": "电子邮件",
    "fax": "传真",
}


def write_day(day: date | None) -> str:
    """Return a day as letters write it: 2026年3月5日; empty for none."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def cite(reference: Reference) -> str:
    """Return 《条例》第三十六条第（四）项 for the Regulations, with its own name for the others."""
    if reference.instrument == REGULATION:
        return f"《条例》{reference.place_chinese}"
    return reference.chinese


def cite_all(references: tuple[Reference, ...]) -> tuple[str, ...]:
    """Cite each; of two places in one instrument that follow one another, the second by place alone."""
    return tuple(
        each.place_chinese
        if index and each.article and references[index - 1].instrument == each.instrument
        else cite(each)
        for index, each in enumerate(references)
    )


def find_references(facts: LetterFacts) -> tuple[Reference, ...]:
    """Return what the letter rests on: what the facts name, or the articles of the outcome.

    Where the outcome has alternatives (36(1) or (2), 36(4) or (5)), the facts decide.
    """
    if facts.references:
        return tuple(map(parse_reference, facts.references))
    if not facts.outcome:
        return ()
    own = find_outcome(facts.outcome).references
    if facts.outcome == "granted":
        return own[1:] if facts.supplied else own[:1]
    if facts.outcome == "unavailable.not_held":
        return own[1:] if facts.competent_organ else own[:1]
    return own


def read_channel(facts: LetterFacts) -> Channel | None:
    """Return the channel of the request, None where it is not known; BadFacts for no channel."""
    if not facts.request.channel:
        return None
    try:
        return Channel(facts.request.channel)
    except ValueError as error:
        given = facts.request.channel
        raise BadFacts(f"没有申请渠道“{given}”", f"no channel {given!r}") from error


def find_period(name: str, facts: LetterFacts) -> int:
    """Return a number of working days of the law on the letter's day; 0 where it had none."""
    value = load_law().find(_PERIODS[name], facts.day)
    return 0 if value is None else value.number


def find_remedies(facts: LetterFacts, outcome: str) -> Remedies | None:
    """Return the remedies on the letter's day; None without an outcome, or without a rule then."""
    if not outcome:
        return None
    organ, online = facts.organ.kind, facts.served_online
    try:
        return state_remedies(outcome, facts.day, organ=organ, served_online=online)
    except InvalidQuestion:
        find_outcome(outcome)  # an unknown outcome is an error; a day without rule is not
        return None


def describe(facts: LetterFacts) -> Mapping[str, Any]:
    """Return every word a template may use, by name: strings, numbers, lists, and groups of these."""
    words: dict[str, Any] = {
        each.name: _say(getattr(facts, each.name), each.name) for each in dataclasses.fields(facts)
    }
    channel = read_channel(facts)
    rule = RECEIPT_RULES[channel] if channel else None
    articles = cite_all(find_references(facts))
    words["applicant"] |= _address(facts.applicant)
    words["recipient"] |= _address(facts.recipient)
    words["request"] |= {
        "receipt_rule": rule.chinese if rule else "",
        "receipt_article": f"《{rule.reference.source.title}》{rule.reference.place_chinese}"
        if rule
        else "",
        "channel": _CHANNELS[channel.value] if channel else "",
    }
    words["law"] = {name: find_period(name, facts) or "" for name in _PERIODS}
    words["outcome_label"] = find_outcome(facts.outcome).label if facts.outcome else ""
    words["articles"] = articles
    words["fee"] = words["fee"] or {"measure": "", "count": "", "amount": "", "working": ""}
    words["remedies"] = facts.remedies or _state(facts, facts.outcome)
    words["remedies_rest"] = _state(facts, "granted")
    del words["references"]
    return words


def _state(facts: LetterFacts, outcome: str) -> str:
    """Return the remedies as the statute states them, with the name of who reconsiders."""
    remedies = find_remedies(facts, outcome)
    if remedies is None:
        return ""
    known, name = remedies.authority.name, facts.organ.reconsiderer
    if not name or name == known:
        return remedies.chinese
    return remedies.chinese.replace(f"向{known}申请", f"向{known}（{name}）申请", 1)


def _address(party: Party) -> dict[str, str]:
    person = party.category in {"", PERSON}
    return {"called": party.name + party.salutation, "you": "您" if person else "贵单位"}


def _say(value: Any, name: str) -> Any:
    if isinstance(value, tuple):
        if len(value) > LONGEST_LIST:
            raise BadFacts(
                f"{name}：最多{LONGEST_LIST}项", f"{name}: at most {LONGEST_LIST} entries"
            )
        return tuple(_say(each, name) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _say(getattr(value, each.name), each.name)
            for each in dataclasses.fields(value)
        }
    if isinstance(value, date):
        return write_day(value)
    if name in _CLAUSES:
        return value.strip().removesuffix("。")
    return value.value if isinstance(value, Enum) else "" if value is None else value
