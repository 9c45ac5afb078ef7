"""The register of instruments, and references read and written in three notations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.errors import DataError, UnknownInstrument
from gongkai.statute.instruments import find_instrument, load_register, parse_register
from gongkai.statute.references import Reference, parse_reference, read_numeral, write_numeral

references = st.builds(
    Reference,
    st.sampled_from(sorted(load_register())),
    st.one_of(
        st.just(""),
        st.from_regex(r"\A[1-9][0-9]{0,1}(\.[1-9])?(\([1-9][0-9]?\))?\Z"),
        st.from_regex(r"\A(table|part|annex)[1-9]\Z"),
    ),
)


@given(references)
def test_a_reference_survives_each_notation(reference: Reference):
    assert parse_reference(str(reference)) == reference
    assert parse_reference(reference.chinese) == reference
    assert parse_reference(reference.english) == reference


def test_a_reference_is_written_as_a_lawyer_writes_it():
    reference = Reference("tiaoli-2019", "33.2")
    assert reference.chinese == "《政府信息公开条例》第三十三条第二款"
    assert (
        reference.formal == "《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条第二款"
    )
    assert reference.english == (
        "Regulations of the People's Republic of China on Open Government Information, "
        "art. 33 para. 2"
    )
    assert Reference("tiaoli-2019", "20(15)").chinese == "《政府信息公开条例》第二十条第（十五）项"
    assert Reference("gbgkbh-2021-30", "table3").chinese == "《年度报告格式（2021年）》表三"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("政府信息公开条例第33条第2款", Reference("tiaoli-2019", "33.2")),
        ("《中华人民共和国政府信息公开条例》第三十条", Reference("tiaoli-2019", "30")),
        (
            "《中华人民共和国政府信息公开条例》（国务院令第492号）第二十四条",
            Reference("tiaoli-2007", "24"),
        ),
        ("国办函〔2020〕109号", Reference("gbh-2020-109")),
        ("《中华人民共和国行政复议法》第二十三条第一款第四项", Reference("fuyifa-2023", "23.1(4)")),
    ],
)
def test_other_ways_of_citing_are_read(text: str, reference: Reference):
    assert parse_reference(text) == reference


@pytest.mark.parametrize("text", ["tiaoli-1999:3", "《不存在的条例》第一条", "art. 5", "", "《》"])
def test_an_unknown_instrument_is_an_error(text: str):
    with pytest.raises(UnknownInstrument):
        parse_reference(text)


@pytest.mark.parametrize("article", ["0", "33.", "第三条", "33.2.1", "table0", "33(0)"])
def test_a_malformed_place_is_an_error(article: str):
    with pytest.raises(DataError):
        Reference("tiaoli-2019", article)


@given(st.integers(1, 999))
def test_numerals_survive(number: int):
    assert read_numeral(write_numeral(number)) == number
    assert read_numeral(str(number)) == number


def test_the_regulation_of_2019_takes_over_from_that_of_2007():
    old, new = find_instrument("tiaoli-2007"), find_instrument("tiaoli-2019")
    assert [old.in_force(day) for day in (date(2019, 5, 14), date(2019, 5, 15))] == [True, False]
    assert [new.in_force(day) for day in (date(2019, 5, 14), date(2019, 5, 15))] == [False, True]


GOOD = 'title = "甲"\ntitle_en = "A"\nshort = "甲"\nkind = "law"\nconfidence = "text"\n'


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (f'[a]\n{GOOD}colour = "red"\n', "x：a 有不认识的项 colour"),
        ('[a]\ntitle = "甲"\n', "x：a 缺少 confidence、kind、short、title_en"),
        (f"[a]\n{GOOD}issued = 2020-01-02\neffective = 2020-01-01\n", "x：a 的日期无效或次序颠倒"),
        (f'[a]\n{GOOD}issued = "2020"\n', "x：a 的日期无效或次序颠倒"),
        (f"[a]\n{GOOD}[b]\n{GOOD}", "x：b 与 a 简称相同：甲"),
    ],
)
def test_a_faulty_register_is_refused(text: str, chinese: str):
    with pytest.raises(DataError) as caught:
        parse_register(text, "x")
    assert caught.value.chinese == chinese
