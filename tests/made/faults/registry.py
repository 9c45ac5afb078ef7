"""One planted fault for each family of rules, beside its clean twin.

A fault makes two reports from one: they differ in the fault and in nothing else. `rules` are the ids of which at
least one must speak about the faulty twin, and none about the clean one; `least` is the lowest severity that will do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.made.figures import Number
from tests.made.official import Id
from tests.made.organs import ORGANS
from tests.made.pairs import make_pair
from tests.made.prose import make_report
from tests.made.report import MadeReport

Twins = tuple[MadeReport, MadeReport]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `plant` returns the clean twin and the faulty one; last year's report is given where it matters."""

    name: str
    title: str
    rules: frozenset[str]
    least: str  # error, warning, question, note
    plant: Callable[..., Twins]
    scale: str = "bureau"
    across_years: bool = False
    organ: str = ""  # the report of this organ, where the fault needs it
    shape: str = "html"  # the faulty twin is printed in this shape, the clean one as a clean page

    def twins(self, seed: int) -> tuple[MadeReport | None, MadeReport, MadeReport]:
        """Return last year's report (None unless the fault lies between two years), the clean twin, the faulty one."""
        random = Random(f"{self.name}/{seed}")
        if self.across_years:
            before, now = make_pair(seed, scale=self.scale)
            return (before, *self.plant(now, random, before))
        organ = next((o for o in ORGANS[self.scale] if o.name == self.organ), None)
        return (
            None,
            *self.plant(make_report(seed, scale=self.scale, year=2024, organ=organ), random),
        )


FAULTS: dict[str, Fault] = {}


def fault(
    title: str,
    rules: str,
    least: str = "error",
    *,
    scale: str = "bureau",
    across_years: bool = False,
    organ: str = "",
    shape: str = "html",
) -> Callable[[Callable[..., Twins]], Callable[..., Twins]]:
    """Enter a fault under its function's name."""

    def enter(plant: Callable[..., Twins]) -> Callable[..., Twins]:
        name = plant.__name__.replace("_", "-")
        FAULTS[name] = Fault(
            name, title, frozenset(rules.split()), least, plant, scale, across_years, organ, shape
        )
        return plant

    return enter


def add(report: MadeReport, *changes: tuple[str, Number]) -> MadeReport:
    figures = report.figures
    for key, amount in changes:
        table, rest = key.split(".", 1)
        row, column = rest.rsplit(".", 1)
        id_ = Id(table, row, column)
        figures = figures.with_value(id_, figures[id_] + amount)
    return report.with_figures(figures)


def total(report: MadeReport, row: str, table: str = "table3") -> int:
    return int(report.figures[Id(table, row, "total")])


def quiet(report: MadeReport) -> MadeReport:
    """Take the request and document figures out of the prose, so that a fault in a table contradicts no sentence."""
    kept = {
        "requests.received": "依法依规办理政府信息公开申请，",
        "requests.carried_in": "做好跨年度事项衔接，",
        "requests.concluded": "加强与申请人沟通，",
        "requests.carried_out": "答复质量稳步提升。",
        "requests.outcomes": "",
        "remedies": "",
        "documents": "",
    }
    for name in report.names():
        if name in kept:
            report = report.with_sentence(name, kept[name])
    return report
