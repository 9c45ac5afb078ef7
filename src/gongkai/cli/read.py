"""`gongkai read FILE`: the report as its three tables, or as the interchange form."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.text import Text

from gongkai.annual.errors import NotReadable
from gongkai.annual.interchange import to_json
from gongkai.annual.model import AnnualReport
from gongkai.cli.files import UNREADABLE, load_report, refuse
from gongkai.cli.tables import render_doubts, render_tables


@click.command()
@click.argument("file")
@click.option(
    "--json", "as_json", is_flag=True, help="输出交换格式（JSON）/ print the interchange form"
)
@click.option("--english", is_flag=True, help="英文界面 / in English")
def read(file: str, *, as_json: bool, english: bool) -> None:
    """读一份年度报告，显示三张表；FILE 为 - 时读标准输入。

    Read an annual report (PDF, DOCX, HTML, Markdown, text, XLSX, OFD) and show its three tables.
    """
    try:
        report = load_report(file)
    except NotReadable as error:
        refuse(file, error, english=english)
        sys.exit(UNREADABLE)
    if as_json:
        click.echo(json.dumps(to_json(report), ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    console.print(_heading(report, english=english))
    console.print(render_tables(report, english=english))
    console.print(render_doubts(report, english=english))


def _heading(report: AnnualReport, *, english: bool) -> Text:
    read_cells = sum(cell.value is not None for cell in report.cells.values())
    derived = sum(bool(set(cell.derived) - {"order"}) for cell in report.cells.values())
    if english:
        facts = [
            f"agency {report.agency or 'not stated'}",
            f"year {report.year or 'not stated'}",
            f"form of {report.form}",
            f"{read_cells} of {len(report.cells)} cells read"
            + (f", {derived} of them derived" if derived else ""),
        ]
    else:
        facts = [
            f"机关：{report.agency or '原文未写明'}",
            f"年度：{report.year or '原文未写明'}",
            f"格式：{report.form}年格式",
            f"{len(report.cells)} 格读出 {read_cells} 格"
            + (f"，其中推定 {derived} 格" if derived else ""),
        ]
    text = Text(report.title or report.source.name, style="bold")
    text.append("\n" + " · ".join(facts), style="not bold dim")
    for remark in report.remarks:
        text.append("\n" + remark, style="not bold yellow")
    return text
