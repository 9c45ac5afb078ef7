"""Duties of publication and the single-veto indicators of sites."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.statute.duties import find_missing, find_uncovered, load_duties, parse_duties
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.indicators import (
    Column,
    ColumnKind,
    Question,
    Site,
    inspect_account,
    inspect_site,
    pass_score,
)
from gongkai.statute.parameters import load_law
from gongkai.statute.references import Reference

DAY = date(2024, 9, 25)


def test_the_fifteen_categories_of_article_20():
    categories = load_duties().categories
    assert [each.id for each in categories] == [f"a20_{number:02}" for number in range(1, 16)]
    assert [each.reference for each in categories] == [
        Reference("tiaoli-2019", f"20({number})") for number in range(1, 16)
    ]


def test_what_nothing_is_published_on():
    published = {f"a20_{number:02}" for number in range(1, 15)}
    assert [each.chinese for each in find_uncovered(published)] == [
        "没有公开：法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"
    ]
    county = find_uncovered(published | {"a20_15", "市政建设"}, "city_county")
    assert [each.chinese for each in county] == [
        f"没有公开：{title}"
        for title in ("公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助")
    ]
    with pytest.raises(InvalidQuestion):
        find_uncovered(published, "planet")


def test_what_a_document_lacks():
    everything = load_duties().documents["guide"].contents
    assert find_missing("guide", everything) == ()
    (missing,) = find_missing("guide", [each for each in everything if each != "传真号码"])
    assert missing.chinese == "政府信息公开指南缺少“传真号码”"
    assert missing.reference == Reference("tiaoli-2019", "12.2")
    assert len(find_missing("catalogue", [])) == 4
    assert [each.chinese for each in find_missing("overview", ["主动公开", "依申请公开"])] == [
        "年度报告总体情况的五个方面缺少“政府信息管理”",
        "年度报告总体情况的五个方面缺少“政府信息公开平台建设”",
        "年度报告总体情况的五个方面缺少“监督保障”",
    ]
    for document, present in (("novel", []), ("guide", ["星座"])):
        with pytest.raises(InvalidQuestion):
            find_missing(document, present)


def test_faulty_duties_are_refused():
    good = (
        '[[category]]\nid="a"\nref="tiaoli-2019:20"\ntitle="甲"\ntitle_en="A"\n'
        '[[addition]]\nlevel="l"\nref="tiaoli-2019:21"\ntitles=["甲"]\ntitles_en=["A"]\n'
        '[[document]]\nid="d"\nref="tiaoli-2019:12"\ntitle="甲"\ntitle_en="A"\n'
        'contents=["乙"]\ncontents_en=["B"]\n'
    )
    assert parse_duties(good, "x").documents["d"].contents == ("乙",)
    for faulty in (good.replace('["A"]', "[]"), good + "x = 1\n", "category = []\n"):
        with pytest.raises(DataError):
            parse_duties(faulty, "x")


def indicators(site: Site, day: date = DAY) -> list[str]:
    return [veto.indicator for veto in inspect_site(site, day)]


def test_a_site_in_order_has_no_veto():
    site = Site(
        home_updated=date(2024, 9, 24),
        columns=(Column("要闻", ColumnKind.NEWS, date(2024, 9, 24)),),
        questions=(Question(date(2024, 6, 26)),),
        question_channel=True,
        load_seconds=(1.0,) * 20,
        guides_missing=(3,) * 9,
    )
    assert indicators(site) == []
    assert indicators(Site()) == []


@pytest.mark.parametrize(
    ("updated", "vetoed"), [(date(2024, 9, 12), []), (date(2024, 9, 11), ["website.home"])]
)
def test_the_home_page(updated: date, vetoed: list[str]):
    assert indicators(Site(home_updated=updated)) == vetoed


def test_a_day_of_update_in_the_future_is_no_fact():
    with pytest.raises(InvalidQuestion):
        inspect_site(Site(home_updated=date(2024, 9, 26)), DAY)


def columns(kind: ColumnKind, updated: date | None, count: int) -> tuple[Column, ...]:
    return tuple(Column(f"栏目{index}", kind, updated) for index in range(count))


@pytest.mark.parametrize(
    ("found", "vetoed"),
    [
        (columns(ColumnKind.NEWS, date(2024, 9, 11), 4), []),
        (columns(ColumnKind.NEWS, date(2024, 9, 11), 5), ["website.columns.stale"]),
        (columns(ColumnKind.NEWS, date(2024, 9, 12), 5), []),
        (columns(ColumnKind.NOTICES, date(2024, 3, 24), 5), ["website.columns.stale"]),
        (columns(ColumnKind.NOTICES, date(2024, 3, 25), 5), []),
        (columns(ColumnKind.OTHER, date(2020, 3, 25), 50), []),
        (columns(ColumnKind.OTHER, None, 4), []),
        (columns(ColumnKind.NEWS, None, 5), ["website.columns.empty"]),
    ],
)
def test_columns(found: tuple[Column, ...], vetoed: list[str]):
    assert indicators(Site(columns=found)) == vetoed


def test_neglected_columns():
    late = tuple(
        Column(f"栏目{index}", ColumnKind.OTHER, date(2022, 1, 4), date(2024, 1, 31))
        for index in range(10)
    )
    assert indicators(Site(columns=late)) == ["website.columns.neglected"]
    assert indicators(Site(columns=late[:9])) == []
    assert indicators(Site(columns=late), date(2024, 1, 31)) == []


def test_loading():
    slow = (16.0,)
    assert indicators(Site(load_seconds=(15.0,) * 19 + slow)) == ["website.open"]
    assert indicators(Site(load_seconds=(15.0,) * 20 + slow)) == []
    # Fewer visits than the notice asks for prove nothing.
    assert indicators(Site(load_seconds=slow * 19)) == []
    (veto,) = inspect_site(Site(load_seconds=slow * 20), DAY)
    assert veto.provisional.startswith("“每天20次”还是“一周累计20次”未经核实")


def test_questions_without_answer():
    assert indicators(Site(question_channel=False)) == ["website.answers"]
    assert indicators(Site(questions=(Question(date(2024, 6, 24)),))) == ["website.answers"]
    late = Question(date(2024, 1, 2), date(2024, 4, 3))
    assert indicators(Site(questions=(late,))) == ["website.answers"]
    in_time = Question(date(2024, 1, 2), date(2024, 4, 2))
    long_ago = Question(date(2023, 9, 24))
    assert indicators(Site(questions=(in_time, long_ago))) == []


def test_guides():
    assert indicators(Site(guides_missing=(4,) * 5)) == ["website.guides"]
    assert indicators(Site(guides_missing=(4,) * 4 + (3,) * 4)) == []


def test_incidents():
    assert indicators(Site(serious_incidents=("伪造发稿日期",))) == ["website.incidents"]


def test_an_account():
    assert inspect_account(date(2024, 9, 12), DAY) == ()
    (veto,) = inspect_account(date(2024, 9, 11), DAY)
    assert veto.indicator == "new_media.stale"
    assert veto.provisional == "未经核实 / not confirmed"


def test_the_score():
    assert [pass_score(score, DAY) for score in (59.9, 60.0)] == [False, True]


def test_each_threshold_of_the_notice_is_a_parameter():
    keys = [key for key in load_law() if key.startswith(("website.", "new_media."))]
    assert keys == [
        *("website.open.seconds", "website.open.visits", "website.open.failures"),
        *("website.home.stale", "website.news.stale", "website.notices.stale"),
        *("website.columns.stale", "website.columns.neglected", "website.columns.empty"),
        *("website.answers.overdue", "website.guides.elements", "website.guides.items"),
        *("website.score.pass", "new_media.stale"),
    ]
