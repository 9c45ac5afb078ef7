"""Acting: one entry, one projection; numbers without gaps."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from gongkai.core.caselog.log import Overtaken
from gongkai.core.caselog.proof import Flaw, rebuild, verify
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import read_file
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.answers import convert, sign
from gongkai.requests.domain.handling import FutureDay, act, assign, correct
from gongkai.requests.domain.intake import file_request
from gongkai.requests.domain.letters import Incomplete, Leaking, issue_letter
from gongkai.requests.domain.queries import View, count_organs, count_views
from gongkai.requests.domain.statistics import count_year
from gongkai.requests.models import Request
from gongkai.statute.errors import IllegalHistory, StatuteError
from tests.requests.conftest import TODAY, WANG
from tests.requests.domain.test_intake import CONTENT


def test_the_projection_follows_each_act_and_is_rebuilt_from_the_log(filed, office, carry):
    carry(filed, "review-passed")
    kept = Request.objects.filter(pk=filed.case.pk).values().get()
    Request.objects.filter(pk=filed.case.pk).update(step="done", due=None, outcome="granted")
    assert [flaw.english for flaw in verify() if isinstance(flaw, Flaw)] == [
        "the projection differs from the log: due、step、outcome; run gongkai rebuild"
    ]
    assert list(rebuild()) == [filed.case.pk]
    assert Request.objects.filter(pk=filed.case.pk).values().get() == kept


def test_two_who_act_on_the_same_state(filed, office):
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    with pytest.raises(Overtaken):
        act(filed.case.pk, "noted", actor=office["handler"], seen=1, body={"text": "x"})


@pytest.mark.parametrize("notes", [1, 12])
def test_an_act_costs_the_same_queries_whatever_came_before(
    filed, office, notes, django_assert_num_queries
):
    for number in range(1, notes + 1):
        act(filed.case.pk, "noted", actor=office["handler"], seen=number, body={"text": "核对"})
    # The case held, its log, the entry, the columns, who was consulted; a savepoint in a test's transaction.
    with django_assert_num_queries(7):
        act(filed.case.pk, "noted", actor=office["handler"], seen=notes + 1, body={"text": "核对"})


def test_a_day_to_come_is_refused(filed, office):
    with pytest.raises(FutureDay):
        act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1, day=TODAY + timedelta(1))


def test_only_a_handler_of_the_organ_is_assigned(filed, office, carry, make_organ, make_actor):
    state = carry(filed, "confirmed")
    stranger = make_actor(make_organ("lanting", "兰亭县人民政府"), "handler")
    for person in (stranger.person, office["leader"].person):
        with pytest.raises(Forbidden):
            assign(filed.case.pk, handler=person, actor=office["registrar"], seen=state.seen)


def test_a_refused_signature_gives_its_number_back(filed, office, carry):
    state = carry(filed, "drafted")
    with pytest.raises(StatuteError):
        sign(filed.case.pk, actor=office["leader"], seen=state.seen)
    state = act(
        filed.case.pk,
        "review-passed",
        actor=office["legal_reviewer"],
        seen=state.seen,
        body={"review": "legal"},
    )
    state = act(
        filed.case.pk,
        "review-passed",
        actor=office["secrecy_reviewer"],
        seen=state.seen,
        body={"review": "secrecy"},
    )
    state = sign(filed.case.pk, actor=office["leader"], seen=state.seen)
    assert state.draft.signed.body["number"] == "清政服公复〔2026〕1号"


def test_an_answer_after_the_due_day_is_late_and_counted_so(organ, filed, office, carry, settings):
    state = carry(filed, "")
    settings.TODAY = date(2026, 4, 1)
    state = sign(filed.case.pk, actor=office["leader"], seen=state.seen)
    act(filed.case.pk, "answered", actor=office["registrar"], seen=state.seen,
        body={"outcome": "granted", "method": "counter"})  # fmt: skip
    row = Request.objects.get()
    assert (row.due, row.closed, row.late, row.working_days) == (
        date(2026, 3, 30), date(2026, 4, 1), True, 22,
    )  # fmt: skip
    year = count_year(organ, 2026)
    assert [year.figures[name] for name in ("received", "replied", "in_time")] == [1, 1, 0]
    assert year.days == 22


def test_a_correction_of_the_day_of_confirmation_moves_the_due_day(filed, office, settings):
    settings.TODAY = date(2026, 3, 6)
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    correct(
        filed.case.pk,
        corrects=2,
        reason="误记",
        day=date(2026, 3, 3),
        actor=office["registrar"],
        seen=2,
    )
    assert Request.objects.get().due == date(2026, 3, 31)


def test_an_extension_without_approval_is_refused_with_its_article(filed, office, carry):
    state = carry(filed, "accepted")
    with pytest.raises(StatuteError, match="第三十三条第二款"):
        act(filed.case.pk, "extended", actor=office["handler"], seen=state.seen, body={"days": 5})


def test_carried_in_and_out_are_questions_of_the_log(organ, filed, office, carry):
    carry(filed, "confirmed")
    carried = [
        count_year(organ, year).figures[name]
        for year, name in ((2025, "carried_out"), (2026, "carried_out"), (2027, "carried_in"))
    ]
    assert carried == [0, 1, 1]


@pytest.mark.parametrize("many", [1, 12])
def test_figures_cost_the_same_queries_whatever_the_size(
    organ, office, many, django_assert_num_queries
):
    for _ in range(many):
        file_request(organ=organ, applicant=WANG, content=CONTENT)
    with django_assert_num_queries(2):
        counts = count_views(actor=office["registrar"], organ=organ, today=TODAY)
    assert (counts[View.MINE], counts[View.OPEN], counts[View.OVERDUE]) == (many, many, 0)
    with django_assert_num_queries(2):
        assert [
            each.open for each in count_organs(Organ.objects.all(), year=2026, today=TODAY)
        ] == [many]


def test_nothing_is_published_with_somebody_s_data_in_it(filed, office, carry):
    state = carry(filed, "")
    state = sign(filed.case.pk, actor=office["leader"], seen=state.seen)
    state = act(filed.case.pk, "answered", actor=office["registrar"], seen=state.seen,
                body={"outcome": "granted", "method": "counter"})  # fmt: skip
    with pytest.raises(Leaking):
        convert(filed.case.pk, title="合同", text=f"联系人身份证号{WANG.id_number}",
                actor=office["office_head"], seen=state.seen)  # fmt: skip
    state = convert(
        filed.case.pk, title="合同", text="全文", actor=office["office_head"], seen=state.seen
    )
    assert Request.objects.get().converted == TODAY


def test_a_reply_that_lacks_its_essentials_or_leaks_is_not_signed(filed, office, carry):
    state = carry(filed, "accepted")
    for sealed, refusal in (
        (None, Incomplete), ({"supplied": f"合同，另有当事人{WANG.id_number}"}, Leaking),
    ):  # fmt: skip
        state = act(filed.case.pk, "drafted", actor=office["handler"], seen=state.seen,
                    body={"outcome": "granted"}, sealed=sealed)  # fmt: skip
        for role, review in (("legal_reviewer", "legal"), ("secrecy_reviewer", "secrecy")):
            state = act(
                filed.case.pk,
                "review-passed",
                actor=office[role],
                seen=state.seen,
                body={"review": review},
            )
        with pytest.raises(refusal):
            sign(filed.case.pk, actor=office["leader"], seen=state.seen)
    assert state.letters == ()


def test_a_letter_is_numbered_and_kept_and_its_number_given_back(filed, office, carry):
    Organ.objects.update(phone="0999-1234567", office="公开办", address="清河市虚构大道1号")
    state = carry(filed, "accepted")
    with pytest.raises(Incomplete):
        issue_letter(filed.case.pk, "third_party", actor=office["handler"], seen=state.seen)
    state = issue_letter(filed.case.pk, "receipt", actor=office["handler"], seen=state.seen)
    letter = state.letters[0].body
    stored = StoredFile.objects.get(sha256=letter["file"])
    assert letter["number"].endswith("〔2026〕1号")
    assert hashlib.sha256(read_file(stored)).hexdigest() == letter["file"]


def test_the_law_itself_refuses_an_outcome(filed, office, carry):
    state = carry(filed, "accepted")
    state = act(filed.case.pk, "drafted", actor=office["handler"], seen=state.seen,
                body={"outcome": "other.fee_unpaid"})  # fmt: skip
    for role, review in (("legal_reviewer", "legal"), ("secrecy_reviewer", "secrecy")):
        state = act(
            filed.case.pk,
            "review-passed",
            actor=office[role],
            seen=state.seen,
            body={"review": review},
        )
    with pytest.raises(IllegalHistory):
        sign(filed.case.pk, actor=office["leader"], seen=state.seen)
