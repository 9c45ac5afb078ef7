"""Two reports side by side: two years of one organ, or two organs; figures and prose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.annual.comparison.figures import FigurePair, pair_figures
from gongkai.annual.comparison.passages import PassagePair, ProseComparison, Status, compare_prose
from gongkai.annual.model import AnnualReport

__all__ = [
    "Comparison",
    "FigurePair",
    "PassagePair",
    "ProseComparison",
    "Relation",
    "Status",
    "compare_reports",
]


class Relation(StrEnum):
    """What the two reports are to each other."""

    YEARS = "years"  # one organ, two years
    ORGANS = "organs"  # two organs, one year
    VERSIONS = "versions"  # one organ, one year
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports, `left` and `right` as they were given; a difference is right less left."""

    left: AnnualReport
    right: AnnualReport
    relation: Relation
    figures: tuple[FigurePair, ...]
    prose: ProseComparison

    def changed(self) -> tuple[FigurePair, ...]:
        """Return the pairs whose numbers differ."""
        return tuple(pair for pair in self.figures if pair.changed)

    def unclear(self) -> tuple[FigurePair, ...]:
        """Return the pairs in which one side holds a number, and the other has none to compare."""
        return tuple(pair for pair in self.figures if pair.unclear)

    def as_json(self) -> dict[str, Any]:
        """Return plain values: `figures` in the form's order, `prose`, and a `summary`."""
        return {
            "left": _describe(self.left),
            "right": _describe(self.right),
            "relation": str(self.relation),
            "summary": {
                "figures": len(self.figures),
                "figures_changed": len(self.changed()),
                "figures_unclear": len(self.unclear()),
                "figures_without_counterpart": sum(
                    pair.left is None or pair.right is None for pair in self.figures
                ),
                "passages": dict(Counter(str(pair.status) for pair in self.prose.passages())),
                "repeated_share": round(self.prose.overlap.share, 4),
            },
            "figures": [pair.as_json() for pair in self.figures],
            "prose": self.prose.as_json(),
        }


def compare_reports(left: AnnualReport, right: AnnualReport) -> Comparison:
    """Compare two reports, in a time that grows with their length and no faster."""
    return Comparison(
        left,
        right,
        _relate(left, right),
        pair_figures(left, right),
        compare_prose(left, right),
    )


def _relate(left: AnnualReport, right: AnnualReport) -> Relation:
    one_organ = bool(left.agency) and _organ(left) == _organ(right)
    one_year = left.year is not None and left.year == right.year
    if one_organ:
        return Relation.VERSIONS if one_year else Relation.YEARS
    if left.agency and right.agency and one_year:
        return Relation.ORGANS
    return Relation.OTHER


def _organ(report: AnnualReport) -> str:
    """Return the organ's name: 兰亭县 in a title is 兰亭县人民政府."""
    return "".join(report.agency.split()).removesuffix("人民政府")


def _describe(report: AnnualReport) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "source": report.source.name,
    }
