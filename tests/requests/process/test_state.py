"""Folding: what may not have happened is refused, with its article."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.requests.process.folding import fold
from gongkai.requests.process.missing import find_lacks
from gongkai.requests.process.work import Lamp, Step, find_lamp, find_step
from gongkai.statute.errors import StatuteError
from gongkai.statute.workdays import load_calendar
from tests.requests.process.histories import assign, make, register, reply

D = "2026-03-05"


@pytest.mark.parametrize("channel", ["counter", "post"])
def test_what_is_handed_in_or_signed_for_is_received_at_once(channel):
    state = fold(make(register(channel)))
    assert (state.received, state.due, find_step(state)) == (
        date(2026, 3, 2), date(2026, 3, 30), Step.ASSIGN,
    )  # fmt: skip


@pytest.mark.parametrize("channel", ["online", "email", "fax", "letter"])
def test_what_must_be_confirmed_is_received_on_that_day(channel):
    waiting = fold(make(register(channel)))
    assert (waiting.received, waiting.due, find_step(waiting)) == (None, None, Step.CONFIRM)
    confirmed = fold(make(register(channel), ("confirmed", "2026-03-04", "registrar", {})))
    assert (confirmed.received, confirmed.due) == (date(2026, 3, 4), date(2026, 4, 1))


def test_from_receipt_to_archive():
    steps = [register(), *assign(), *reply(), ("archived", "2026-03-20", "registrar", {})]
    seen = [find_step(fold(make(*steps[:n]))) for n in range(1, len(steps) + 1)]
    assert seen == [
        Step.ASSIGN, Step.ACCEPT, Step.HANDLE, Step.REVIEW, Step.REVIEW, Step.SIGN, Step.SERVE,
        Step.ARCHIVE, Step.DONE,
    ]  # fmt: skip
    assert fold(make(*steps)).outcome == "granted"


REFUSED = {
    "an unknown kind": [("danced", D, "registrar", {})],
    "a second registration": [register()],
    "a confirmation where none is needed": [("confirmed", D, "registrar", {})],
    "a day before the registration": [("assigned", "2026-03-01", "registrar",
                                       {"handler": "person:2", "handler_name": "周岚"})],
    "acceptance without assignment": [("accepted", D, "handler", {})],
    "acceptance by another": [assign()[0], ("accepted", D, "legal_reviewer", {})],
    "a draft before acceptance": [("drafted", D, "handler", {"outcome": "granted"})],
    "a body that lacks something": [("assigned", D, "registrar", {"handler": "person:2"})],
    "a body with something unknown": [("noted", D, "registrar", {"text": "x", "name": "王小明"})],
    "a body of a wrong type": [("extension-approved", D, "office_head", {"days": "5", "reason": "x"})],
    "true for a number": [("extension-approved", D, "office_head", {"days": True, "reason": "x"})],
    "a date that is none": [("supplement-sent", D, "handler", {"until": "soon", "items": ["x"]})],
    "an extension nobody approved": [("extended", D, "handler", {"days": 5})],
    "an extension beyond what was approved": [
        ("extension-approved", D, "office_head", {"days": 5, "reason": "x"}),
        ("extended", D, "handler", {"days": 10}),
    ],
    "an extension beyond the law": [
        ("extension-approved", D, "office_head", {"days": 30, "reason": "x"}),
        ("extended", D, "handler", {"days": 30}),
    ],
    "a supplement asked for too late": [
        ("supplement-sent", "2026-03-12", "handler", {"until": "2026-04-01", "items": ["x"]}),
    ],
    "review of nothing": [("review-passed", D, "legal_reviewer", {"review": "legal"})],
    "review of one's own draft": [*assign(), reply()[0], ("review-passed", D, "handler", {"review": "legal"})],
    "both reviews by one person": [
        *assign(), *reply()[:2], ("review-passed", "2026-03-10", "legal_reviewer", {"review": "secrecy"}),
    ],
    "the same review twice": [*assign(), *reply()[:2], reply()[1]],
    "an unknown review": [*assign(), reply()[0], ("review-passed", D, "leader", {"review": "taste"})],
    "signing without both reviews": [*assign(), *reply()[:2], reply()[3]],
    "signing by a reviewer": [*assign(), *reply()[:3], ("signed", "2026-03-10", "legal_reviewer", {"number": "1"})],
    "signing by the drafter": [*assign(), *reply()[:3], ("signed", "2026-03-10", "handler", {"number": "1"})],
    "an outcome without its facts": [*assign(), *reply("unavailable.still_unclear")[:4]],
    "service of what is not signed": [*assign(), *reply()[:3], reply()[4]],
    "service of another outcome": [*assign(), *reply()[:4],
                                   ("answered", D, "registrar", {"outcome": "refused.deliberative", "method": "post"})],
    "service before the signature": [*assign(), *reply()[:4],
                                     ("answered", "2026-03-09", "registrar", {"outcome": "granted", "method": "post"})],
    "a draft after the signature": [*assign(), *reply()[:4], reply()[0]],
    "an answer from nobody asked": [("third-party-answered", D, "handler", {"party": "甲"})],
    "anything after the reply": [*assign(), *reply(), ("third-party-sent", "2026-03-11", "handler", {"party": "甲"})],
    "archive of an open case": [("archived", D, "registrar", {})],
    "archive twice": [*assign(), *reply(), *[("archived", "2026-03-20", "registrar", {})] * 2],
    "conversion of what was not granted": [
        *assign(), *reply("unavailable.not_held"), ("converted", "2026-03-20", "office_head", {}),
    ],
    "correction of nothing": [("corrected", D, "registrar", {"corrects": 9, "reason": "x", "strike": True})],
    "a correction without a reason": [("noted", D, "registrar", {"text": "x"}),
                                      ("corrected", D, "registrar", {"corrects": 2, "strike": True})],
    "a correction that smuggles something in": [
        ("noted", D, "registrar", {"text": "x"}),
        ("corrected", D, "registrar", {"corrects": 2, "reason": "x", "body": {"name": "王小明"}}),
    ],
    "striking the registration": [("corrected", D, "registrar", {"corrects": 1, "reason": "x", "strike": True})],
}  # fmt: skip


@pytest.mark.parametrize("steps", REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_is_refused_in_both_languages(steps):
    with pytest.raises(StatuteError) as refusal:
        fold(make(register(), *steps))
    assert refusal.value.chinese
    assert refusal.value.english
    fold(make(register(), *steps[:-1]))  # and up to there it was legal


@pytest.mark.parametrize("kind", ["drafted", "third-party-sent", "extension-approved"])
def test_nothing_that_needs_receipt_happens_before_it(kind):
    bodies = {
        "drafted": {"outcome": "granted"}, "third-party-sent": {"party": "甲"},
        "extension-approved": {"days": 1, "reason": "x"},
    }  # fmt: skip
    with pytest.raises(StatuteError, match="第三十一条"):
        fold(make(register("online"), (kind, D, "handler", bodies[kind])))


def test_a_request_may_be_withdrawn_before_it_counts_as_received():
    state = fold(make(register("online"), ("withdrawn", D, "applicant", {})))
    assert (state.clock, find_step(state), find_lacks(state, date(2026, 3, 20))[0].id) == (
        None, Step.ARCHIVE, "archive",
    )  # fmt: skip
    with pytest.raises(StatuteError, match="办理已经结束"):
        fold(
            make(
                register("online"),
                ("withdrawn", D, "applicant", {}),
                ("confirmed", D, "registrar", {}),
            )
        )


@pytest.mark.parametrize(("day", "lack", "mended_by"), [
    (date(2026, 3, 20), "supplement", "supplement-received"),
    (date(2026, 3, 21), "draft", "drafted"),  # overdue: the case is closed by a reply
])  # fmt: skip
def test_an_applicant_is_waited_for_until_the_period_is_over(day, lack, mended_by):
    steps = [
        register(),
        *assign(),
        ("supplement-sent", D, "handler", {"until": "2026-03-20", "items": ["名称"]}),
    ]
    lacks = find_lacks(fold(make(*steps)), day)
    assert [(each.id, each.mended_by) for each in lacks] == [(lack, mended_by)]


def test_who_was_consulted_is_waited_for_before_the_reply():
    steps = [register(), *assign(), ("third-party-sent", D, "handler", {"party": "甲"}),
             ("third-party-delivered", D, "handler", {"party": "甲"})]  # fmt: skip
    told = [
        [(each.id, each.mended_by) for each in find_lacks(fold(make(*steps)), day)]
        for day in (date(2026, 3, 20), date(2026, 4, 20))  # asked; silent for 15 working days
    ]
    assert told == [[("answer:甲", "third-party-answered")], [("draft", "drafted")]]


def test_a_draft_sent_back_loses_its_reviews():
    steps = [register(), *assign(), *reply()[:2],
             ("review-returned", D, "secrecy_reviewer", {"review": "secrecy", "reason": "涉密"}), reply()[0]]  # fmt: skip
    state = fold(make(*steps))
    assert (state.draft.passed, find_step(state)) == ({}, Step.REVIEW)


def test_a_corrected_day_moves_the_clock():
    steps = [register("letter"), ("confirmed", "2026-03-04", "registrar", {}),
             ("corrected", D, "registrar", {"corrects": 2, "reason": "误记", "day": "2026-03-03"})]  # fmt: skip
    state = fold(make(*steps))
    assert (state.received, state.due) == (date(2026, 3, 3), date(2026, 3, 31))


def test_a_correction_that_would_break_the_history_is_refused():
    steps = [register(), *assign(), *reply(),
             ("corrected", "2026-03-20", "registrar", {"corrects": 4, "reason": "x", "strike": True})]  # fmt: skip
    with pytest.raises(StatuteError):
        fold(make(*steps))


@pytest.mark.parametrize(
    ("due", "waiting", "lamp"),
    [
        ("2026-03-01", None, Lamp.OVERDUE), ("2026-03-02", None, Lamp.TODAY), ("2026-03-05", None, Lamp.SOON),
        ("2026-03-06", None, Lamp.CALM), (None, "2026-03-09", Lamp.WAITING), ("2026-03-30", "2026-03-02", Lamp.WAITING),
        (None, "2026-03-01", Lamp.TODAY), (None, None, Lamp.CALM),
    ],
)  # fmt: skip
def test_the_lamp_follows_from_the_day(due, waiting, lamp):
    found = find_lamp(
        due=due and date.fromisoformat(due), waiting_until=waiting and date.fromisoformat(waiting),
        closed=False, today=date(2026, 3, 2), calendar=load_calendar(),
    )  # fmt: skip
    assert found is lamp
