"""`gongkai compare A B`: two reports side by side, in the terminal, as a page, or as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gongkai.annual.comparison import Comparison, FigurePair, PassagePair, Status, compare_reports
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import AnnualReport
from gongkai.annual.writers.comparison_page import ComparisonPage, render_comparison
from gongkai.annual.writers.printable import make_printable, shorten
from gongkai.annual.writers.wording import Wording
from gongkai.cli.files import UNREADABLE, load_report, refuse

_PASSAGES_SHOWN = 12
_STYLES = {Status.NEW: "green", Status.DROPPED: "yellow", Status.EDITED: "magenta"}


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option(
    "--html",
    "html",
    metavar="OUT",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写成一个网页 / write one self-contained page",
)
@click.option("--english", is_flag=True, help="英文界面 / in English")
def compare(left: str, right: str, *, as_json: bool, html: Path | None, english: bool) -> None:
    """对照两份年度报告：同一机关的两年，或者两个机关。差数为乙减甲。

    Compare two annual reports: two years of one organ, or two organs. Differences are B less A.
    """
    comparison = compare_reports(_load(left, english=english), _load(right, english=english))
    words = Wording("en" if english else "zh")
    if html is not None:
        try:
            html.write_text(render_comparison(comparison, language=words.language), "utf-8")
        except OSError as error:
            raise click.FileError(str(html), error.strerror or "") from error
        click.echo(words("comparison.written", file=html), err=True)
    if as_json:
        click.echo(json.dumps(comparison.as_json(), ensure_ascii=False, indent=1))
    elif html is None:
        Console(highlight=False).print(render(comparison, words))


def _load(name: str, *, english: bool) -> AnnualReport:
    try:
        return load_report(name)
    except NotReadable as error:
        refuse(name, error, english=english)
        sys.exit(UNREADABLE)


def render(comparison: Comparison, words: Wording) -> RenderableType:
    """Render what differs, and a summary of what does not."""
    page = ComparisonPage(comparison, words)
    title = words("comparison.title", left=page.left_name, right=page.right_name)
    return Group(
        Text(make_printable(title), style="bold"),
        Text(words(f"comparison.relation_{comparison.relation}"), style="dim"),
        _sides(page, words),
        Text(""),
        Text(_summary(comparison, words)),
        Text(""),
        *_figures(page, words),
        *_prose(page, words),
    )


def _sides(page: ComparisonPage, words: Wording) -> Text:
    names = (
        (words("comparison.left"), page.left_name, page.comparison.left.source.name),
        (words("comparison.right"), page.right_name, page.comparison.right.source.name),
    )
    lines = [f"{side} = {name}" + (f"  {file}" if file else "") for side, name, file in names]
    return Text(make_printable("\n".join(lines)), style="dim")


def _summary(comparison: Comparison, words: Wording) -> str:
    share = f"{comparison.prose.overlap.share:.0%}"
    unmatched = sum(pair.left is None or pair.right is None for pair in comparison.figures)
    parts = [
        (len(comparison.changed()), "comparison.changed"),
        (len(comparison.unclear()), "comparison.unclear"),
        (unmatched, "comparison.unmatched"),
    ]
    told = [
        f"{count} {words(key, n=count)}" for count, key in parts if count or key.endswith("changed")
    ]
    told.append(f"{share} {words('comparison.repeated')}")
    return (" · ").join(told)


def _figures(page: ComparisonPage, words: Wording) -> list[RenderableType]:
    heading = Text(words("comparison.figures"), style="bold")
    if not page.changed:
        return [heading, Text(words("comparison.no_change")), Text("")]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(words("comparison.item"), overflow="fold")
    for name in ("left", "right", "difference"):
        table.add_column(words(f"comparison.{name}"), justify="right", no_wrap=True)
    table.add_column(page.ratio_heading, justify="right", no_wrap=True)
    for pair in page.changed:
        table.add_row(*_row(page, pair, words))
    return [heading, table]


def _row(page: ComparisonPage, pair: FigurePair, words: Wording) -> list[Text]:
    name = Text(" · ".join(page.names(pair)))
    if pair.near:
        name.append(f"  {words('comparison.near')}", style="dim")
    sides = [page.show(pair.left), page.show(pair.right)]
    return [
        name,
        *(
            Text(figure.text if figure else "·", style="" if figure and figure.is_number else "dim")
            for figure in sides
        ),
        Text(page.difference(pair)),
        Text(page.ratio(pair)),
    ]


def _prose(page: ComparisonPage, words: Wording) -> list[RenderableType]:
    comma = ", " if words.english else "，"
    counts = comma.join(
        f"{page.statuses[status]} {words(f'comparison.{status}_count', n=page.statuses[status])}"
        for status in Status
        if page.statuses[status]
    )
    lines: list[RenderableType] = [Text(words("comparison.prose"), style="bold"), Text(counts)]
    altered = [pair for pair in page.comparison.prose.passages() if pair.status in _STYLES]
    passages = Table.grid(padding=(0, 2))
    for pair in altered[:_PASSAGES_SHOWN]:
        passages.add_row(*_passage(page, pair))
    lines.append(Padding(passages, (0, 0, 0, 2)))
    if len(altered) > _PASSAGES_SHOWN:
        more = words("comparison.more", n=len(altered) - _PASSAGES_SHOWN)
        lines.append(Text(f"  {more}", style="dim"))
    return lines


def _passage(page: ComparisonPage, pair: PassagePair) -> tuple[Text, Text]:
    passage = pair.right or pair.left
    text = make_printable(shorten(passage.text, 160)) if passage else ""
    return Text(page.status(pair), style=_STYLES[pair.status], no_wrap=True), Text(text)
