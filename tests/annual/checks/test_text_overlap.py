"""Repeated text."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks.text_overlap import find_overlap

A = "坚持以公开为常态、不公开为例外，及时发布各类政府信息，方便群众查询。"
B = "组织专题培训两期，邀请专家讲解条例，参训人员覆盖全部业务科室。"


def test_a_text_repeats_itself():
    overlap = find_overlap(A, A)
    assert (overlap.share, overlap.passages) == (1.0, ((0, len(A)),))


def test_two_texts_with_nothing_in_common():
    assert find_overlap(A, B).share == 0


def test_a_repeated_passage_is_found_where_it_stands():
    overlap = find_overlap(B + A, A + "另有其他。")
    assert overlap.passages == ((len(B), len(B + A)),)
    assert overlap.covered == len(A)


def test_the_empty_text():
    assert find_overlap("", A).share == 0


@given(st.text("甲乙丙", max_size=80), st.text("甲乙丙", max_size=80))
def test_a_share_is_a_share(text, other):
    assert 0 <= find_overlap(text, other).share <= 1
