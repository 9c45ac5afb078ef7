"""Quantities in prose, and what only looks like one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks.quantities import find_quantities, read_numeral
from gongkai.annual.checks.wording import fold
from gongkai.statute.references import write_numeral


def _read(text: str) -> list[tuple[object, str]]:
    return [(q.value, q.unit) for q in find_quantities(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请1,039件，办结率99.90%", [(1039, "件"), (Decimal("99.90"), "%")]),
        ("共3，500条", [(3, ""), (500, "条")]),  # a full-width comma divides clauses
        ("申请一件，另有十二宗", [(1, "件"), (12, "宗")]),
        ("全年公开四十余条", [(40, "条")]),
        ("公开18万余条、20余万条、3.2万条", [(180000, "条"), (200000, "条"), (32000, "条")]),
        ("收费1276.5534万元", [(Decimal("12765534.0000"), "元")]),
        ("批次20680批次，人次30人次", [(20680, "批次"), (30, "人次")]),
        ("部分公开67，占4.61%", [(67, ""), (Decimal("4.61"), "%")]),
        ("废止0，现行有效0。", [(0, ""), (0, "")]),
        ("减少至114分", [(114, "分")]),
        ("解读产品201个（包括短视频16个）", [(201, "个"), (16, "个")]),
        ("发布3-5期", [(3, "期")]),
    ],
)
def test_quantities(text, expected):
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国办公开办函〔2021〕30号",
        "国务院令第711号",
        "第28个",
        "电话：0955-7068588；邮编：755000",
        "拨打12345热线",
        "“12345+应急”",
        "党的二十届三中全会",
        "2024年1月1日至12月31日",
        "2022年结转",
        "办理时限6个月、20个工作日、24小时",
        "N项服务专线",
        "高效办成一件事",
        "第二十条第（一）项",
        "《条例》第三十六条第一款",
        "启动三个“100”行动",
        "东湖路9号3楼",
        "每一件申请",
        "http://www.example.cn/a/123.html",
        "1. 依申请公开",
        "（1）主动公开",
        "用时15分钟",
    ],
)
def test_no_quantity(text):
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("20余人", (20, 29), (19, 31)),
        ("3800余条", (3800, 3899), (3799, 3901)),
        ("近500件", (400, 500), (399, 501)),
        ("约100件", (50, 150), (49, 151)),
        ("3至5期", (3, 5), (2, 6)),
        ("3.2万条", (31500, 32999), (31499, 33000)),
        ("41条", (41, 41), (40, 42)),
        ("契约3件", (3, 3), (2, 4)),
    ],
)
def test_what_the_words_allow(text, yes, no):
    (quantity,) = find_quantities(fold(text))
    assert [quantity.allows(value) for value in (*yes, *no)] == [True, True, False, False]


def test_a_quantity_begins_with_its_qualifier():
    (quantity,) = find_quantities("发布近20余条")
    assert (quantity.start, quantity.end) == (2, 7)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("四十", 40),
        ("二〇", 20),
        ("一千零三", 1003),
        ("两万", 20000),
        ("三百二十", 320),
        ("条", None),
    ],
)
def test_numerals(text, value):
    assert read_numeral(text) == value


@given(st.integers(1, 999))
def test_numerals_are_read_as_written(number):
    assert read_numeral(write_numeral(number)) == number


@given(st.text(alphabet="0123456789,.、，万余多件条第年月〔〕-一二三%（）近约 \n", max_size=60))
def test_quantities_never_overlap(text):
    found = find_quantities(fold(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low <= q.high for q in found)
