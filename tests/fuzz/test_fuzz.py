"""Some hundred broken files in every run of the suite; `python -m tests.fuzz` breaks as many as wanted."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.cases import SEEDS, make_case, run_case
from tests.fuzz.mutations import PLAIN

CASES = 220


@pytest.mark.slow
def test_broken_files_are_read_or_refused():
    assert [failure for n in range(CASES) if (failure := run_case(20, n)[0])] == []


def test_a_case_is_the_same_each_time():
    assert [make_case(3, n) for n in range(len(SEEDS))] == [
        make_case(3, n) for n in range(len(SEEDS))
    ]


@pytest.mark.parametrize("mutation", PLAIN)
def test_mutations_take_anything(mutation):
    for data in (b"", b"a", b"<a>1</a>"):
        for seed in range(50):
            assert isinstance(mutation(data, Random(seed)), bytes)
