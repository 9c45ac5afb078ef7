"""From the facts of a case to its outcome: what the log knows, what is asked, what follows (arts. 36 to 39)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.requests.process.acts import admissible_outcomes
from gongkai.requests.process.state import RequestState
from gongkai.statute.clock.events import EventKind
from gongkai.statute.decision import Judgement, Verdict, ask_next, decide
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import Fact, find_outcome, load_facts

Findings = dict[str, bool]
OTHER = "other.other"
_YES, _NO = "yes", "no"
# The words of each letter: needed, and welcome; and what single leaves add.
_OF_LETTER: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "granted": ((), ("supplied", "route")),
    "partially_granted": (("withheld", "reasons"), ("supplied", "route")),
    "refused": (("facts", "reasons"), ()),
    "redirected": (("special_rule", "route"), ()),
    "unavailable": (("facts", "reasons"), ()),
    "not_processed": (("facts", "reasons"), ()),
    "closed": ((), ("facts",)),
    "other": (("facts", "reasons", "decision"), ()),
}
_OF_LEAF: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "unavailable.not_held": ((), ("competent_organ", "competent_contact")),
    "not_processed.petition": ((), ("channel",)),
    "not_processed.publication": ((), ("channel",)),
    "not_processed.repeated": (("earlier_number", "earlier_day"), ()),
}


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
    # A case that is still handled was not withdrawn; but that is only an example of the leaf “other”.
    facts = {**found, **known}
    handled = {**facts, "withdrawn": False}
    judged = {each.outcome.id: each for each in decide(handled, day).judgements}
    judged[OTHER] = next(e for e in decide(facts, day).judgements if e.outcome.id == OTHER)
    refused = admissible_outcomes(state, day)
    choices = tuple(Choice(each, refused[leaf]) for leaf, each in judged.items())
    return Guide(known, found, ask_next(handled, day), choices)


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


def read_findings(text: str) -> Findings:
    """Read `held=yes,responsible=no`; what is no fact is left out."""
    pairs = (each.partition("=")[::2] for each in text.split(","))
    facts = load_facts()
    return {name: value == _YES for name, value in pairs if name in facts and value in {_YES, _NO}}


def write_findings(found: Mapping[str, bool]) -> str:
    """Write findings as `read_findings` reads them."""
    return ",".join(f"{name}={_YES if value else _NO}" for name, value in found.items())


def find_words(leaf: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which words the reply of an outcome needs, and which are welcome."""
    needed, welcome = _OF_LETTER[find_outcome(leaf).letter]
    more_needed, more_welcome = _OF_LEAF.get(leaf, ((), ()))
    return (*needed, *more_needed), (*welcome, *more_welcome)
