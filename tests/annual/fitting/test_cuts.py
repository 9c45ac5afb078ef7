from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.fitting.cuts import (
    choose_together,
    count_cuts,
    list_cuts,
    list_group_sums,
    list_sums,
)

counts = st.integers(0, 120)


def every_cut(digits, cells):
    """Try every set of borders: the definition, written out."""
    found = []
    for borders in combinations(range(1, len(digits)), cells - 1):
        parts = [digits[a:b] for a, b in zip((0, *borders), (*borders, len(digits)), strict=True)]
        if all(part == "0" or part[0] != "0" for part in parts) and max(map(len, parts)) <= 8:
            found.append(tuple(map(int, parts)))
    return found


@given(st.text("0123456789", min_size=1, max_size=11), st.integers(1, 7))
def test_lists_every_cut_and_no_other(digits, cells):
    assert sorted(list_cuts([digits], cells)) == sorted(every_cut(digits, cells))
    assert count_cuts([digits], cells) == len(every_cut(digits, cells))


@given(st.text("0123456789", min_size=1, max_size=12))
def test_sums_are_the_cuts_that_add_up(digits):
    expected = [cut for cut in every_cut(digits, 7) if sum(cut[:-1]) == cut[-1]]
    assert sorted(list_sums([digits], 7)) == sorted(expected)


@given(st.lists(counts, min_size=6, max_size=6))
def test_finds_the_true_row_among_its_sums(numbers):
    row = (*numbers, sum(numbers))
    assert row in list_sums(["".join(map(str, row))], 7)


@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=3, max_size=3))
@settings(max_examples=50)
def test_finds_the_true_groups(groups):
    run = tuple(number for group in groups for number in (*group, sum(group)))
    found = list_group_sums(["".join(map(str, run))], 5, 3)
    assert run in found
    assert all(
        cut[4] == sum(cut[:4]) and cut[9] == sum(cut[5:9]) and cut[14] == sum(cut[10:14])
        for cut in found
    )


def test_never_joins_two_tokens():
    assert list(list_cuts(["0", "0", "00", "00", "0"], 7)) == [(0,) * 7]
    assert list(list_cuts(["12", "3"], 1)) == []


@pytest.mark.parametrize(
    ("digits", "row"),
    [
        ("1000001", (1, 0, 0, 0, 0, 0, 1)),
        ("640020470", (64, 0, 0, 2, 0, 4, 70)),
        ("21710000218", (217, 1, 0, 0, 0, 0, 218)),
    ],
)
def test_reads_published_rows(digits, row):
    assert list_sums([digits], 7) == [row]


def test_a_run_of_many_digits_takes_bounded_time():
    assert list_sums(["9" * 200], 7) == []
    assert count_cuts(["1" * 40], 7) > 1000
    assert list_group_sums(["1" * 60], 5, 3) == []


def test_chooses_only_where_one_choice_fits():
    one, two = ((1,), (1,)), ((2,), (2,))
    assert choose_together([[one, two], [one]], (3,)) == [(2,), (1,)]
    assert choose_together([[one, two], [one, two]], (3,)) is None  # 1+2 and 2+1
    assert choose_together([[one], [one]], (3,)) is None
