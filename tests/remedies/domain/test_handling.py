"""Remedies on the log: projections, permissions, the tie to a request."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from gongkai.core.caselog.proof import Flaw, rebuild, verify
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.remedies.domain.handling import (
    NotYet,
    count_year,
    decide,
    note_event,
    open_remedy,
    read_states,
    withdraw,
)
from gongkai.remedies.models import Remedy
from gongkai.remedies.process.kinds import Remedy as Kind
from gongkai.remedies.process.kinds import Result
from gongkai.remedies.rules import RULES, may

DAY = date(2026, 3, 2)
CASE = {
    "kind": Kind.RECONSIDERATION, "number": "清府复〔2026〕3号", "authority": "清河市人民政府", "about": "不予公开",
    "procedure": "ordinary", "day": DAY,
}  # fmt: skip


@pytest.fixture
def keeper(organ, make_actor, settings):
    settings.TODAY = date(2026, 4, 1)
    return make_actor(organ, "legal_reviewer")


@pytest.fixture
def opened(organ, keeper):
    return open_remedy(organ=organ, actor=keeper, **CASE)


def test_the_columns_follow_and_are_rebuilt(organ, keeper, opened):
    case, state = opened
    state = note_event(case.pk, "accepted", day=DAY, actor=keeper, seen=state.seen)
    state = note_event(
        case.pk, "copy-received", day=date(2026, 3, 25), actor=keeper, seen=state.seen
    )
    assert Remedy.objects.get().due == date(2026, 4, 9)
    state = decide(
        case.pk, Result.CORRECTED, day=date(2026, 3, 30), actor=keeper, seen=state.seen,
        reason_code="law", reason="引用依据错误",
    )  # fmt: skip
    row = Remedy.objects.values().get()
    assert (row["due"], row["closed"], row["result"]) == (None, date(2026, 3, 30), "corrected")
    Remedy.objects.update(result="upheld")
    assert len([each for each in verify() if isinstance(each, Flaw)]) == 1
    list(rebuild())
    assert Remedy.objects.values().get() == row
    assert [row.total for row in count_year(organ, 2026)] == [1, 0, 0]


def test_what_is_not_ours_or_not_yet_is_refused(organ, keeper):
    with pytest.raises(NotYet):
        open_remedy(organ=organ, actor=keeper, **{**CASE, "day": date(2026, 4, 2)})
    for tie in ("request", "earlier"):
        with pytest.raises(Refusal):
            open_remedy(organ=organ, actor=keeper, **CASE, **{tie: uuid.uuid4()})
    assert Remedy.objects.count() == 0


def test_a_withdrawn_case_is_among_the_others(organ, keeper, opened):
    case, state = opened
    withdraw(case.pk, day=DAY, actor=keeper, seen=state.seen)
    assert count_year(organ, 2026)[0].other == 1


@pytest.mark.parametrize("role", Role.values)
def test_who_may(make_organ, make_actor, role):
    city = make_organ("qinghe", "清河市人民政府")
    own = make_organ("own", "清河市政务服务局", city)
    foreign = make_organ("foreign", "兰亭县人民政府")
    actor = make_actor(own, role)
    reads = {"registrar", "handler", "legal_reviewer", "office_head", "leader", "auditor"}
    writes = {"registrar", "legal_reviewer", "office_head"}
    assert {(a, o.code): may(actor, a, o) for a in RULES for o in (city, own, foreign)} == {
        ("list", "qinghe"): False, ("list", "own"): role in reads, ("list", "foreign"): False,
        ("write", "qinghe"): False, ("write", "own"): role in writes, ("write", "foreign"): False,
    }  # fmt: skip


def test_a_supervisor_reads_below(make_organ, make_actor):
    city = make_organ("qinghe", "清河市人民政府")
    own = make_organ("own", "清河市政务服务局", city)
    actor = make_actor(city, "supervisor")
    assert (may(actor, "list", own), may(actor, "write", own), may(actor, "list", city)) == (
        True, False, False,
    )  # fmt: skip


def test_a_handler_does_not_keep_remedies(organ, keeper, make_actor):
    with pytest.raises(Forbidden):
        open_remedy(organ=organ, actor=make_actor(organ, "handler"), **CASE)


@pytest.mark.parametrize("many", [1, 8])
def test_all_states_cost_two_queries(organ, keeper, many, django_assert_num_queries):
    for number in range(many):
        open_remedy(organ=organ, actor=keeper, **{**CASE, "number": str(number)})
    with django_assert_num_queries(2):
        assert len(read_states(organ)) == many
