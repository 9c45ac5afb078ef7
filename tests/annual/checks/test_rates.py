"""Whether a rate can exist, against trying every numerator."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks.rates import find_earlier, find_numerator, is_share, neighbours


def _printed(numerator: int, base: int, places: int) -> set[Decimal]:
    exact = Decimal(numerator) * 100 / base
    unit = Decimal(1).scaleb(-places)
    return {exact.quantize(unit, ROUND_HALF_UP), exact.quantize(unit, ROUND_DOWN)}


RATES = st.integers(0, 10000)


@given(st.integers(1, 400), RATES, st.integers(0, 2))
def test_numerators_are_those_that_trying_finds(base, hundredths, places):
    percent = (Decimal(hundredths) / 100).quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    tried = [n for n in range(base + 1) if percent in _printed(n, base, places)]
    assert find_numerator(base, percent, places) == (tried[0] if tried else None)


@given(st.integers(1, 40), RATES, st.booleans())
def test_earlier_figures_are_those_that_trying_finds(now, hundredths, growth):
    percent = Decimal(hundredths) / 100
    most = now * 101 if not growth else now + 1
    tried = any(
        is_share(now - earlier if growth else earlier - now, earlier, percent, 2)
        for earlier in (range(1, most) if growth else range(max(now, 1), most))
    )
    found = find_earlier(now, percent, 2, growth=growth)
    if found is not None:
        assert is_share(now - found if growth else found - now, found, percent, 2)
    elif growth or percent <= 99:
        assert not tried


def test_the_figures_of_the_seed():
    assert [
        find_numerator(base, Decimal(rate), 2)
        for base, rate in [(1039, "99.90"), (1039, "99.26"), (3611, "99.68"), (3611, "98.98")]
    ] == [1038, None, None, 3574]
    assert neighbours(3611, Decimal("99.68"), 2) == [
        (3599, Decimal("99.67")),
        (3600, Decimal("99.70")),
    ]


def test_a_reduction_is_rounded_or_cut():
    assert [is_share(78, 192, Decimal(percent), 0) for percent in (40, 41, 42)] == [
        True,
        True,
        False,
    ]
