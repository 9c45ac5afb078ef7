import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.fitting.fold import fold, squash


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("一、總體情況", "一、总体情况"),
        ("結轉下年度繼續辦理", "结转下年度继续办理"),
        ("⼀、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量"),  # Kangxi radical
        ("⾏政复议", "行政复议"),
        ("２０２４年１２月", "2024年12月"),
        ("（一）。，：“”", "（一）。，：“”"),  # punctuation is kept as printed
        ("41．5％", "41.5%"),
        ("2024\u00a0年\u3000度", "2024 年 度"),
        ("乾隆与乾燥", "乾隆与乾燥"),  # 乾 is a Simplified character too
    ],
)
def test_folds_to_the_ordinary_character(printed, folded):
    assert fold(printed) == folded


@given(st.text())
def test_keeps_one_character_for_one(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_squash_keeps_ideographs_only():
    assert squash("3. 危及“三安全一稳定”（1）") == "危及三安全一稳定"
