"""Charts as SVG drawn by the server: no script, a table of the same figures always beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 220, 40, 28, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, and its words."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart laid out, in units of its own view box."""

    title: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def draw_bars(title: str, values: Sequence[tuple[str, int]]) -> Chart:
    """Return bars for labelled numbers, none below zero, on a scale that starts at zero."""
    most = max((value for _, value in values), default=0)
    step = next(
        unit * 10**power
        for power in range(10)
        for unit in (1, 2, 5)
        if unit * 10**power * 4 >= most
    )
    top = step * 4
    reach = HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT) / max(len(values), 1)
    bars = tuple(
        Bar(
            label,
            value,
            round(LEFT + number * slot + slot * 0.2, 1),
            round(HEIGHT - BOTTOM - reach * value / top, 1),
            round(slot * 0.6, 1),
            round(reach * value / top, 1),
        )
        for number, (label, value) in enumerate(values)
    )
    ticks = tuple(
        (tick, round(HEIGHT - BOTTOM - reach * tick / top, 1)) for tick in range(0, top + 1, step)
    )
    return Chart(title, bars, ticks)
