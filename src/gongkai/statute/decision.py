"""From facts to the outcomes that the law admits, and why it does not admit the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.outcomes import (
    PARTIAL,
    Discretion,
    Fact,
    Outcome,
    load_facts,
    load_outcomes,
)
from gongkai.statute.references import Reference

SEPARABLE = "separable"
GRANTED = "granted"
OPEN_BY_RULE = Reference("tiaoli-2019", "13.1")


class Verdict(StrEnum):
    """Whether an outcome is admissible on the facts known."""

    ADMISSIBLE = "admissible"
    EXCLUDED = "excluded"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One outcome with its verdict: why it is excluded, or which facts are still to be found."""

    outcome: Outcome
    verdict: Verdict
    reasons: tuple[Remark, ...] = ()
    missing: tuple[Fact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the judgement in both languages."""
        return {
            "outcome": self.outcome.id,
            "label": {"zh": self.outcome.label, "en": self.outcome.label_en},
            "row": self.outcome.row,
            "verdict": self.verdict.value,
            "discretion": self.outcome.discretion.value,
            "refs": [str(reference) for reference in self.outcome.references],
            "reasons": [reason.as_json() for reason in self.reasons],
            "missing": [fact.id for fact in self.missing],
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """All leaves judged, in the order of table 3."""

    facts: Mapping[str, bool]
    judgements: tuple[Judgement, ...]

    def of(self, verdict: Verdict) -> tuple[Judgement, ...]:
        """Return the leaves with a verdict."""
        return tuple(each for each in self.judgements if each.verdict is verdict)

    @property
    def admissible(self) -> tuple[Outcome, ...]:
        """The outcomes that the facts admit."""
        return tuple(each.outcome for each in self.of(Verdict.ADMISSIBLE))


def decide(facts: Mapping[str, bool], day: date) -> Decision:
    """Judge every leaf of table 3 on the facts known; a fact left out is not known.

    InvalidQuestion for a fact that the data does not have.
    """
    known = load_facts()
    if unknown := sorted(set(facts) - set(known)):
        raise InvalidQuestion(
            f"不认识的事实：{'、'.join(unknown)}", f"no such facts: {', '.join(unknown)}"
        )
    judge = _Judge(facts, day)
    return Decision(dict(facts), tuple(judge.judge(each) for each in load_outcomes().values()))


def ask_next(facts: Mapping[str, bool], day: date) -> Fact | None:
    """Return the next fact worth finding, in the order of questions; None when no leaf is open.

    Facts are only asked for once what they depend on is true.
    """
    missing = {fact.id for each in decide(facts, day).of(Verdict.OPEN) for fact in each.missing}
    for fact in load_facts().values():
        if fact.id in missing and all(facts.get(before) is True for before in fact.after):
            return fact
    return None


class _Judge:
    """Three-valued judgement: a fact is true, false or not known."""

    def __init__(self, facts: Mapping[str, bool], day: date) -> None:
        self._facts = facts
        self._day = day
        self._known = load_facts()
        self._outcomes = load_outcomes()

    def judge(self, outcome: Outcome, *, apart: bool = False) -> Judgement:
        """Judge one leaf; `apart` judges a ground for the parts that can be separated."""
        reasons: list[Remark] = []
        missing: list[str] = []
        if not outcome.available(self._day):
            reasons.append(Remark(f"{self._day}尚无此结果", f"did not exist on {self._day}"))
        for name in outcome.when:
            self._require(name, outcome, reasons, missing)
        if outcome.any_of:
            self._require_any(outcome, reasons, missing)
        for name in outcome.unless:
            self._require(f"!{name}", outcome, reasons, missing)
        if not outcome.closes:
            for leaf in self._outcomes.values():
                if leaf.closes:
                    for name in leaf.when:
                        self._require(f"!{name}", leaf, reasons, missing)
        if outcome.ground and not apart:
            self._require(f"!{SEPARABLE}", self._outcomes[PARTIAL], reasons, missing)
        if not reasons and outcome.id == GRANTED:
            self._require_no_ground(reasons, missing)
        if not reasons and outcome.id == PARTIAL:
            self._require_some_ground(reasons, missing)
        if reasons:
            return Judgement(outcome, Verdict.EXCLUDED, tuple(reasons))
        if missing:
            facts = tuple(self._known[name] for name in dict.fromkeys(missing))
            return Judgement(outcome, Verdict.OPEN, missing=facts)
        return Judgement(outcome, Verdict.ADMISSIBLE)

    def _value(self, name: str) -> bool | None:
        """Return whether a fact or its negation holds; what depends on a false fact does not."""
        bare = name.removeprefix("!")
        value = self._facts.get(bare)
        if value is None and any(self._value(each) is False for each in self._known[bare].after):
            value = False
        if value is None:
            return None
        return not value if name.startswith("!") else value

    def _require(
        self, name: str, outcome: Outcome, reasons: list[Remark], missing: list[str]
    ) -> None:
        value = self._value(name)
        if value is None:
            missing.append(name.removeprefix("!"))
        elif not value:
            fact = self._known[name.removeprefix("!")]
            said, said_en = ("是", "yes") if name.startswith("!") else ("否", "no")
            reference = next(iter(outcome.references), None)
            reasons.append(
                Remark(f"{fact.question}{said}", f"{fact.question_en} {said_en}", reference)
            )

    def _require_any(self, outcome: Outcome, reasons: list[Remark], missing: list[str]) -> None:
        values = {name: self._value(name) for name in outcome.any_of}
        if True in values.values():
            return
        open_names = [name.removeprefix("!") for name, value in values.items() if value is None]
        if open_names:
            missing.extend(open_names)
        else:
            reasons.append(
                Remark(
                    "本机关掌握且负责公开该信息",
                    "this organ holds the information and is responsible for it",
                    next(iter(outcome.references), None),
                )
            )

    def _grounds(self) -> list[Judgement]:
        return [self.judge(each, apart=True) for each in self._outcomes.values() if each.ground]

    def _require_no_ground(self, reasons: list[Remark], missing: list[str]) -> None:
        for ground in self._grounds():
            if ground.outcome.discretion is not Discretion.MANDATORY:
                continue
            if ground.verdict is Verdict.ADMISSIBLE:
                reasons.append(
                    Remark(
                        f"{ground.outcome.label}，不得公开",
                        f"{ground.outcome.label_en}: may not be disclosed",
                        ground.outcome.references[0],
                    )
                )
            missing.extend(fact.id for fact in ground.missing)

    def _require_some_ground(self, reasons: list[Remark], missing: list[str]) -> None:
        grounds = self._grounds()
        if any(each.verdict is Verdict.ADMISSIBLE for each in grounds):
            return
        open_facts = [fact.id for each in grounds for fact in each.missing]
        if open_facts:
            missing.extend(open_facts)
        else:
            reasons.append(
                Remark(
                    "没有任何不予公开的理由，应当全部公开",
                    "no ground to withhold anything: all is to be disclosed",
                    OPEN_BY_RULE,
                )
            )
