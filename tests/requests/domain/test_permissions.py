"""Who may do what: every role by every action, in their own organ, one below, and a foreign one."""

from __future__ import annotations

import pytest

from gongkai.core.organs.actor import APPLICANT
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.rules import RULES, find_role, may

WORKING = ["registrar", "handler", "legal_reviewer", "secrecy_reviewer", "office_head", "leader"]
OWN = {
    "list": [*WORKING, "auditor"],
    "read": [*WORKING, "auditor"],
    "read_particulars": WORKING,
    "register": ["registrar"],
    "import": ["registrar", "office_head"],
    "assign": ["registrar", "office_head"],
    "archive": ["registrar"],
    "export": [*WORKING, "auditor"],
    "statistics": [*WORKING, "auditor"],
    "edit_templates": ["office_head"],
    "erase": ["office_head"],
    "verify": ["auditor", "office_head"],
}
BELOW = {"list", "read", "statistics"}
ENTRIES = {
    "registered": {"registrar"},
    "confirmed": {"registrar"},
    "assigned": {"registrar", "office_head"},
    "accepted": {"handler"},
    "extension-approved": {"office_head"},
    "deferred": {"office_head"},
    "drafted": {"handler"},
    "review-passed": {"legal_reviewer", "secrecy_reviewer"},
    "review-returned": {"legal_reviewer", "secrecy_reviewer", "leader"},
    "signed": {"leader", "office_head"},
    "answered": {"registrar", "handler"},
    "withdrawn": {"registrar", "handler"},
    "archived": {"registrar"},
    "converted": {"office_head"},
    "merged": {"office_head", "handler"},
    "noted": set(WORKING),
    "corrected": {"registrar", "office_head"},
}
DESK = {"registrar", "handler", "office_head"}  # every other kind of entry


@pytest.fixture
def places(make_organ):
    city = make_organ("qinghe", "清河市人民政府", kind="government")
    own = make_organ("qinghe-service", "清河市政务服务局", city)
    return {
        "above": city,
        "own": own,
        "foreign": make_organ("lanting", "兰亭县人民政府", kind="government"),
    }


def test_every_action_has_a_row():
    assert set(RULES) == set(OWN)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_counts_in_its_own_organ_and_nowhere_else(places, make_actor, role):
    actor = make_actor(places["own"], role)
    table = {
        (action, place): may(actor, action, organ)
        for action in OWN
        for place, organ in places.items()
    }
    assert table == {
        (action, place): place == "own" and role in OWN[action]
        for action in OWN
        for place in places
    }


def test_a_supervisor_reads_lists_below_and_never_particulars(places, make_actor):
    actor = make_actor(places["above"], "supervisor")
    assert {a for a in OWN if may(actor, a, places["own"])} == BELOW
    assert {a for a in OWN if may(actor, a, places["above"])} == set()
    assert {a for a in OWN if may(actor, a, places["foreign"])} == set()


def test_a_stranger_and_one_who_left_may_nothing(places, make_actor, settings):
    from datetime import date

    from gongkai.core.organs.actor import find_actor
    from gongkai.core.organs.models import Post

    actor = make_actor(places["own"], *WORKING)
    Post.objects.update(until=date(2026, 3, 1))
    settings.TODAY = date(2026, 3, 2)
    left = find_actor(actor.person)
    stranger = make_actor(places["own"])
    for who in (left, stranger):
        assert [a for a in OWN if may(who, a, places["own"])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_make_each_entry(places, make_actor, kind):
    allowed = set()
    for role in Role.values:
        actor = make_actor(places["own"], role)
        try:
            assert find_role(actor, kind, places["own"]) == role
            allowed.add(role)
        except Forbidden:
            pass
        with pytest.raises(Forbidden):
            find_role(actor, kind, places["foreign"])
    assert allowed == ENTRIES.get(kind, DESK)


def test_what_an_applicant_may_enter(places):
    may_enter = set()
    for kind in KINDS:
        try:
            find_role(APPLICANT, kind, places["own"])
            may_enter.add(kind)
        except Forbidden:
            pass
    assert may_enter == {"registered", "supplement-received", "reasons-given", "withdrawn"}


@pytest.mark.parametrize("where", ["above", "foreign"])
@pytest.mark.parametrize("step", ["confirmed", "reviewed"])
def test_no_role_of_another_organ_does_anything_in_any_state(
    places, make_actor, settings, where, step
):
    from gongkai.core.caselog.log import fold_case
    from gongkai.requests.domain.handling import act, assign
    from gongkai.requests.domain.intake import Content, file_request
    from tests.requests.conftest import DRAFT, TODAY, WANG

    settings.TODAY = TODAY
    filed = file_request(organ=places["own"], applicant=WANG, content=Content("合同", "合同"))
    own = {role: make_actor(places["own"], role, username=role) for role in WORKING}
    state = act(filed.case.pk, "confirmed", actor=own["registrar"], seen=1)
    if step == "reviewed":
        state = assign(
            filed.case.pk, handler=own["handler"].person, actor=own["registrar"], seen=state.seen
        )
        for role, kind, words in (
            ("handler", "accepted", {}), ("handler", "drafted", DRAFT),
            ("legal_reviewer", "review-passed", {"body": {"review": "legal"}}),
            ("secrecy_reviewer", "review-passed", {"body": {"review": "secrecy"}}),
        ):  # fmt: skip
            state = act(filed.case.pk, kind, actor=own[role], seen=state.seen, **words)
    refused = 0
    for role in Role:
        stranger = make_actor(places[where], role, username=f"{where}-{role}")
        for kind in KINDS:
            with pytest.raises(Forbidden):
                act(filed.case.pk, kind, actor=stranger, seen=state.seen)
            refused += 1
    assert (refused, fold_case(filed.case).seen) == (len(Role) * len(KINDS), state.seen)
