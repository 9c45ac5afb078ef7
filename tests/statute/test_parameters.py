"""Parameters: what loads, what is refused, what is said about a value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.statute.errors import DataError, InvalidQuestion, UnknownInstrument
from gongkai.statute.parameters import Tier, load_law, parse_parameters, read_law

HEAD = '[p]\ntitle = "甲"\ntitle_en = "A"\nunit = "working_day"\n'
VALUE = 'from = 2020-01-01, value = 5, ref = "tiaoli-2019:33.2"'


def test_the_period_for_a_reply_changed_in_2019():
    law = load_law()
    days = [date(2008, 5, 1), date(2019, 5, 14), date(2019, 5, 15), date(2026, 1, 1)]
    assert [law.at("reply", day).number for day in days] == [15, 15, 20, 20]
    assert [str(law.at("reply", day).reference) for day in days[1:3]] == [
        "tiaoli-2007:24.2",
        "tiaoli-2019:33.2",
    ]


def test_the_length_of_section_one_is_asked_for_since_the_form_of_2021():
    law = load_law()
    value = law.at("annual_report.overview_length", date(2024, 12, 31))
    assert (value.number, value.provisional) == (1000, True)
    assert law.find("annual_report.overview_length", date(2020, 12, 31)) is None


def test_before_the_first_value_there_is_no_rule():
    with pytest.raises(InvalidQuestion, match="2008-04-30 时法律没有“答复期限”的规定"):
        load_law().at("reply", date(2008, 4, 30))
    assert load_law().find("supplement.notice", date(2019, 5, 14)) is None


def test_what_is_not_confirmed_says_so():
    restart = load_law().at("fee.restart", date(2024, 1, 1))
    assert restart.provisional
    assert (
        restart.why_provisional == "重新计算的规则未见原文 / the rule of the restart was not read"
    )
    own = load_law().at("hotline.handling.complaint", date(2024, 1, 1))
    assert own.provisional
    assert own.why_provisional.startswith("不是法律规定：出厂默认值")
    assert load_law().at("reply", date(2024, 1, 1)).why_provisional == ""


def test_every_value_has_an_instrument_in_force_on_its_first_day():
    for parameter in load_law().values():
        for value in parameter.values:
            source = value.reference.source
            # A rule may be older than the text in which it is cited here.
            if source.id in {"minsufa-2023", "xukefa-2019", "gbmh-2019-19", "xingzheng-danwei"}:
                continue
            assert source.in_force(value.start), (parameter.id, value.start)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (f"{HEAD}values = [{{ {VALUE} }}]\ncolour = 1\n", "x：p：不认识的项 colour"),
        (f"{HEAD}values = [{{ {VALUE}, until = 2019-12-31 }}]\n", "x：p：止于开始之前"),
        (f"{HEAD}values = [{{ {VALUE}, extra = 1 }}]\n", "x：p：不认识的项 extra"),
        (f"{HEAD}values = [{{ from = 2020-01-01, value = 5 }}]\n", "x：p：值没有注明条款（ref）"),
        (f"{HEAD}values = []\n", "x：p：没有任何值"),
        ('[p]\ntitle = "甲"\n', "x：p：缺少 title_en、unit、values"),
        (f"{HEAD}values = [{{ {VALUE} }}, {{ {VALUE} }}]\n".replace("unit", "unit"), "overlap"),
        (f"{HEAD}values = [{{ {VALUE} }}]\n".replace("= 5", "= 0"), "x：p：值无效：0"),
        (f"{HEAD}values = [{{ {VALUE} }}]\n".replace("= 5", "= true"), "x：p：值无效：True"),
        (f"{HEAD}values = [{{ {VALUE} }}]\n".replace("2020-01-01", '"2020"'), "x：p：日期无效"),
        ("p = 1\n", "x：不认识的项 p"),
    ],
)
def test_a_faulty_file_is_refused(text: str, chinese: str):
    if chinese == "overlap":
        chinese = "x：p：2020-01-01 起的值与前一个值的日期重叠或次序颠倒"
    with pytest.raises(DataError) as caught:
        parse_parameters(text, "x")
    assert caught.value.chinese == chinese


def test_an_unknown_unit_and_broken_toml_are_refused():
    with pytest.raises(DataError, match="单位无效"):
        parse_parameters(HEAD.replace("working_day", "moon") + f"values = [{{ {VALUE} }}]", "x")
    with pytest.raises(DataError, match="不是有效的 TOML"):
        parse_parameters("[", "x")


def test_a_reference_to_no_instrument_is_refused():
    text = f"{HEAD}values = [{{ {VALUE} }}]".replace("tiaoli-2019", "tiaoli-1999")
    with pytest.raises(UnknownInstrument, match="x：p：登记簿中没有文件"):
        parse_parameters(text, "x")


def test_values_that_touch_do_not_overlap():
    later = 'from = 2021-01-01, value = 6, ref = "tiaoli-2019:33.2"'
    text = f"{HEAD}values = [{{ {VALUE}, until = 2020-12-31 }}, {{ {later} }}]"
    parameter = parse_parameters(text, "x")["p"]
    found = [parameter.at(date(2020, 12, 31)), parameter.at(date(2021, 1, 1))]
    assert [value and value.number for value in found] == [5, 6]
    assert parameter.at(date(2019, 12, 31)) is None
    gap = parse_parameters(text.replace("2021-01-01", "2021-02-01"), "x")["p"]
    assert gap.at(date(2021, 1, 15)) is None


TIERS = HEAD.replace("working_day", "tiers") + (
    'values = [{{ from = 2021-01-01, ref = "gbh-2020-109:5", value = {} }}]'
)


@pytest.mark.parametrize(
    "rows",
    [
        "[]",
        "5",
        "[{ upto = 3, each = 1 }]",
        "[{ upto = 3, each = 1 }, { upto = 3, each = 2 }, { each = 3 }]",
        "[{ upto = 0, each = 1 }, { each = 3 }]",
        "[{ upto = 3, each = -1 }, { each = 3 }]",
        "[{ each = 1 }, { each = 3 }]",
        "[{ step = 1, add = 2 }]",
        '[{ each = "1" }]',
        "[{ upto = 3, each = 1, x = 1 }, { each = 3 }]",
        "[{ upto = 3, each = 1 }, { step = -1, add = 2 }]",
    ],
)
def test_faulty_tiers_are_refused(rows: str):
    with pytest.raises(DataError, match="分档"):
        parse_parameters(TIERS.format(rows), "x")


def test_tiers_may_rise():
    text = TIERS.format("[{ upto = 3, each = 1 }, { step = 2, add = 5 }]")
    value = parse_parameters(text, "x")["p"].values[0]
    assert value.amount == (Tier(3, 1), Tier(None, 1, 2, 5))
    with pytest.raises(TypeError):
        _ = value.number


def test_an_office_sets_its_own_limits(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[hotline.handling.complaint]\ntitle = "投诉"\ntitle_en = "complaint"\n'
        'unit = "working_day"\n'
        'values = [{ from = 2024-01-01, value = 7, ref = "ningxia-12345-2022" }]\n',
        encoding="utf-8",
    )
    law = read_law(own)
    assert law.at("hotline.handling.complaint", date(2024, 6, 3)).number == 7
    assert not law.at("hotline.handling.complaint", date(2024, 6, 3)).provisional
    assert law.at("reply", date(2024, 6, 3)) == load_law().at("reply", date(2024, 6, 3))
    assert load_law().at("hotline.handling.complaint", date(2024, 6, 3)).number == 13
    with pytest.raises(DataError, match="读不了"):
        read_law(tmp_path / "none.toml")


def test_an_unknown_parameter_is_an_error():
    with pytest.raises(DataError, match="没有参数“answer”"):
        load_law().find("answer", date(2024, 1, 1))
