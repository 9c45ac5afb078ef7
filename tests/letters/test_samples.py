"""Samples: with them every shipped template makes a whole letter."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.letters.composition import compose
from gongkai.letters.contents import find_missing
from gongkai.letters.kinds import kinds
from gongkai.letters.samples import make_sample
from tests.letters.examples import ORGAN


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("day", [date(2026, 3, 26), date(2027, 1, 4)])
def test_a_sample_lacks_nothing(kind, day):
    facts = make_sample(kind, organ=ORGAN, day=day)
    assert find_missing(kind, compose(kind, facts), facts) == ()
