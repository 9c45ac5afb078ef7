"""One self-contained page for a checked report: summary, findings, and each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.checks.finding import Finding, Severity
from gongkai.annual.checks.registry import all_rules
from gongkai.annual.forms import Form, load_form
from gongkai.annual.model import AnnualReport, CellId
from gongkai.annual.writers.evidence import say_compared
from gongkai.annual.writers.figures import Figure, show_figure
from gongkai.annual.writers.marking import Part, mark_report
from gongkai.annual.writers.notices import KINDS, Notice, make_notices
from gongkai.annual.writers.tables import Sheet, Slot, lay_out
from gongkai.annual.writers.templating import render_page
from gongkai.annual.writers.wording import Language, Wording

_ORDER = ("preamble", "overview", "disclosure", "requests", "remedies", "problems", "other")
_SECTIONS = {"disclosure": "table2", "requests": "table3", "remedies": "table4"}


@dataclass(frozen=True, slots=True)
class Block:
    """What the page shows of one section: its prose, and the table that it carries."""

    part: Part
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Cells of one row that hold the same thing, which is no number."""

    row: str
    figure: Figure
    cells: tuple[tuple[CellId, str], ...]  # with the column's name


class CheckPage:
    """What the template asks for."""

    def __init__(
        self,
        report: AnnualReport,
        findings: Sequence[Finding],
        previous: AnnualReport | None,
        words: Wording,
    ) -> None:
        self.report = report
        self.previous = previous
        self.words = words
        self.sheets = lay_out(report)
        self._rules = {rule.id: rule for rule in all_rules()}
        self.notices = make_notices(findings, words)
        self.at_cell: dict[CellId, list[Notice]] = {}
        for notice in self.notices:
            # A remark on half a table stands at its head; at each cell it would be in the way.
            if notice.wide and notice.kind == Severity.NOTE:
                continue
            for id_ in dict.fromkeys(notice.cells):
                self.at_cell.setdefault(id_, []).append(notice)
        self.shown = {id_ for sheet in self.sheets for id_ in sheet.cells()}
        self.figures = {id_: show_figure(report.cell(*id_), words) for id_ in self.shown}
        self.blocks = self._blocks(mark_report(report, self.notices))
        self.marked = {
            notice.number
            for block in self.blocks
            for paragraph in block.part.paragraphs
            for piece in paragraph.pieces
            for notice in piece.begins
        }

    @property
    def title(self) -> str:
        """Return agency and year where they were read, else the printed title."""
        report = self.report
        if report.agency and report.year is not None:
            return self.words("page.title", agency=report.agency, year=report.year)
        return report.title or report.source.name or self.words("page.untitled")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many findings there are of each kind; two are told even at 0."""
        counted = Counter(notice.kind for notice in self.notices)
        always = {"error", "question"}
        return [(kind, counted[kind]) for kind in KINDS if counted[kind] or kind in always]

    @property
    def groups(self) -> list[tuple[str, list[Notice]]]:
        """Return the notices by kind."""
        found = [(kind, [n for n in self.notices if n.kind == kind]) for kind in KINDS]
        return [(kind, notices) for kind, notices in found if notices]

    @property
    def numbers(self) -> int:
        """Return how many of the cells shown hold a number."""
        return sum(figure.is_number for figure in self.figures.values())

    @property
    def derived(self) -> int:
        """Return how many numbers were settled by other evidence."""
        return sum(figure.kind == "derived" for figure in self.figures.values())

    @property
    def form_numbers(self) -> list[tuple[str, str]]:
        """Return ("", number) of the form, and (table, number) for one that follows another."""
        report = self.report
        others = [
            (table_id, self.form_number(form_id))
            for table_id, form_id in report.other_forms.items()
            if form_id != report.form
        ]
        return [("", self.form_number(report.form)), *others]

    def form_number(self, form_id: str) -> str:
        """Return the document number of a form."""
        return load_form(form_id).number

    def unread(self) -> list[Unread]:
        """Return the cells without a number, those of a row that are alike together."""
        out: dict[tuple[str, str, str], tuple[Figure, list[tuple[CellId, str]]]] = {}
        for sheet in self.sheets:
            form = load_form(sheet.form)
            for id_ in sheet.cells():
                figure = self.figures[id_]
                if figure.is_number:
                    continue
                row, column = self.words.name_row(form, id_), self.words.name_column(form, id_)
                same = out.setdefault((row, figure.kind, figure.text), (figure, []))
                same[1].append((id_, column))
        return [Unread(key[0], figure, tuple(cells)) for key, (figure, cells) in out.items()]

    def states_met(self, sheet: Sheet) -> list[str]:
        """Return the kinds of cells in a sheet besides plain numbers, for its legend."""
        kinds = [self.figures[id_].kind for id_ in sheet.cells()]
        return [kind for kind in dict.fromkeys(kinds) if kind != "number"]

    def flagged(self, sheet: Sheet) -> bool:
        """Return whether any finding stands at a cell of the sheet."""
        return any(id_ in self.at_cell for id_ in sheet.cells())

    def at_table(self, sheet: Sheet) -> list[Notice]:
        """Return the findings that speak of many cells, or of cells that are not shown."""
        return [
            notice
            for notice in self.notices
            if any(id_.table == sheet.table for id_ in notice.cells)
            and (notice.wide or not self.shown.issuperset(notice.cells))
        ]

    def flagged_wide(self, sheet: Sheet) -> bool:
        """Return whether some flags in the sheet are bare numbers."""
        return any(notice.wide for id_ in sheet.cells() for notice in self.at_cell.get(id_, ()))

    def compared(self, notice: Notice) -> list[tuple[str, str]]:
        """Return both sides of what a finding compared, in words."""
        return say_compared(notice.finding.compared, self.report, self.words)

    def rule_title(self, notice: Notice) -> str:
        """Return the title of a finding's rule, or "" for one that the registry does not have."""
        rule = self._rules.get(notice.finding.rule)
        if rule is None:
            return ""
        return rule.title_en if self.words.english else rule.title

    def places(self, cells: Sequence[CellId]) -> list[tuple[str, list[tuple[CellId, str]]]]:
        """Return cells with their names; what those of a column or a row share is said once."""
        if len(cells) > 1 and len({(id_.table, id_.column) for id_ in cells}) == 1:
            table = self.words(f"table.{cells[0].table}")
            common = f"{table} · {self.words.name_column(self._form(cells[0]), cells[0])}"
            # 表三 · （三）不予公开 · 1.属于国家秘密 without the table that has been named.
            named = [(id_, self.words.name_row(self._form(id_), id_)) for id_ in cells]
            return [(common, [(id_, name.removeprefix(f"{table} · ")) for id_, name in named])]
        out: dict[str, list[tuple[CellId, str]]] = {}
        for id_ in cells:
            row = self.words.name_row(self._form(id_), id_)
            out.setdefault(row, []).append((id_, self.words.name_column(self._form(id_), id_)))
        return list(out.items())

    def _form(self, id_: CellId) -> Form:
        return load_form(self.report.other_forms.get(id_.table, self.report.form))

    def scope(self, sheet: Sheet, slot: Slot, row: int) -> str:
        """Return the `scope` of a heading cell."""
        match slot.kind:
            case "group":
                return "rowgroup"
            case "label":
                return "row"
            case "band":
                return "colgroup"
            case _:
                return "colgroup" if slot.colspan > 1 and row < sheet.head else "col"

    def _blocks(self, parts: Sequence[Part]) -> tuple[Block, ...]:
        """Put each table into its section; where that is lost, in the form's order."""
        blocks = [Block(part) for part in parts]
        for kind, table_id in _SECTIONS.items():
            sheet = next(sheet for sheet in self.sheets if sheet.table == table_id)
            at = next((i for i, block in enumerate(blocks) if block.part.kind == kind), None)
            if at is not None:
                blocks[at] = Block(blocks[at].part, sheet)
                continue
            rank = _ORDER.index(kind)
            later = (
                i
                for i, block in enumerate(blocks)
                if block.part.kind in _ORDER and _ORDER.index(block.part.kind) > rank
            )
            blocks.insert(next(later, len(blocks)), Block(Part(kind, ()), sheet))
        return tuple(blocks)


def render_check(
    report: AnnualReport,
    findings: Sequence[Finding],
    *,
    previous: AnnualReport | None = None,
    language: Language = "zh",
) -> str:
    """Render a checked report as one HTML page that needs nothing else: no network, no script.

    `previous` is the report that the findings were checked against, if any; `language` is that of
    the page's own words (the report's stay as they are).
    """
    words = Wording(language)
    page = CheckPage(report, findings, previous, words)
    return render_page("check.html.jinja", words, page=page)
