"""Two years of one organ: what is carried over and what stays in force agree, the words differ."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.made.figures import Figures, make_figures
from tests.made.official import PERSONS, Id
from tests.made.organs import ORGANS, Organ
from tests.made.prose import write_report
from tests.made.report import MadeReport


def make_pair(
    seed: int, *, scale: str = "bureau", organ: Organ | None = None, year: int = 2024
) -> tuple[MadeReport, MadeReport]:
    """Make last year's report and this year's: the carry-over and the stock of documents agree, the words differ."""
    organ = organ or Random(seed).choice(ORGANS[scale])
    before = make_figures(2 * seed, scale=scale)
    now = _following(before, seed, scale)
    for column in PERSONS:
        now = _carry(now, column, int(before[Id("table3", "carried_out", column)]))
    for row in ("rules", "normative_documents"):
        stock = int(before[Id("table2", row, "in_force")]) + int(now[Id("table2", row, "issued")])
        repealed = min(int(now[Id("table2", row, "repealed")]), stock)
        now = now.with_value(Id("table2", row, "repealed"), repealed)
        now = now.with_value(Id("table2", row, "in_force"), stock - repealed)
    first, chosen = write_report(before, 2 * seed, organ=organ, year=year - 1)
    second, _ = write_report(
        now,
        2 * seed + 1,
        organ=organ,
        year=year,
        avoid=chosen,
        previous_published=chosen["published.portal"],
    )
    return first, second


def _following(before: Figures, seed: int, scale: str) -> Figures:
    """Make figures for the year after that are neither twice nor half of what they were, as most years are."""
    random = Random(f"following/{seed}")
    asked = int(before[Id("table3", "received", "total")])
    candidates = (make_figures(2 * seed + 1 + 2 * step, scale=scale) for step in range(400))
    now = next(
        f
        for f in candidates
        if 0.55 * asked <= int(f[Id("table3", "received", "total")]) <= 1.8 * asked + 1
    )
    for row in ("licences", "penalties", "coercive_measures"):
        id_ = Id("table2", row, "count")
        now = now.with_value(id_, round(int(before[id_]) * random.uniform(0.75, 1.3)))
    fees = Id("table2", "fees_10k_yuan", "amount")
    now = now.with_value(
        fees, round(Decimal(before[fees]) * Decimal(random.randint(80, 125)) / 100, 2)
    )
    for id_ in now.ids():
        if id_.table == "table4":
            now = now.with_value(id_, before[id_])
    return now


def _carry(figures: Figures, column: str, carried: int) -> Figures:
    """Set what one column carries in, and let 予以公开 take up the difference."""
    change = carried - int(figures[Id("table3", "carried_in", column)])
    granted = int(figures[Id("table3", "granted", column)]) + change
    new = int(figures[Id("table3", "received", column)])
    if granted < 0:  # too little to give way: more came in this year
        new, granted = new - granted, 0
    done = granted - int(figures[Id("table3", "granted", column)])
    for row, value in (("carried_in", carried), ("granted", granted), ("received", new),
                       ("concluded", int(figures[Id("table3", "concluded", column)]) + done)):  # fmt: skip
        id_ = Id("table3", row, column)
        difference = value - int(figures[id_])
        total = Id("table3", row, "total")
        figures = figures.with_value(id_, value)
        figures = figures.with_value(total, int(figures[total]) + difference)
    return figures
