"""The clock of a request: states, milestones, remarks, and what makes it provisional."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.statute.clock.events import Channel, Event, EventKind, parse_event
from gongkai.statute.clock.ledger import DayStatus, write_ledger
from gongkai.statute.clock.receipt import find_receipt
from gongkai.statute.clock.request import follow_request, open_case
from gongkai.statute.clock.trace import RequestTrace, State
from gongkai.statute.errors import IllegalHistory, InvalidQuestion
from gongkai.statute.workdays import load_calendar

RECEIVED = "received:2024-09-25:counter"


def follow(*events: str, as_of: str | None = None, region: str = "CN") -> RequestTrace:
    return follow_request(
        [parse_event(text) for text in events],
        as_of=None if as_of is None else date.fromisoformat(as_of),
        calendar=load_calendar(region),
    )


@pytest.mark.parametrize(
    ("events", "as_of", "state"),
    [
        ([RECEIVED], None, State.RUNNING),
        ([RECEIVED], "2024-10-28", State.RUNNING),
        ([RECEIVED], "2024-10-29", State.OVERDUE),
        ([RECEIVED, "answered:2024-10-28"], None, State.ANSWERED),
        ([RECEIVED, "answered:2024-10-29"], None, State.ANSWERED_LATE),
        ([RECEIVED, "answered:2024-10-29"], "2024-10-28", State.RUNNING),
        ([RECEIVED, "withdrawn:2024-10-08"], None, State.WITHDRAWN),
        ([RECEIVED, "supplement-sent:2024-09-27"], "2025-01-01", State.AWAITING_SUPPLEMENT),
        ([RECEIVED, "supplement-sent:2024-09-27:2024-10-18"], None, State.AWAITING_SUPPLEMENT),
        (
            [RECEIVED, "supplement-sent:2024-09-27:2024-10-18"],
            "2024-10-18",
            State.AWAITING_SUPPLEMENT,
        ),
        ([RECEIVED, "supplement-sent:2024-09-27:2024-10-18"], "2024-10-19", State.ABANDONED),
        ([RECEIVED, "fee-sent:2024-10-10"], "2024-11-06", State.AWAITING_PAYMENT),
        ([RECEIVED, "fee-sent:2024-10-10"], "2024-11-07", State.LAPSED),
        (
            [RECEIVED, "fee-sent:2024-10-10", "fee-delivered:2024-10-11"],
            "2024-11-07",
            State.AWAITING_PAYMENT,
        ),
        ([RECEIVED, "third-party-sent:2024-10-10"], "2024-10-10", State.PAUSED),
        ([RECEIVED, "third-party-sent:2024-10-10"], "2024-10-29", State.PAUSED),
        ([RECEIVED, "third-party-sent:2024-10-10"], "2024-10-30", State.RUNNING),
        ([RECEIVED, "third-party-sent:2024-10-10"], "2024-11-19", State.OVERDUE),
        ([RECEIVED, "organ-sent:2024-10-10"], "2025-06-01", State.PAUSED),
        ([RECEIVED, "organ-sent:2024-10-10", "organ-answered:2024-10-12"], None, State.RUNNING),
    ],
)
def test_states(events: list[str], as_of: str | None, state: State):
    assert follow(*events, as_of=as_of).state is state


def test_before_receipt_there_is_no_case():
    with pytest.raises(IllegalHistory, match="2024-09-24时申请尚未收到"):
        follow(RECEIVED, as_of="2024-09-24")


def test_no_events_are_no_case():
    with pytest.raises(IllegalHistory, match="案件须始于收到申请"):
        open_case([])


def test_a_history_must_be_legal_also_after_the_day_asked_for():
    with pytest.raises(IllegalHistory):
        follow(RECEIVED, "extended:2024-10-29", as_of="2024-10-01")


def test_the_worked_example_has_its_three_days():
    trace = follow(RECEIVED)
    days = {each.id: each.day for each in trace.milestones}
    assert trace.due == date(2024, 10, 28)
    assert days == {
        "supplement_notice": date(2024, 10, 10),
        "longest_extension": date(2024, 11, 25),
    }
    assert not trace.provisional
    assert trace.steps[0].remark.chinese == (
        "当面提交，以提交之日为收到申请之日；答复期限20个工作日，自次日起算"
    )
    assert trace.steps[0].remark.as_json() == {
        "zh": "当面提交，以提交之日为收到申请之日；答复期限20个工作日，自次日起算",
        "en": "handed in: received on the day it is handed in; 20 working days from the next day",
        "ref": "tiaoli-2019:31(1)",
        "article": "《政府信息公开条例》第三十一条第（一）项",
    }


def milestones(*events: str) -> dict[str, date]:
    return {each.id: each.day for each in follow(*events).milestones}


def test_milestones_are_those_still_open():
    assert milestones(RECEIVED, "supplement-sent:2024-09-27:2024-10-18") == {
        "supplement": date(2024, 10, 18)
    }
    assert milestones(RECEIVED, "supplement-sent:2024-09-27") == {}
    assert milestones(RECEIVED, "fee-sent:2024-10-10") == {
        "supplement_notice": date(2024, 10, 10),
        "payment": date(2024, 11, 6),
    }
    assert milestones(RECEIVED, "answered:2024-10-10") == {}
    assert milestones(RECEIVED, "extended:2024-10-10:3") == {
        "supplement_notice": date(2024, 10, 10)
    }
    assert milestones(RECEIVED, "third-party-sent:2024-10-10", "co-maker-sent:2024-10-11") == {
        "supplement_notice": date(2024, 10, 10),
        "third_party": date(2024, 10, 30),
        "co_maker": date(2024, 10, 31),
        "longest_extension": date(2024, 12, 17),
    }


def test_a_letter_delivered_later_is_silent_later():
    sent = follow(RECEIVED, "third-party-sent:2024-10-10")
    delivered = follow(RECEIVED, "third-party-sent:2024-10-10", "third-party-delivered:2024-10-14")
    assert [each.day for each in sent.milestones if each.id == "third_party"] == [
        date(2024, 10, 30)
    ]
    assert [each.day for each in delivered.milestones if each.id == "third_party"] == [
        date(2024, 11, 4)
    ]
    assert (sent.due, delivered.due) == (date(2024, 11, 18), date(2024, 11, 21))


def test_a_day_may_be_the_first_and_the_last():
    same = "supplement-sent:2024-09-27:2024-09-27"
    assert follow(RECEIVED, same, as_of="2024-09-27").state is State.AWAITING_SUPPLEMENT
    assert follow(RECEIVED, same, as_of="2024-09-28").state is State.ABANDONED


def test_as_of_a_day_what_happened_that_day_has_happened():
    events = (RECEIVED, "extended:2024-10-20:5", "answered:2024-10-30")
    assert follow(*events, as_of="2024-10-20").due == date(2024, 11, 4)
    assert follow(*events, as_of="2024-10-19").due == date(2024, 10, 28)


def test_no_days_are_no_extension_and_no_deferral():
    received = parse_event(RECEIVED)
    with pytest.raises(IllegalHistory, match="延长的期限最长20个工作日，不能为0"):
        follow_request([received, Event(EventKind.EXTENDED, date(2024, 10, 8), days=0)])
    reasons = [parse_event("reasons-requested:2024-10-08"), parse_event("reasons-given:2024-10-09")]
    with pytest.raises(IllegalHistory, match="延迟答复须一次确定若干工作日"):
        follow_request([received, *reasons, Event(EventKind.DEFERRED, date(2024, 10, 9), days=0)])
    one = follow_request([received, *reasons, Event(EventKind.DEFERRED, date(2024, 10, 9), days=1)])
    assert one.due == date(2024, 10, 29)


def test_an_old_supplement_is_provisional():
    events = ("received:2018-03-01", "supplement-sent:2018-03-05", "supplement-received:2018-03-12")
    trace = follow(*events)
    assert trace.due == date(2018, 4, 2)
    assert [doubt.chinese for doubt in trace.doubts] == [
        "旧规定没有写明补正后期限如何计算，此处按重新计算处理"
    ]


def test_parties_are_told_apart_by_name():
    trace = follow(
        RECEIVED,
        "third-party-sent:2024-10-10:甲公司",
        "third-party-sent:2024-10-11:乙公司",
        "third-party-answered:2024-10-14:乙公司",
    )
    assert [stretch.end for stretch, _ in trace.stretches] == [
        date(2024, 10, 30),
        date(2024, 10, 14),
    ]
    assert trace.steps[1].remark.chinese.startswith("书面征求第三方意见（甲公司）：")
    with pytest.raises(IllegalHistory):
        follow(
            RECEIVED,
            "third-party-sent:2024-10-10:甲公司",
            "third-party-answered:2024-10-14:乙公司",
        )


def remarks(*events: str) -> list[str]:
    return [each.chinese for each in follow(*events).remarks]


def test_remarks_say_what_a_reader_should_know():
    assert remarks(RECEIVED, "extended:2024-10-10") == [
        "延长须经政府信息公开工作机构负责人同意，案卷中未记录批准人"
    ]
    assert remarks(RECEIVED, "third-party-sent:2024-10-10") == [
        "意见尚未收到，按2024-10-30期满推算；提前收到的，答复期限相应提前",
        "未记录对方收到征求意见书的日期，按发出之日（2024-10-10）推算",
    ]
    assert remarks(
        RECEIVED,
        "third-party-sent:2024-10-10",
        "third-party-delivered:2024-10-10",
        "third-party-answered:2024-11-01",
    ) == ["意见于2024-11-01收到，已过2024-10-30，其后时间照计"]
    assert remarks(
        RECEIVED, "supplement-sent:2024-09-27:2024-10-09", "supplement-received:2024-10-10"
    ) == ["补正于2024-10-10收到，已过2024-10-09；须有正当理由方可继续处理"]
    assert remarks(
        RECEIVED,
        "extended:2024-09-26:5",
        "supplement-sent:2024-09-27",
        "supplement-received:2024-09-29",
    )[1:] == ["延长在重新计算之前作出，法律未规定是否保留，此处予以保留"]


def test_an_approved_extension_needs_no_remark():
    received = parse_event(RECEIVED)
    extended = parse_event("extended:2024-10-10:5:王某某")
    assert extended == Event(EventKind.EXTENDED, date(2024, 10, 10), days=5, approved_by="王某某")
    assert follow_request([received, extended]).remarks == ()


def test_the_transition_between_the_two_regulations_is_provisional():
    (doubt,) = follow("received:2019-05-14").doubts
    assert doubt.chinese.startswith("收到申请在2019-06-04前的旧规定之下")
    assert follow("received:2019-04-01").doubts == ()


def test_an_unknown_year_makes_a_result_provisional_and_says_which_part():
    (doubt,) = follow("received:2026-12-15").doubts
    assert doubt.chinese.startswith("全国2027年放假安排尚未公布或未载入，2027-01-01至2027-01-13")
    assert follow("received:2026-11-02").doubts == ()


def test_the_ledger_tells_each_day():
    trace = follow(
        "received:2024-09-25",
        "supplement-sent:2024-09-26",
        "supplement-received:2024-09-29",
        "third-party-sent:2024-10-08",
        "third-party-answered:2024-10-09",
    )
    lines = {line.day.isoformat(): line for line in write_ledger(trace, load_calendar())}
    assert [
        (lines[day].status, lines[day].number)
        for day in (
            *("2024-09-25", "2024-09-26", "2024-09-27", "2024-09-28", "2024-09-29"),
            *("2024-09-30", "2024-10-01", "2024-10-08", "2024-10-09", "2024-10-10"),
        )
    ] == [
        (DayStatus.START, 0),
        (DayStatus.COUNTED, 1),
        (DayStatus.WAITING, 0),
        (DayStatus.WAITING, 0),
        (DayStatus.RESTARTED, 0),
        (DayStatus.COUNTED, 1),
        (DayStatus.SKIPPED, 1),
        (DayStatus.COUNTED, 2),
        (DayStatus.PAUSED, 2),
        (DayStatus.COUNTED, 3),
    ]
    assert lines["2024-10-09"].chinese == "征求第三方意见所需时间，不计入期限"
    assert lines["2024-10-09"].as_json() == {
        "day": "2024-10-09",
        "status": "paused",
        "number": 2,
        "zh": "征求第三方意见所需时间，不计入期限",
        "en": "third party consulted in writing: not counted",
        "ref": "tiaoli-2019:33.3",
    }


def test_the_ledger_without_a_due_day_ends_with_what_is_known():
    waiting = follow(RECEIVED, "supplement-sent:2024-09-27")
    lines = list(write_ledger(waiting, load_calendar()))
    assert lines[-1].day == date(2024, 9, 27)
    later = follow(RECEIVED, "supplement-sent:2024-09-27", as_of="2024-10-09")
    lines = list(write_ledger(later, load_calendar()))
    assert (lines[-1].day, lines[-1].chinese) == (date(2024, 10, 9), "等待补正")
    assert (lines[-1].status.chinese, lines[-1].status.english) == ("等待", "waiting")


@pytest.mark.parametrize(
    ("events", "day", "says"),
    [
        (
            ("supplement-sent:2024-09-26", "supplement-received:2024-09-29"),
            "2024-09-29",
            "收到补正的申请，期限自次日起重新计算",
        ),
        (
            ("fee-sent:2024-09-26", "fee-paid:2024-09-29"),
            "2024-09-29",
            "申请人缴费，期限自次日起重新计算",
        ),
        (("fee-sent:2024-09-26", "fee-paid:2024-09-29"), "2024-09-27", "等待缴费"),
        (
            ("co-maker-sent:2024-09-26:乙局", "co-maker-answered:2024-09-29:乙局"),
            "2024-09-27",
            "征求共同制作机关意见（乙局）所需时间，不计入期限",
        ),
        (
            ("organ-sent:2024-09-26", "organ-answered:2024-09-29"),
            "2024-09-27",
            "征求其他机关意见所需时间，不计入期限",
        ),
    ],
)
def test_the_ledger_names_what_is_waited_for(events: tuple[str, ...], day: str, says: str):
    lines = write_ledger(follow(RECEIVED, *events), load_calendar())
    assert {line.day.isoformat(): line.chinese for line in lines}[day] == says


THIRD_SENT = "third-party-sent:2024-10-10"


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ((), "2024-10-10:granted"),
        (("supplement-sent:2024-09-26:2024-10-18",), "2024-10-10:not_processed.petition"),
        (("supplement-sent:2024-09-26:2024-10-18",), "2024-10-19:other.supplement_overdue"),
        (("supplement-sent:2024-09-26",), "2024-10-19:other.supplement_overdue"),
        (("fee-sent:2024-10-10",), "2024-11-07:other.fee_unpaid"),
        ((THIRD_SENT,), "2024-10-31:refused.third_party_rights"),
        (
            (THIRD_SENT, "third-party-answered:2024-10-14"),
            "2024-10-14:refused.third_party_rights",
        ),
        (
            (THIRD_SENT, "third-party-answered:2024-10-14", "co-maker-sent:2024-10-11"),
            "2024-10-15:refused.third_party_rights",
        ),
        (
            ("supplement-sent:2024-09-26", "supplement-received:2024-09-27"),
            "2024-10-10:unavailable.still_unclear",
        ),
        (("reasons-requested:2024-10-08",), "2024-10-10:not_processed.excessive"),
        (("fee-sent:2024-10-10", "supplement-sent:2024-09-26"), None),
    ],
)
def test_legal_ends_of_a_case(events: tuple[str, ...], outcome: str | None):
    if outcome is None:
        with pytest.raises(IllegalHistory):
            follow(RECEIVED, *events)
        return
    trace = follow(RECEIVED, *events, f"answered:{outcome}")
    assert trace.closed == date.fromisoformat(outcome.partition(":")[0])


def test_all_third_parties_must_have_had_their_time():
    events = (RECEIVED, THIRD_SENT + ":甲", "third-party-sent:2024-10-14:乙")
    with pytest.raises(IllegalHistory, match="有关期限至2024-11-04届满"):
        follow(*events, "answered:2024-11-01:refused.third_party_rights")


def test_the_ledger_of_a_closed_case_ends_with_it():
    trace = follow(RECEIVED, "answered:2024-10-09")
    assert list(write_ledger(trace, load_calendar()))[-1].day == date(2024, 10, 9)
    late = follow(RECEIVED, "answered:2024-11-09")
    assert list(write_ledger(late, load_calendar()))[-1].day == date(2024, 10, 28)


def test_events_are_read_from_text():
    assert parse_event("extended:2024-10-10", days=5).days == 5
    assert parse_event("extended:2024-10-10:3", days=5).days == 3
    assert parse_event("Supplement_Sent:2024-10-10").kind is EventKind.SUPPLEMENT_SENT
    assert parse_event("answered:2024-10-10:granted").outcome == "granted"
    assert parse_event("received:2024-10-10:email").channel is Channel.EMAIL
    for wrong in (
        *("", "answered", "answered:2024", "answered:2024-13-01", "sleeping:2024-10-10"),
        *("extended:2024-10-10:0", "extended:2024-10-10:x", "received:2024-10-10:pigeon"),
        *("deferred:2024-10-10:-1", "supplement-sent:2024-10-10:soon"),
    ):
        with pytest.raises(InvalidQuestion):
            parse_event(wrong)


@pytest.mark.parametrize(
    ("channel", "facts", "day"),
    [
        (Channel.COUNTER, {"submitted": date(2024, 9, 25)}, date(2024, 9, 25)),
        (Channel.POST, {"signed": date(2024, 9, 26)}, date(2024, 9, 26)),
        (
            Channel.LETTER,
            {"arrived": date(2024, 9, 26), "confirmed": date(2024, 9, 26)},
            date(2024, 9, 26),
        ),
        (Channel.ONLINE, {"confirmed": date(2024, 9, 27)}, date(2024, 9, 27)),
        (Channel.EMAIL, {"confirmed": date(2024, 9, 27)}, date(2024, 9, 27)),
        (
            Channel.FAX,
            {"submitted": date(2024, 9, 20), "confirmed": date(2024, 9, 27)},
            date(2024, 9, 27),
        ),
    ],
)
def test_receipt_by_channel(channel: Channel, facts: dict[str, date], day: date):
    receipt = find_receipt(channel, **facts)
    assert (receipt.day, receipt.warning) == (day, "")
    assert receipt.rule.reference.article.startswith("31(")


def test_a_letter_confirmed_late_is_warned_of():
    receipt = find_receipt(Channel.LETTER, arrived=date(2024, 9, 25), confirmed=date(2024, 9, 27))
    assert receipt.day == date(2024, 9, 27)
    assert receipt.warning == "信函于2024-09-25到达，应当日确认，实际2024-09-27确认"


def test_receipt_needs_the_fact_that_fixes_it():
    with pytest.raises(InvalidQuestion, match="缺少确定收到之日的事实"):
        find_receipt(Channel.ONLINE, submitted=date(2024, 9, 25))
    with pytest.raises(InvalidQuestion, match="确认之日早于信函到达之日"):
        find_receipt(Channel.LETTER, arrived=date(2024, 9, 25), confirmed=date(2024, 9, 24))
