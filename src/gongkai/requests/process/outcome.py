"""From the facts of a case to its outcome: what the log knows, what is asked, what follows (arts. 36 to 39)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.requests.process.acts import admissible_outcomes
from gongkai.requests.process.findings import HANDLED, Findings, judge
from gongkai.requests.process.state import RequestState
from gongkai.statute.clock.events import EventKind
from gongkai.statute.decision import Judgement, Verdict, ask_next
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import Fact


@dataclass(frozen=True, slots=True)
class Choice:
    """A leaf of table 3 in a case. `refusal` is the clock's, the judgement rests on the facts."""

    judgement: Judgement
    refusal: StatuteError | None

    @property
    def open(self) -> bool:
        """Whether nothing excludes it so far."""
        return self.refusal is None and self.judgement.verdict is not Verdict.EXCLUDED


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the questions stand: what is known, what is asked next, and every leaf with its verdict."""

    known: Mapping[str, bool]
    found: Mapping[str, bool]
    question: Fact | None
    choices: tuple[Choice, ...]

    @property
    def admissible(self) -> tuple[Choice, ...]:
        """The leaves that the facts admit and the clock does not refuse."""
        return tuple(
            each
            for each in self.choices
            if each.refusal is None and each.judgement.verdict is Verdict.ADMISSIBLE
        )


def guide(state: RequestState, found: Findings, day: date) -> Guide:
    """Return the guide of a case on a day, after these findings. What the log knows is not asked."""
    known = find_known(state, day)
    facts = {**found, **known}
    judged = judge(facts, day)
    refused = admissible_outcomes(state, day)
    choices = tuple(Choice(each, refused[leaf]) for leaf, each in judged.items())
    return Guide(known, found, ask_next({**facts, **HANDLED}, day), choices)


def find_known(state: RequestState, day: date) -> Findings:
    """Return the facts that follow from the log itself."""
    clock = state.clock
    if clock is None:
        return {}
    sent, fee_by = clock.supplement_sent, clock.fee_by
    over = sent is not None and sent.until is not None and sent.until < day
    facts = {
        "supplement_overdue": clock.waiting == "supplement" and over,
        "fee_unpaid": clock.waiting == "payment" and fee_by is not None and fee_by < day,
    }
    if not any(entry.kind == "supplement-received" for entry in state.entries):
        facts["still_unclear"] = False
    if state.merged is not None:
        facts["repeated"] = True
    third = [each for each in state.consultations if each.sent.kind is EventKind.THIRD_PARTY_SENT]
    answers = [
        entry.body.get("consents")
        for entry in state.entries
        if entry.kind == "third-party-answered"
    ]
    if third and len(answers) == len(third) and None not in answers:
        facts |= {"third_party_consents": all(answers)}
    return facts
