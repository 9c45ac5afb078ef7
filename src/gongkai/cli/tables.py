"""The three tables in the terminal, as in the official form; on a narrow one, row below row."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, CellId
from gongkai.annual.writers.figures import show_figure
from gongkai.annual.writers.tables import Kind, Placed, Sheet, Slot, lay_out
from gongkai.annual.writers.wording import Wording
from gongkai.cli.grid import Box, Grid

_WIDEST = 112  # beyond this the eye loses the line from label to figure
_STYLES = {
    "derived": "cyan",
    "blank": "dim",
    "slash": "dim",
    "dash": "dim",
    "text": "yellow",
    "ambiguous": "magenta",
    "missing": "red",
}
_LABEL_LEAST = 16


def render_tables(report: AnnualReport, *, english: bool = False) -> RenderableType:
    """Render the report's three tables, and under each what its marks mean."""
    words = Wording("en" if english else "zh")
    return Group(*(_SheetView(report, sheet, words) for sheet in lay_out(report)))


def render_doubts(
    report: AnnualReport, *, english: bool = False, limit: int | None = 20
) -> RenderableType:
    """Render the cells that hold no number, each with what stands there; nothing for none."""
    words = Wording("en" if english else "zh")
    lines: list[Text] = []
    empty = [(id_, cell) for id_, cell in report.cells.items() if cell.value is None]
    for id_, cell in empty[:limit]:
        form = load_form(report.other_forms.get(id_.table, report.form))
        figure = show_figure(cell, words)
        lines.append(
            Text.assemble(
                "  ",
                words.name_cell(form, id_),
                "  ",
                (figure.text, _STYLES.get(figure.kind, "")),
                "  ",
                (figure.explanation, "dim"),
            )
        )
    if not lines:
        return Group()
    if limit is not None and len(empty) > limit:
        lines.append(Text("  " + words("terminal.more", n=len(empty) - limit), style="dim"))
    return Group(Text(words("terminal.unread"), style="bold"), *lines)


class _SheetView:
    """One table, drawn for the width that the terminal turns out to have."""

    def __init__(self, report: AnnualReport, sheet: Sheet, words: Wording) -> None:
        self.report = report
        self.sheet = sheet
        self.words = words
        self.seen: set[str] = set()  # kinds of cells met, for the legend

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._heading()
        widths = self._fit(min(options.max_width, _WIDEST))
        if widths is None:
            yield from self._stack(options.max_width)
        else:
            yield Grid([self._box(placed) for placed in self.sheet.placed()], widths)
        yield from self._legend()
        yield Text("")

    def _heading(self) -> Text:
        words, sheet = self.words, self.sheet
        heading = Text.assemble(
            (f"{words(f'table.{sheet.table}')}  {words.label(sheet.title)}", "bold")
        )
        if sheet.form != self.report.form:
            form = words("table.form", number=load_form(sheet.form).number)
            heading.append(f"  {form}", style="yellow")
        return heading

    def _legend(self) -> Iterator[RenderableType]:
        for kind, style in _STYLES.items():
            if kind in self.seen:
                mark = "*" if kind == "derived" else self.words(f"state.{kind}")
                says = self.words(f"state_says.{kind}")
                yield Padding(Text.assemble((mark, style), "  ", (says, "dim")), (0, 0, 0, 1))

    # -- words

    def _figure(self, slot: Slot) -> Text:
        if slot.cell is None:
            return Text()
        figure = show_figure(self.report.cell(*slot.cell), self.words)
        self.seen.add(figure.kind)
        match figure.kind:
            case "derived":
                text = f"{figure.text}*"
            case "text":  # a narrow column has no room for more than the word
                text = self.words("state.text")
            case _:
                text = figure.text
        return Text(text, style=_STYLES.get(figure.kind, ""))

    def _text(self, slot: Slot) -> Text:
        words = self.words
        match slot.kind:
            case Kind.FIGURE:
                return self._figure(slot)
            case Kind.GROUP if not words.english and slot.text.startswith("（"):
                # （三）不予公开 breaks after its number, as in the printed form.
                return Text(slot.text.replace("）", "）\n", 1))
            case Kind.LABEL:
                return Text(words.number(slot.number) + words.label(slot.text))
            case Kind.NOTE:
                return Text(words.label(slot.text), style="dim")
            case _:
                return Text(words.label(slot.text))

    def _box(self, placed: Placed) -> Box:
        slot, sheet = placed.slot, self.sheet
        align = {Kind.FIGURE: "right", Kind.LABEL: "left", Kind.NOTE: "left"}.get(
            slot.kind, "center"
        )
        # The outcomes of one group stand close, without lines between them.
        ruled = (
            sheet.table != "table3"
            or placed.row <= sheet.head
            or placed.column == 0
            or slot.kind is Kind.GROUP
            or (slot.kind is Kind.LABEL and slot.colspan > 1)
        )
        return Box(
            placed.row,
            placed.column,
            self._text(slot),
            slot.rowspan,
            slot.colspan,
            align,
            hang=2 if slot.kind is Kind.LABEL else 0,
            ruled=ruled,
        )

    # -- widths

    def _fit(self, room: int) -> list[int] | None:
        """Choose the columns' widths, or None where the table cannot stand in `room`."""
        least = [1] * self.sheet.columns
        most = [1] * self.sheet.columns
        placed = list(self.sheet.placed())
        for item in placed:
            span = item.slot.colspan
            if span > 1 and (self.sheet.table != "table2" or span == self.sheet.columns):
                continue  # what stands over several columns asks nothing of one
            low, high = (-(-(bound - span + 1) // span) for bound in self._bounds(item.slot))
            for column in range(item.column, item.column + span):
                least[column] = max(least[column], low)
                most[column] = max(most[column], low, high)
        spare = room - (self.sheet.columns + 1) - sum(least)
        if spare < 0:
            return None
        widths = least
        # Labels first (a label on one line is read fastest), then the figures, evenly.
        for columns in (range(self.sheet.stubs), range(self.sheet.stubs, self.sheet.columns)):
            while spare and any(widths[column] < most[column] for column in columns):
                for column in columns:
                    if spare and widths[column] < most[column]:
                        widths[column] += 1
                        spare -= 1
        return widths

    def _bounds(self, slot: Slot) -> tuple[int, int]:
        """Return the least and the most width that a slot asks of its column."""
        text = self._text(slot).plain
        longest = max((cell_len(word) for word in text.split()), default=1)
        match slot.kind:
            case Kind.FIGURE:
                return cell_len(text), cell_len(text) + 1
            case Kind.LABEL:
                return min(cell_len(text), _LABEL_LEAST), min(cell_len(text), 40)
            case Kind.HEAD if not self.words.english:
                return 4, longest if self.sheet.table == "table2" else 4
            case Kind.GROUP if not self.words.english:
                return (longest, longest) if "\n" in text else (4, 4)
            case _:
                return longest, longest

    # -- narrow terminals

    def _stack(self, room: int) -> Iterator[RenderableType]:
        """Yield each row's label, and below it its figures by name, a pair never torn."""
        words = self.words
        shown = {id_.row for id_ in self.sheet.cells()}
        heading = ""
        for row in load_form(self.sheet.form).table(self.sheet.table).rows:
            if row.id not in shown:
                continue
            if (row.heading or row.group) != heading:
                heading = row.heading or row.group
                if heading:
                    yield Text(words.label(heading), style="bold")
            label = Text(words.number(row.number) + words.label(row.label))
            yield Padding(label, (0, 0, 0, 1))
            line = Text("  ")
            for column in row.columns:
                figure = self._figure(
                    Slot(Kind.FIGURE, cell=CellId(self.sheet.table, row.id, column.id))
                )
                pair = Text.assemble("  ", (words.label(column.label), "dim"), " ", figure)
                if len(line) > 2 and line.cell_len + pair.cell_len > room:
                    yield line
                    line = Text("  ")
                line.append_text(pair)
            yield line
