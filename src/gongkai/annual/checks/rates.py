"""Whether a rate can exist for its base: does a whole number give it, rounded or cut off?"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.model import Number


def _bounds(percent: Number, places: int) -> tuple[Decimal, Decimal]:
    """Return [low, high): the percentages printed as `percent`, by rounding or truncation."""
    unit = Decimal(1).scaleb(-places)
    return Decimal(percent) - unit / 2, Decimal(percent) + unit


def _ceiling(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def find_numerator(base: int, percent: Number, places: int) -> int | None:
    """Return the smallest whole number up to `base` that is `percent` % of it, or None.

    `places` is the number of decimals printed. O(1).
    """
    low, high = _bounds(percent, places)
    numerator = max(0, _ceiling(low * base / 100))
    return numerator if numerator <= base and Decimal(numerator * 100) < high * base else None


def share(part: Number, base: Number, places: int, *, cut: bool = False) -> Decimal:
    """Return `part` of `base` in percent with that many decimals, half-up or cut off."""
    exact = Decimal(part) * 100 / Decimal(base)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if cut else ROUND_HALF_UP)


def is_share(part: Number, base: Number, percent: Number, places: int) -> bool:
    """Whether `part` of `base` is printed as `percent` %, by rounding or by truncation."""
    low, high = _bounds(percent, places)
    return low * Decimal(base) <= Decimal(part) * 100 < high * Decimal(base)


def is_change(before: Quantity, after: Quantity, percent: Number, places: int) -> bool:
    """Whether `percent` % may lie between two figures, each anywhere that its words allow."""
    low, high = _bounds(percent, places)
    if not before.low:
        return True
    if after.value >= before.value:
        least = Decimal(after.low) / Decimal(before.high) - 1
        most = Decimal(after.high) / Decimal(before.low) - 1
    else:
        least = 1 - Decimal(after.high) / Decimal(before.low)
        most = 1 - Decimal(after.low) / Decimal(before.high)
    return least * 100 < high and most * 100 >= low


def neighbours(base: int, percent: Number, places: int) -> list[tuple[int, Decimal]]:
    """Return the whole numbers just below and above `percent` % of `base`, each with its rate."""
    below = int(Decimal(percent) * base // 100)
    return [(n, share(n, base, places)) for n in (below, below + 1) if 0 <= n <= base]


def find_earlier(now: int, percent: Number, places: int, *, growth: bool) -> int | None:
    """Return a whole number from which `now` is a growth (or fall) of `percent` %, or None."""
    low, high = _bounds(percent, places)
    if not growth:
        if low >= 100:
            return None
        # (earlier - now) / earlier in [low, high)
        earlier = _ceiling(Decimal(now) * 100 / (100 - low))
        return earlier if earlier and (earlier - now) * 100 < high * earlier else None
    # (now - earlier) / earlier in [low, high): the largest that grows by at least `low`
    earlier = int(Decimal(now) * 100 // (100 + low))
    return earlier if earlier > 0 and (now - earlier) * 100 < high * earlier else None
