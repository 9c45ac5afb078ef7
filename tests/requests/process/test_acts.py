"""What may happen next: the law decides by trial, and the list is complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.requests.process.acts import NEVER_OFFERED, Opening, admissible, try_act
from gongkai.requests.process.acts import _bodies as bodies_of
from gongkai.requests.process.folding import fold
from gongkai.requests.process.kinds import KINDS
from gongkai.statute.outcomes import load_outcomes
from tests.requests.process.histories import MOMENT, PEOPLE, assign, make, register, reply

DAY = date(2026, 3, 5)


def open_to(state, role, today=DAY):
    acts = admissible(state, actor=PEOPLE[role], roles=[role], today=today)
    return [act.id for act in acts if act.opening is Opening.NOW]


OPEN = {
    "registered online": ([register("online")], "registrar", ["confirmed", "assigned", "withdrawn", "noted"]),
    "received": ([register()], "registrar", [
        "assigned", "supplement-sent", "reasons-requested", "fee-sent", "third-party-sent", "co-maker-sent",
        "organ-sent", "withdrawn", "noted",
    ]),
    "assigned": ([register(), assign()[0]], "handler", [
        "accepted", "supplement-sent", "reasons-requested", "fee-sent", "third-party-sent", "co-maker-sent",
        "organ-sent", "withdrawn", "merged", "noted",
    ]),
    "for the leader before both reviews": (
        [register(), *assign(), *reply()[:2]], "leader", ["review-returned", "noted"]),
    "for the leader after both": (
        [register(), *assign(), *reply()[:3]], "leader", ["review-returned", "signed", "noted"]),
    "for the legal reviewer": (
        [register(), *assign(), reply()[0]], "legal_reviewer", ["review-passed", "review-returned", "noted"]),
    "signed": ([register(), *assign(), *reply()[:4]], "registrar", [
        "assigned", "supplement-sent", "reasons-requested", "fee-sent", "third-party-sent", "co-maker-sent",
        "organ-sent", "answered", "withdrawn", "noted", "corrected",
    ]),
    "served": ([register(), *assign(), *reply()], "registrar", ["archived", "noted", "corrected"]),
    "served, for the head": ([register(), *assign(), *reply()], "office_head", ["converted", "merged", "noted", "corrected"]),
    "archived": ([register(), *assign(), *reply(), ("archived", "2026-03-20", "registrar", {})],
                 "registrar", ["noted", "corrected"]),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "role", "expected"), OPEN.values(), ids=OPEN)
def test_what_is_open(steps, role, expected):
    entries = make(*steps)
    assert open_to(fold(entries), role, max(DAY, entries[-1].day)) == expected


def test_every_act_says_why_it_is_not_open():
    state = fold(make(register(), *assign()))
    acts = admissible(state, actor=PEOPLE["office_head"], roles=["office_head"], today=DAY)
    closed = [act for act in acts if act.opening is Opening.NO]
    assert closed
    assert all(act.why and act.why_en for act in closed)


def test_a_closure_for_silence_opens_when_the_period_is_over():
    body = {"until": "2026-03-20", "items": ["名称"]}
    entries = make(register(), *assign(), ("supplement-sent", "2026-03-05", "handler", body),
                   *reply("other.supplement_overdue", "2026-03-10")[:3])  # fmt: skip
    acts = admissible(
        fold(entries), actor=PEOPLE["leader"], roles=["leader"], today=date(2026, 3, 10)
    )
    signing = next(act for act in acts if act.id == "signed")
    assert (signing.opening, signing.since) == (Opening.LATER, date(2026, 3, 21))


def test_a_supplement_can_be_asked_for_until_its_last_day():
    state = fold(make(register()))
    acts = admissible(state, actor="person:2", roles=["handler"], today=DAY)
    assert next(act.last for act in acts if act.id == "supplement-sent") == date(2026, 3, 11)


def test_an_entry_made_after_a_correction_can_be_corrected_in_turn():
    strike = {"corrects": 2, "reason": "重复登记", "strike": True}
    entries = make(
        register(), ("noted", "2026-03-02", "registrar", {"text": "来电"}),
        ("corrected", "2026-03-02", "registrar", strike),
        ("noted", "2026-03-02", "registrar", {"text": "来访"}),
    )  # fmt: skip
    body = {**strike, "corrects": 4}
    refused = try_act(
        fold(entries), "corrected", body, actor=PEOPLE["registrar"], role="registrar", day=DAY
    )
    assert refused is None


ROLES = [role for role in PEOPLE if role != "applicant"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_open_folds_and_whatever_is_not_does_not(data):
    entries, today = (
        make(register(data.draw(st.sampled_from(["counter", "online"])))),
        date(2026, 3, 2),
    )
    for _ in range(data.draw(st.integers(1, 12))):
        today += timedelta(data.draw(st.integers(0, 5)))
        state, role = fold(entries), data.draw(st.sampled_from(ROLES))
        acts = admissible(state, actor=PEOPLE[role], roles=[role], today=today)
        offered = {act.id for act in acts}
        assert offered <= {k.id for k in KINDS.values() if role in k.roles} - NEVER_OFFERED
        kind = KINDS[data.draw(st.sampled_from(sorted(offered)))]
        bodies = list(bodies_of(state, kind, PEOPLE[role], [role], today))
        if not bodies:
            continue
        body = data.draw(st.sampled_from(bodies))
        if kind.id == "drafted":
            body = {"outcome": data.draw(st.sampled_from(sorted(load_outcomes())))}
        if kind.id == "assigned":
            body = {"handler": PEOPLE["handler"], "handler_name": "周岚"}
        refused = try_act(state, kind.id, body, actor=PEOPLE[role], role=role, day=today)
        entry = replace(
            entries[0], sequence=len(entries) + 1, kind=kind.id, day=today, recorded=MOMENT,
            actor=PEOPLE[role], role=role, body=body,
        )  # fmt: skip
        if refused is None:
            entries.append(entry)
            fold(entries)
        else:
            with pytest.raises(type(refused)):
                fold([*entries, entry])
