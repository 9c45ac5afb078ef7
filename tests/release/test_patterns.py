"""Numbers by their check digits, wherever and however they are written; figures left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.release.allowance import Allowance
from gongkai.release.digits import check_digit, is_uscc, judge_id, passes_luhn
from gongkai.release.gate import find_leaks_in_text
from gongkai.release.leak import mask
from gongkai.release.patterns import find_personal
from gongkai.release.rules import PERSONAL, RULES
from tests.release.works import ALLOW, CARD, FIGURES, ID, LETTER

NOBODY = Allowance()
PROVINCES = ("11", "13", "31", "44", "51", "54", "62", "64", "65")

words = st.text(
    st.sampled_from("申请人的公开信息，。、（）《》第条款本机关于年月日县区局处理a："), max_size=30
)


@st.composite
def ids(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1920, 1, 1), date(2024, 12, 31)))
    area = draw(st.sampled_from(PROVINCES)) + f"{draw(st.integers(0, 9999)):04}"
    seventeen = f"{area}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return seventeen + check_digit(seventeen)


def regroup(separator: str, *sizes: int):
    def write(number: str) -> str:
        parts, at = [], 0
        for size in sizes:
            parts.append(number[at : at + size])
            at += size
        return separator.join(parts)

    return write


WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
FORMS = [
    str,
    str.lower,
    lambda number: number.translate(WIDE),
    " ".join,
    "\u200b".join,
    regroup(" ", 6, 8, 4),
    regroup("-", 6, 8, 4),
    regroup("\u3000", 6, 4, 4, 4),
    regroup(" - ", 6, 8, 4),
    regroup(" ", 4, 4, 4, 4, 2),
    regroup(" ", 3, 3, 4, 4, 4),
    regroup("\n", 11, 7),
    regroup("\r\n", 3, 15),
]


@given(words, ids(), words, st.sampled_from(FORMS))
def test_an_id_number_is_found_in_any_text_and_any_form(before, number, after, form):
    text = f"{before}{form(number)}{after}"
    assert [
        (match.rule, text[match.start : match.end])
        for match in find_personal(text, NOBODY)
        if match.rule == "id_number"
    ] == [("id_number", form(number))]


@given(words, ids(), words)
def test_a_number_with_a_wrong_check_digit_is_none(before, number, after):
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    assert [
        m.rule for m in find_personal(f"{before}{wrong}{after}", NOBODY) if m.rule == "id_number"
    ] == []


@given(words, st.integers(10**11, 10**20), words)
def test_other_digits_are_no_id_number(before, figure, after):
    found = [
        m.value for m in find_personal(f"{before}{figure}{after}", NOBODY) if m.rule == "id_number"
    ]
    digits = str(figure)
    if judge_id(digits) == "" and len(digits) != 15:
        assert found == []


@given(st.lists(st.integers(0, 99_999), min_size=12, max_size=60))
def test_rows_of_figures_hold_nobody(figures):
    cells = [str(figure) for figure in figures]
    lines = ["\t".join(cells[at : at + 6]) for at in range(0, len(cells), 6)]
    assert find_leaks_in_text("\n".join(lines)) == ()


def test_the_letter_and_its_figures_hold_nobody_but_the_organ():
    text = "\n".join((*LETTER, *("\t".join(row) for row in FIGURES)))
    assert find_leaks_in_text(text, allow=ALLOW) == ()
    assert sorted(leak.rule for leak in find_leaks_in_text(text)) == ["email", "landline"]


def test_the_numbers_of_the_letter_are_what_they_look_like():
    assert passes_luhn(CARD)
    assert not is_uscc("9164010022768386XX")
    assert is_uscc("91350100M000100Y43")  # the example of GB 32100-2015


@pytest.mark.parametrize(
    "text",
    [
        "国办公开办函〔2021〕30号",
        "2024年1月1日至2024年12月31日",
        "12345、12388、400-810-0000、95588",
        "统一社会信用代码11640100010044215E",
        "统一社会信用代码：91640100227683862A",
        "申请编号：202411240000123456",
        "2023年13812345678元，2024年15912345678.50元",
        "GDP 13812345678 元，同比增长5.1%",
        "网站标识码6401000001",
        "宁ICP备12345678号-1",
        "宁公网安备64010002000123号",
        "ISBN 978-7-5093-1234-5",
        "东经106.230909，北纬38.487193",
        "报名序号 138 1234 5678 9012",
        "电话（已遮盖）",
        "身份证号6422**********0011",
        "清河市人民路1号市政府办公楼3号楼315室",
        "住房和城乡建设局",
        "住所地：清河市人民路1号",
        "红星村三组土地征收",
        "微信公众号：清河发布",
        "护照办理12345678本",
    ],
)
def test_what_looks_personal_and_is_not(text):
    assert find_leaks_in_text(text) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("护照 EA1234567", "passport"),
        ("证件号码：E12345678", "passport"),
        ("台胞证号12345678", "passport"),
        ("外国人永久居留身份证911124198108030024", "residence_permit"),
        ("残疾人证号" + ID + "43", "id_number"),
        ("138-1234-5678", "mobile"),
        ("138 1234 5678", "mobile"),
        ("0086 13812345678", "mobile"),
        ("手机：1381234\n5678", "mobile"),
        ("（0951）6012345", "landline"),
        ("010-62345678", "landline"),
        ("电话6012345", "landline"),
        ("卡号：9558801234567890123", ""),
        ("卡号4367421234567890120", ""),
        ("zhang.san (at) mail.example", "email"),
        ("张三，男，汉族，1990年1月1日出生，住清河市石坪县红星镇红星村12号。", "home_address"),
        ("户籍地址：清河市石坪县红星镇红星村三组", "home_address"),
        ("幸福里小区5栋3单元402", "home_address"),
        ("阳光家园12-3-501室", ""),
        ("QQ：123456789", "social_account"),
        ("微信: zhangsan_1990", "social_account"),
        ("号牌宁A·12345", "plate"),
        ("号牌宁AD12345", "plate"),
    ],
)
def test_what_is_personal(text, rule):
    assert {leak.rule for leak in find_leaks_in_text(text)} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("allow", "text", "passes"),
    [
        ("0951-6012345", "电话0951-6012345", True),
        ("0951-6012345", "电话6012345", True),
        ("0951-6012345", "电话（0951）6012345", True),
        ("0951-6012345", "电话+86-951-6012345", True),
        ("0951-6012345", "电话0951-6012346", False),
        ("13812345678", "手机138 1234 5678", True),
        ("13812345678", "手机13912345678", False),
        ("@qinghe.example", "邮箱a@qinghe.example", True),
        ("@qinghe.example", "邮箱a@b.qinghe.example", False),
        ("a@qinghe.example", "邮箱b@qinghe.example", False),
        (ID, ID, False),
    ],
)
def test_what_an_organ_may_let_out(allow, text, passes):
    assert (find_leaks_in_text(text, allow=[allow]) == ()) is passes


@given(st.sampled_from(sorted(RULES)), st.text(min_size=2, max_size=60))
def test_a_mask_never_shows_the_value(rule, value):
    plain = "".join(value.split())
    shown = mask(rule, value)
    assert len(plain) < 2 or plain not in shown
    if rule in PERSONAL and rule != "email":
        assert len(shown.replace("…", "")) <= len(plain) * 2 / 3


def test_a_leak_tells_where_and_not_what():
    (leak,) = find_leaks_in_text(f"答复书\n\n申请人身份证{ID}")
    assert (leak.rule, leak.place.line, leak.masked) == ("id_number", 3, "6422…0011")
    assert leak.as_json() == {
        "rule": "id_number",
        "chinese": "公民身份号码，请遮盖后再发出",
        "english": "a resident ID number; redact it first",
        "place": {"line": 3},
        "masked": "6422…0011",
    }
    assert (leak.place.describe(), leak.place.describe(english=True)) == ("第 3 行", "line 3")
