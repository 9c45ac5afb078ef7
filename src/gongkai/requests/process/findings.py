"""Facts found in a case: how each leaf of table 3 stands on them, and which words its reply needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.statute.decision import Judgement, decide
from gongkai.statute.outcomes import find_outcome, load_facts

Findings = dict[str, bool]
HANDLED = {"withdrawn": False}
"""A request that is still handled was not withdrawn: nobody is asked."""
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


def judge(found: Mapping[str, bool], day: date) -> dict[str, Judgement]:
    """Return the verdict on every leaf. InvalidQuestion for a fact that does not exist.

    “Other” is for what nobody foresaw: a withdrawal is but its example, and its lack excludes nothing.
    """
    judged = {each.outcome.id: each for each in decide({**found, **HANDLED}, day).judgements}
    judged[OTHER] = next(each for each in decide(found, day).judgements if each.outcome.id == OTHER)
    return judged


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
