"""Two reports side by side as one self-contained page: their figures, and sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from gongkai.annual.comparison import Comparison, FigurePair, PassagePair, Relation, Status
from gongkai.annual.comparison.figures import Side
from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, Number
from gongkai.annual.writers.figures import Figure, format_number, show_figure
from gongkai.annual.writers.templating import render_page
from gongkai.annual.writers.wording import Language, Wording

_RATIOS = {Relation.ORGANS, Relation.OTHER}  # growth is a word for one organ's years
_LONGEST = 4000  # characters; longer sentences are shown whole, not letter by letter


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence; `altered` where the other side has something else."""

    text: str
    altered: bool = False


def name_report(report: AnnualReport, words: Wording) -> str:
    """Name a report as short as tells it apart."""
    if report.agency and report.year is not None:
        return words("comparison.name", agency=report.agency, year=report.year)
    return report.title or report.source.name or words("page.untitled")


def say_number(value: Number | None, *, signed: bool = False) -> str:
    """Write a number; `signed` puts + before what grew, and a true minus before what shrank."""
    if value is None:
        return ""
    if not signed:
        return format_number(value)
    size = -value if value < 0 else value
    return ("+" if value > 0 else "−" if value < 0 else "") + format_number(size)


def say_ratio(pair: FigurePair, relation: Relation) -> str:
    """Write growth in per cent between years, and a plain ratio between organs."""
    ratio = pair.ratio
    if ratio is None:
        return ""
    if relation in _RATIOS:
        return f"{ratio:.2f}"
    growth = (ratio - 1) * 100
    return f"{'+' if growth > 0 else '−' if growth < 0 else ''}{abs(growth):.1f}%"


class ComparisonPage:
    """What the template asks for."""

    def __init__(self, comparison: Comparison, words: Wording) -> None:
        self.comparison = comparison
        self.words = words
        self.left_name = name_report(comparison.left, words)
        self.right_name = name_report(comparison.right, words)
        self.changed = [pair for pair in comparison.figures if pair.changed or pair.unclear]
        self.unmatched = [p for p in comparison.figures if p.left is None or p.right is None]
        self.same = [
            pair
            for pair in comparison.figures
            if not (pair.changed or pair.unclear) and pair.left and pair.right
        ]
        self.statuses = Counter(pair.status for pair in comparison.prose.passages())

    @property
    def ratio_heading(self) -> str:
        """Return the heading of the last column."""
        ratios = self.comparison.relation in _RATIOS
        return self.words("comparison.ratio" if ratios else "comparison.change")

    @property
    def share(self) -> str:
        """Return the share of repeated words in per cent."""
        return f"{self.comparison.prose.overlap.share:.0%}"

    @property
    def status_order(self) -> tuple[Status, ...]:
        """Return the statuses as the page tells them."""
        return tuple(Status)

    def names(self, pair: FigurePair) -> tuple[str, str]:
        """Name a figure's row and column in the words of the right report's form, or the left's."""
        side = pair.right or pair.left
        report = self.comparison.right if pair.right else self.comparison.left
        id_ = side.ids[0] if side and len(side.ids) == 1 else pair.id
        form = load_form(report.other_forms.get(id_.table, report.form))
        return self.words.name_row(form, id_), self.words.name_column(form, id_)

    def grouped(
        self, pairs: Sequence[FigurePair]
    ) -> list[tuple[str, list[tuple[str, FigurePair]]]]:
        """Return pairs by row, each with its column's name."""
        out: dict[str, list[tuple[str, FigurePair]]] = {}
        for pair in pairs:
            row, column = self.names(pair)
            out.setdefault(row, []).append((column, pair))
        return list(out.items())

    def show(self, side: Side | None) -> Figure | None:
        """Show a side: a sum as a number, a single cell as it is; None where the form has none."""
        if side is None:
            return None
        if len(side.cells) == 1:
            return show_figure(side.cells[0], self.words)
        value = side.value
        if value is None:
            return next(show_figure(c, self.words) for c in side.cells if c.value is None)
        return Figure("number", format_number(value), "", "")

    def difference(self, pair: FigurePair) -> str:
        """Write a pair's difference."""
        return say_number(pair.difference, signed=True)

    def ratio(self, pair: FigurePair) -> str:
        """Write a pair's ratio."""
        return say_ratio(pair, self.comparison.relation)

    def status(self, pair: PassagePair) -> str:
        """Return the word for what became of a passage."""
        key = "figures_only" if pair.status is Status.FIGURES else str(pair.status)
        return self.words(f"comparison.{key}")

    def stretches(self, pair: PassagePair) -> tuple[list[Stretch], list[Stretch]]:
        """Cut both sides of an altered passage into what they share and what they do not."""
        left = pair.left.text if pair.left else ""
        right = pair.right.text if pair.right else ""
        if (
            pair.status not in {Status.EDITED, Status.FIGURES}
            or max(map(len, (left, right))) > _LONGEST
        ):
            return [Stretch(left)], [Stretch(right)]
        lefts: list[Stretch] = []
        rights: list[Stretch] = []
        for code in Indel.opcodes(left, right):
            altered = code.tag != "equal"
            if code.src_end > code.src_start:
                lefts.append(Stretch(left[code.src_start : code.src_end], altered))
            if code.dest_end > code.dest_start:
                rights.append(Stretch(right[code.dest_start : code.dest_end], altered))
        return lefts, rights


def render_comparison(comparison: Comparison, *, language: Language = "zh") -> str:
    """Render a comparison as one HTML page that needs nothing else."""
    words = Wording(language)
    return render_page("comparison.html.jinja", words, page=ComparisonPage(comparison, words))
