"""Layers of arrangements, their sources and gaps; the data against two other packages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from gongkai.statute.arrangement import (
    Arrangement,
    Break,
    format_arrangement,
    parse_arrangement,
    region_chain,
)
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.instruments import Confidence
from gongkai.statute.workdays import (
    FIRST,
    LAST,
    DayKind,
    WorkCalendar,
    latest_year,
    load_calendar,
    read_arrangements,
    region_name,
)

NATION = load_calendar()
NINGXIA = load_calendar("640000")


def test_every_day_agrees_with_chinesecalendar():
    day, differences = date(2008, 1, 1), []
    while day <= date(2026, 12, 31):
        if NATION.is_workday(day) != chinese_calendar.is_workday(day):
            differences.append(day)
        day += timedelta(1)
    assert differences == []


def test_every_day_agrees_with_holidays():
    holidays = pytest.importorskip("holidays")
    china = holidays.country_holidays("CN", years=range(2018, 2027))
    day, differences = date(2019, 1, 1), []
    while day <= date(2026, 12, 31):
        if NATION.is_workday(day) != china.is_working_day(day):
            differences.append(day)
        day += timedelta(1)
    assert differences == []


def test_a_day_names_the_notice_that_made_it_so():
    fact = NATION.explain(date(2024, 9, 29))
    assert (fact.kind, fact.name) == (DayKind.MAKE_UP, "国庆节")
    assert fact.chinese == "国庆节调休上班日（国务院办公厅关于2024年部分节假日安排的通知）"
    festival = NINGXIA.explain(date(2020, 5, 25))
    assert festival.kind is DayKind.HOLIDAY
    assert festival.source is not None
    assert festival.source.region == "640000"
    assert NATION.explain(date(2020, 5, 25)).kind is DayKind.WORKDAY
    assert NATION.explain(date(2024, 9, 28)).chinese == "周末休息日"
    assert NATION.explain(date(2024, 9, 26)).english == "working day"


def test_an_amendment_goes_over_the_notice_it_amends():
    fact = NATION.explain(date(2020, 2, 1))
    assert fact.kind is DayKind.HOLIDAY
    assert fact.source is not None
    assert fact.source.title == "国务院办公厅关于延长2020年春节假期的通知"


def test_a_year_without_arrangement_is_unknown():
    assert latest_year(NATION) == 2026
    assert NATION.gaps(date(2026, 1, 1), date(2026, 12, 31)) == ()
    (gap,) = NATION.gaps(date(2026, 12, 15), date(2027, 1, 12))
    assert (gap.region, gap.year, gap.first, gap.last) == (
        "CN",
        2027,
        date(2027, 1, 1),
        date(2027, 1, 12),
    )
    assert gap.chinese == (
        "全国2027年放假安排尚未公布或未载入，2027-01-01至2027-01-12按周一至周五上班推算"
        "（法定固定节日除外）"
    )


def test_days_that_the_measures_fix_are_off_in_an_unknown_year():
    assert [NATION.is_workday(date(2027, 1, day)) for day in (1, 4)] == [False, True]
    assert not NATION.is_workday(date(2027, 10, 1))
    assert not NATION.is_workday(date(2060, 10, 1))


def test_a_region_with_festivals_of_its_own_is_unknown_without_them():
    assert [gap.region for gap in NINGXIA.gaps(date(2024, 3, 1), date(2024, 4, 1))] == ["640000"]
    assert NINGXIA.gaps(date(2019, 1, 1), date(2021, 12, 31)) == ()
    # Only one of the two festivals of 2016 is known.
    assert [gap.year for gap in NINGXIA.gaps(date(2016, 9, 1), date(2016, 9, 30))] == [2016]
    assert load_calendar("110000").gaps(date(2024, 3, 1), date(2024, 4, 1)) == ()
    assert load_calendar("640502").gaps(date(2020, 3, 1), date(2020, 4, 1)) == ()
    assert region_name("640000") == "宁夏回族自治区"
    assert region_name("640502") == "640502"


def test_layers_go_from_the_nation_down():
    assert region_chain("640502") == ("CN", "640000", "640500", "640502")
    assert region_chain("640000") == ("CN", "640000")
    assert region_chain("CN") == ("CN",)
    for wrong in ("64", "ningxia", "000000", "６４００００", "990000", "160000"):
        with pytest.raises(DataError):
            region_chain(wrong)


def test_a_local_closure_lies_on_top():
    day = date(2020, 5, 27)
    closure = Arrangement(
        "640500", 2020, "中卫市停止办公的通知", Confidence.PAGE, (Break("停止办公", day, day),)
    )
    zhongwei = load_calendar("640500").with_arrangements([closure])
    assert zhongwei.add(date(2020, 5, 15), 20) == date(2020, 6, 17)
    assert zhongwei.explain(day).chinese == "停止办公放假（中卫市停止办公的通知）"
    # A calendar takes only the arrangements of its own layers.
    assert NATION.with_arrangements([closure]).add(date(2020, 5, 15), 20) == date(2020, 6, 12)


def test_a_layer_below_may_declare_a_day_worked_again():
    day = date(2020, 5, 25)
    worked = Arrangement("640500", 2020, "x", Confidence.PAGE, (Break("上班", None, None, (day,)),))
    assert load_calendar("640500").with_arrangements([worked]).is_workday(day)


def test_zero_and_negative_days():
    sunday = date(2024, 9, 22)
    assert NATION.add(sunday, 0) == sunday
    assert NATION.add(sunday, -1) == date(2024, 9, 20)
    assert NATION.add(date(2024, 9, 20), -1) == date(2024, 9, 19)
    assert NATION.on_or_before(sunday) == date(2024, 9, 20)
    assert NATION.on_or_after(sunday) == date(2024, 9, 23)
    assert NATION.on_or_after(date(2024, 9, 23)) == date(2024, 9, 23)
    assert NATION.count(date(2024, 9, 23), date(2024, 9, 19)) == -2


def test_the_ends_of_the_calendar():
    assert (date(2000, 1, 1), date(2060, 12, 31)) == (FIRST, LAST)
    assert NATION.is_workday(FIRST) is False
    assert NATION.is_workday(LAST) is True
    assert (NATION.rank(FIRST), NATION.at_rank(1)) == (0, date(2000, 1, 3))
    assert NATION.at_rank(NATION.rank(LAST)) == LAST
    assert NATION.add(FIRST, 1) == date(2000, 1, 3)
    assert NATION.add(date(2000, 1, 4), -1) == date(2000, 1, 3)
    assert NATION.add(LAST, 0) == LAST
    assert NATION.count(FIRST, LAST) == NATION.rank(LAST)
    assert NATION.count(LAST, FIRST) == -NATION.rank(LAST)
    with pytest.raises(InvalidQuestion, match="2060-12-31"):
        NATION.at_rank(NATION.rank(LAST) + 1)
    with pytest.raises(InvalidQuestion, match="：2000-01-01"):
        NATION.at_rank(0)
    with pytest.raises(InvalidQuestion, match="：1999-12-31"):
        NATION.count(date(1999, 12, 31), LAST)
    assert NATION.add(LAST - timedelta(3), 1) <= LAST
    for question in (
        lambda: NATION.add(LAST, 1),
        lambda: NATION.add(FIRST, -1),
        lambda: NATION.add(FIRST + timedelta(2), -2),
        lambda: NATION.add(date(1999, 12, 31), 1),
        lambda: NATION.count(date(1999, 12, 31), LAST),
        lambda: NATION.count(LAST, date(2061, 1, 1)),
        lambda: NATION.is_workday(date(2061, 1, 1)),
        lambda: NATION.rank(date(2061, 1, 1)),
        lambda: NATION.at_rank(0),
        lambda: NATION.at_rank(10**6),
    ):
        with pytest.raises(InvalidQuestion, match="超出日历范围"):
            question()


def test_an_empty_calendar_knows_weekdays_only():
    empty = WorkCalendar(())
    assert empty.is_workday(date(2024, 10, 1))
    assert latest_year(empty) == 0


ARRANGEMENT = """
region = "CN"
year = 2025
title = "通知"
confidence = "page"
[[break]]
name = "春节"
from = 2025-01-28
to = 2025-02-04
work = [2025-01-26]
"""


def test_an_arrangement_survives_writing():
    arrangement = parse_arrangement(ARRANGEMENT, "x")
    assert parse_arrangement(format_arrangement(arrangement, ["甲"]), "x") == arrangement
    for shipped in NINGXIA.arrangements:
        if shipped.title != "全国年节及纪念日放假办法":
            assert parse_arrangement(format_arrangement(shipped), "x") == shipped
    with pytest.raises(DataError, match="不能写入的文字"):
        format_arrangement(Arrangement("CN", 2025, 'a"b', Confidence.PAGE, ()))


@pytest.mark.parametrize(
    ("old", "new", "chinese"),
    [
        ("year", "jahr", "x：不认识的项 jahr"),
        ("title", "# title", "x：缺少 title"),
        ("name", "# name", "x：缺少 name"),
        ("to = 2025-02-04", "to = 2025-01-01", "x：“春节”的起止颠倒"),
        ("from = 2025-01-28", "", "x：“春节”的日期无效"),
        ("from = 2025-01-28", "from = 1", "x：“春节”的日期无效"),
        ("work = [2025-01-26]", "work = [2025-01-28]", "x：2025-01-28 重复出现"),
        ("year = 2025", "year = 2023", "x：“春节”的 2025-01-28 不属于2023年"),
        ('"CN"', '"64"', "地区代码应为 6 位行政区划代码：64"),
        ('"page"', '"rumour"', "x：'rumour' is not a valid Confidence"),
        ('"CN"', '"', "TOML"),
    ],
)
def test_a_faulty_arrangement_is_refused(old: str, new: str, chinese: str):
    with pytest.raises(DataError) as caught:
        parse_arrangement(ARRANGEMENT.replace(old, new, 1), "x")
    assert chinese in caught.value.chinese


def test_arrangements_are_read_from_a_file_or_a_folder(tmp_path: Path):
    (tmp_path / "CN-2025.toml").write_text(ARRANGEMENT, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    alone = read_arrangements(tmp_path / "CN-2025.toml")
    assert read_arrangements(tmp_path) == alone
    assert len(alone) == 1
    with pytest.raises(DataError, match="读不了"):
        read_arrangements(tmp_path / "none.toml")
