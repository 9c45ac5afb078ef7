"""The guide to an outcome: the log answers what it knows, and no answer leads past the law (arts. 30 to 39)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.requests.process.findings import find_words, read_findings, write_findings
from gongkai.requests.process.folding import fold
from gongkai.requests.process.outcome import find_known, guide
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_facts, load_outcomes
from tests.requests.process.histories import assign, make, register, reply

DAY = "2026-03-05"
LATER = date(2026, 4, 20)
SUPPLEMENT = ("supplement-sent", DAY, "handler", {"until": "2026-03-20", "items": ["名称"]})
FEE = ("fee-sent", DAY, "handler", {"amount": 100, "measure": "items", "quantity": 11})
THIRD = ("third-party-sent", DAY, "handler", {"party": "甲"})
KNOWN = {
    "nothing happened": ([], {"still_unclear": False}),
    "supplement overdue": ([SUPPLEMENT], {"supplement_overdue": True, "still_unclear": False}),
    "supplemented": ([SUPPLEMENT, ("supplement-received", DAY, "handler", {})], {}),
    "fee unpaid": ([FEE, ("fee-delivered", DAY, "handler", {})], {"fee_unpaid": True, "still_unclear": False}),
    "third party consents": ([THIRD, ("third-party-answered", DAY, "handler", {"party": "甲", "consents": True})],
                             {"third_party_consents": True, "still_unclear": False}),
    "third party silent": ([THIRD], {"still_unclear": False}),
    "repeated": ([("merged", DAY, "handler", {"into": "x", "number": "2026-0001", "evidence": "同"})],
                 {"repeated": True, "still_unclear": False}),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "known"), KNOWN.values(), ids=KNOWN)
def test_what_the_log_knows_is_not_asked(steps, known):
    state = fold(make(register(), *assign(), *steps))
    nothing = {"supplement_overdue": False, "fee_unpaid": False}
    assert find_known(state, LATER) == {**nothing, **known}
    guided = guide(state, {}, LATER)
    assert guided.question is None or guided.question.id not in {*guided.known, "withdrawn"}


@given(st.dictionaries(st.sampled_from(sorted(load_facts())), st.booleans()))
def test_findings_are_read_as_they_were_written(found):
    assert read_findings(write_findings(found)) == found


@pytest.mark.parametrize(
    "text", ["", "x=yes", "held=perhaps", "held", "=yes", "held=yes=no", ",,,"]
)
def test_what_is_no_finding_is_left_out(text):
    assert read_findings(text) == {}


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_questions_end_and_what_they_lead_to_may_be_drafted(data):
    state = fold(make(register(), *assign()))
    found = {}
    while (guided := guide(state, found, LATER)).question is not None:
        assert guided.question.id not in found
        found[guided.question.id] = data.draw(st.booleans(), label=guided.question.id)
    for choice in guided.choices:
        leaf = choice.judgement.outcome.id
        draft = ("drafted", DAY, "handler", {"outcome": leaf, "found": {**found, **guided.known}})
        if choice in guided.admissible:
            fold(make(register(), *assign(), draft))
        elif not choice.open and choice.refusal is None:
            with pytest.raises(StatuteError, match="与查明的事实不符"):
                fold(make(register(), *assign(), draft))


def test_a_draft_on_a_fact_that_does_not_exist_is_refused():
    draft = ("drafted", DAY, "handler", {"outcome": "granted", "found": {"nonsense": True}})
    with pytest.raises(StatuteError, match="不认识的事实"):
        fold(make(register(), *assign(), draft))


def test_a_draft_with_an_outcome_that_does_not_exist_is_refused():
    with pytest.raises(StatuteError):
        fold(make(register(), *assign(), ("drafted", DAY, "handler", {"outcome": "nonsense"})))


def test_every_leaf_has_its_words_and_a_reply_needs_no_facts():
    assert all(needed or welcome for needed, welcome in map(find_words, load_outcomes()))
    fold(make(register(), *assign(), *reply()))
