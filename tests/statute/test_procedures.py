"""Procedures stage by stage: reconsideration, litigation, hotline, petitions, service items."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.statute.clock.periods import add_months, date_report, measure_period
from gongkai.statute.clock.procedures import (
    StageState,
    follow_procedure,
    load_procedures,
    parse_procedures,
)
from gongkai.statute.errors import DataError, IllegalHistory, InvalidQuestion
from gongkai.statute.parameters import load_law


def due_days(key: str, events: dict[str, date], **options) -> dict[str, tuple[date | None, str]]:
    return {
        each.stage.id: (each.due, each.state.value)
        for each in follow_procedure(key, events, **options)
    }


def test_reconsideration_in_the_simple_procedure():
    events = {
        "known": date(2024, 9, 2),
        "applied": date(2024, 9, 18),
        "accepted": date(2024, 9, 20),
        "forwarded": date(2024, 9, 24),
        "copy-received": date(2024, 9, 25),
        "answered": date(2024, 10, 8),
        "decided": date(2024, 10, 25),
        "decision-received": date(2024, 10, 28),
    }
    assert due_days("reconsideration_simple", events) == {
        "apply": (date(2024, 11, 1), "done"),
        "examine": (date(2024, 9, 25), "done"),
        "forward": (date(2024, 9, 25), "done"),
        "answer": (date(2024, 10, 8), "done"),
        "decide": (date(2024, 10, 21), "done_late"),
        "sue": (date(2024, 11, 12), "open"),
    }


def test_reconsideration_in_the_ordinary_procedure_may_be_extended():
    events = {"accepted": date(2024, 9, 20), "extended": date(2024, 11, 15)}
    assert due_days("reconsideration_ordinary", events)["decide"] == (date(2024, 12, 19), "open")
    shorter = due_days("reconsideration_ordinary", events, extension_days=10)
    assert shorter["decide"] == (date(2024, 11, 29), "open")
    with pytest.raises(IllegalHistory, match="延长最多30日，不能为31"):
        follow_procedure("reconsideration_ordinary", events, extension_days=31)
    with pytest.raises(IllegalHistory, match="期限已于2024-11-19届满"):
        follow_procedure(
            "reconsideration_ordinary",
            {"accepted": date(2024, 9, 20), "extended": date(2024, 11, 20)},
        )


def test_litigation_by_its_kind():
    events = {"filed": date(2024, 6, 3)}
    assert due_days("litigation", events, kind="simple")["judge"][0] == date(2024, 7, 18)
    assert due_days("litigation", events, kind="ordinary")["judge"][0] == date(2024, 12, 3)
    with pytest.raises(InvalidQuestion, match="没有类别“fast”"):
        follow_procedure("litigation", events, kind="fast")


def test_a_hotline_ticket():
    events = {"received": date(2024, 9, 30), "dispatched": date(2024, 10, 8)}
    assert due_days("hotline", events, kind="complaint", as_of=date(2024, 10, 26)) == {
        "dispatch": (date(2024, 10, 8), "done"),
        "handle": (date(2024, 10, 24), "overdue"),
    }
    dispatch, handle = follow_procedure("hotline", events, kind="complaint")
    assert (dispatch.period.provisional, handle.period.provisional) == (False, True)


def test_a_default_extension_is_provisional_also_where_the_limit_is_an_office_s_own():
    text = (
        '[hotline.handling.complaint]\ntitle = "投诉"\ntitle_en = "complaint"\n'
        'unit = "working_day"\n'
        'values = [{ from = 2024-01-01, value = 7, ref = "ningxia-12345-2022" }]\n'
    )
    law = load_law().overridden(text, "own.toml")
    events = {"received": date(2024, 9, 30), "dispatched": date(2024, 10, 8)}
    _, plain = follow_procedure("hotline", events, kind="complaint", law=law)
    events["extended"] = date(2024, 10, 15)
    _, longer = follow_procedure("hotline", events, kind="complaint", law=law)
    assert (plain.due, plain.period.provisional) == (date(2024, 10, 16), False)
    assert (longer.due, longer.period.provisional) == (date(2024, 10, 23), True)


def test_a_petition():
    events = {"accepted": date(2024, 6, 3), "extended": date(2024, 7, 1)}
    assert due_days("petition", events)["conclude"] == (date(2024, 9, 2), "open")


def test_a_service_item_with_promise_and_special_procedure():
    events = {
        "accepted": date(2025, 1, 10),
        "special-begun": date(2025, 1, 13),
        "special-ended": date(2025, 1, 17),
    }
    (decide,) = follow_procedure("service", events, promised_days=5)
    assert (decide.due, decide.promised) == (date(2025, 2, 19), date(2025, 1, 23))
    assert decide.state is StageState.OPEN
    assert decide.as_json()["promised"] == "2025-01-23"
    with pytest.raises(IllegalHistory, match="承诺时限不得长于法定的20个工作日：21"):
        follow_procedure("service", events, promised_days=21)
    open_pause = {key: events[key] for key in ("accepted", "special-begun")}
    assert due_days("service", open_pause) == {"decide": (None, "open")}
    assert (decide.period.due, decide.period.provisional) == (date(2025, 2, 19), False)
    assert due_days("service_joint", {"accepted": date(2024, 9, 25)}) == {
        "decide": (date(2024, 12, 2), "open")
    }
    assert due_days(
        "service_joint", {"accepted": date(2024, 9, 25), "extended": date(2024, 12, 2)}
    ) == {"decide": (date(2024, 12, 23), "open")}
    assert due_days("service", {"accepted": date(2024, 9, 25), "extended": date(2024, 10, 28)})[
        "decide"
    ] == (date(2024, 11, 11), "open")


@pytest.mark.parametrize(
    ("key", "events", "says"),
    [
        ("service", {"decided": date(2025, 1, 2)}, None),
        ("hotline", {"handled": date(2025, 1, 2)}, "没有“dispatched”，不能有“handled”"),
        (
            "hotline",
            {"received": date(2025, 1, 3), "dispatched": date(2025, 1, 2)},
            "“dispatched”（2025-01-02）早于“received”（2025-01-03）",
        ),
        (
            "service",
            {"accepted": date(2025, 1, 3), "special-ended": date(2025, 1, 6)},
            "没有“special-begun”，不能有“special-ended”",
        ),
        (
            "service",
            {
                "accepted": date(2025, 1, 3),
                "special-begun": date(2025, 1, 8),
                "special-ended": date(2025, 1, 6),
            },
            "“special-ended”早于“special-begun”",
        ),
    ],
)
def test_illegal_orders_are_refused(key: str, events: dict[str, date], says: str | None):
    if says is None:
        assert list(due_days(key, events)) == ["deliver"]
        return
    with pytest.raises(IllegalHistory) as caught:
        follow_procedure(key, events, kind="complaint")
    assert caught.value.chinese == says


def test_unknown_procedures_and_events_are_refused():
    with pytest.raises(InvalidQuestion, match="没有程序“appeal”"):
        follow_procedure("appeal", {})
    with pytest.raises(InvalidQuestion, match="没有事件：slept"):
        follow_procedure("hotline", {"slept": date(2025, 1, 2)})


def test_every_stage_rests_on_a_parameter():
    law = load_law()
    for procedure in load_procedures().values():
        for stage in procedure.stages:
            prefix = stage.parameter.removesuffix("{kind}")
            assert any(key.startswith(prefix) for key in law)
            if stage.extension is not None:
                assert stage.extension[1] in law


def test_a_faulty_file_of_procedures_is_refused():
    head = '[p]\ntitle = "甲"\ntitle_en = "A"\nref = "tiaoli-2019"\n'
    stage = '{ id = "a", parameter = "reply", from = "x", to = "y", actor = "z" }'
    assert parse_procedures(f"{head}stages = [{stage}]", "x")["p"].events == {"x", "y"}
    for text in (
        f"{head}stages = [{stage}, {stage}]",
        f"{head}stages = [{stage}]\nextra = 1",
        head,
        f"{head}stages = [{stage.replace('actor', 'act')}]",
    ):
        with pytest.raises(DataError):
            parse_procedures(text, "x")


def test_months_end_on_the_same_day_or_the_last():
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 15), 12) == date(2025, 1, 15)
    assert add_months(date(2024, 12, 1), 1) == date(2025, 1, 1)
    assert add_months(date(2024, 1, 31), -2) == date(2023, 11, 30)


def test_a_period_tells_itself():
    period = measure_period("reconsideration.apply", date(2024, 11, 12))
    assert period.chinese == (
        "申请行政复议的期限（自知道该行政行为之日起）：60日，"
        "自2024-11-12次日起算，至2025-01-13，2025-01-11为休息日，顺延"
    )
    assert period.english.endswith(
        "60 days after 2024-11-12, until 2025-01-13 (2025-01-11 is a rest day)"
    )
    assert [(doubt.chinese, doubt.english) for doubt in period.doubts] == [
        (
            (
                "自然日、月、年期间的末日逢休息日顺延（1 = 顺延至其后第一个工作日）："
                "民事诉讼法的一般规则，条文未读"
            ),
            "general rule of civil procedure, text not read",
        )
    ]
    assert period.as_json()["ref"] == "fuyifa-2023:20.1"
    assert measure_period("website.home.stale", date(2024, 9, 9)).due == date(2024, 9, 23)
    with pytest.raises(InvalidQuestion, match="不是期间的单位"):
        measure_period("reply.extensions", date(2024, 1, 2))


def test_a_report_due_on_a_rest_day_is_warned_of_before():
    report = date_report(2024)
    assert report.chinese == (
        "部门年度报告提交并公布的最后一日：2025-01-31；当日为休息日且不顺延，最迟于2025-01-27完成"
    )
    assert report.english.endswith("2025-01-31; a rest day, not moved: done by 2025-01-27")
    assert date_report(2023).chinese == "部门年度报告提交并公布的最后一日：2024-01-31"
    assert (report.doubts, bool(date_report(2026).doubts)) == ((), True)
