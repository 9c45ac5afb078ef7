"""`gongkai check FILE…`: what the rules find, in the terminal, as a page, or as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from gongkai.annual.checks import Finding, Severity, Waiver, Waivers, check_report
from gongkai.annual.checks.waivers import (
    WaiversNotReadable,
    read_waivers,
    waivers_path,
    write_waivers,
)
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import AnnualReport
from gongkai.annual.writers.printable import make_printable
from gongkai.cli.files import UNREADABLE, load_report, refuse
from gongkai.cli.wrapping import wrap

_FAILED = 1
_LEVELS = [str(severity) for severity in Severity]
_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.QUESTION: "magenta",
    Severity.NOTE: "dim",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked."""

    name: str
    report: AnnualReport
    findings: list[Finding]


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--previous", metavar="FILE", help="上年的报告，用于跨年核对 / last year's report")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option(
    "--html",
    "html",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="写成网页；多个文件时 OUT 是文件夹 / write a page (a folder of pages for several files)",
)
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default=str(Severity.ERROR),
    show_default=True,
    help="有这一级或更重的发现时以 1 退出 / exit with 1 at this level or above",
)
@click.option("--waive", metavar="ID", multiple=True, help="保留这条发现 / let this finding stand")
@click.option("--person", default="", help="谁决定保留 / who decided")
@click.option("--reason", default="", help="为什么保留 / why")
@click.option("--english", is_flag=True, help="英文界面 / in English")
def check(
    files: tuple[str, ...],
    *,
    previous: str | None,
    as_json: bool,
    html: Path | None,
    fail_on: str,
    waive: tuple[str, ...],
    person: str,
    reason: str,
    english: bool,
) -> None:
    """核对年度报告；FILE 为 - 时读标准输入。错误可由原文断定，其余请人核对。

    退出状态：0 没有错误，1 至少一处错误（见 --fail-on），2 有文件不能读取。
    报告旁的 <报告>.waivers.toml 记着已同意保留的发现，自动使用。

    Check annual reports. Exit status: 0 no error, 1 at least one, 2 a file could not be read.
    """
    if waive and (len(files) > 1 or files[0] == "-" or not person or not reason):
        raise click.UsageError(
            "--waive 需要一个文件、--person 和 --reason / --waive needs one file, --person and"
            " --reason"
        )
    unread = False
    checked: list[Checked] = []
    last_year = _load(previous, english=english) if previous is not None else None
    if previous is not None and last_year is None:
        sys.exit(UNREADABLE)
    for name in files:
        report = _load(name, english=english)
        if report is None:
            unread = True
            continue
        try:
            checked.append(
                Checked(
                    name,
                    report,
                    _check(name, report, last_year, waive=waive, person=person, reason=reason),
                )
            )
        except WaiversNotReadable as error:
            click.echo(f"{name}: {error.english if english else error.chinese}", err=True)
            unread = True
    if html is not None:
        _write_pages(html, checked, last_year, several=len(files) > 1, english=english)
    if as_json:
        if checked:
            click.echo(
                json.dumps(_as_json(checked, several=len(files) > 1), ensure_ascii=False, indent=1)
            )
    else:
        console = Console(highlight=False, soft_wrap=False)
        for one in checked:
            _print(console, one, english=english)
    sys.exit(
        UNREADABLE if unread else _FAILED if any(_fails(one, fail_on) for one in checked) else 0
    )


def _load(name: str, *, english: bool) -> AnnualReport | None:
    try:
        return load_report(name)
    except NotReadable as error:
        refuse(name, error, english=english)
        return None


def _check(
    name: str,
    report: AnnualReport,
    previous: AnnualReport | None,
    *,
    waive: Sequence[str],
    person: str,
    reason: str,
) -> list[Finding]:
    path = None if name == "-" else waivers_path(Path(name))
    waivers = Waivers() if path is None else read_waivers(path)
    findings = check_report(report, previous=previous, waivers=waivers)
    if not waive or path is None:
        return findings
    known = {finding.id: finding for finding in findings}
    for id_ in waive:
        if id_ not in known:
            raise click.UsageError(f"没有这条发现：{id_} / no such finding: {id_}")
        waivers = waivers.with_waiver(
            Waiver(id_, known[id_].fingerprint, person, reason, date.today().isoformat())  # noqa: DTZ011  (the day where the person sits)
        )
    write_waivers(path, waivers)
    return check_report(report, previous=previous, waivers=waivers)


def _fails(one: Checked, level: str) -> bool:
    worst = _LEVELS.index(level)
    return any(
        finding.waived is None and _LEVELS.index(finding.severity) <= worst
        for finding in one.findings
    )


def _as_json(checked: Sequence[Checked], *, several: bool) -> list[dict[str, object]]:
    return [
        {**({"file": one.name} if several else {}), **finding.as_json()}
        for one in checked
        for finding in one.findings
    ]


def _write_pages(
    out: Path,
    checked: Sequence[Checked],
    previous: AnnualReport | None,
    *,
    several: bool,
    english: bool,
) -> None:
    from gongkai.annual.writers.page import render_check

    taken: set[str] = set()
    for one in checked:
        path = out
        if several:
            stem = name = Path(one.name).name if one.name != "-" else "stdin"
            count = 1
            while name in taken:  # files of one name in several folders
                count += 1
                name = f"{stem}-{count}"
            taken.add(name)
            path = out / f"{name}.html"
        page = render_check(
            one.report, one.findings, previous=previous, language="en" if english else "zh"
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, "utf-8")
        except OSError as error:
            raise click.FileError(str(path), error.strerror or "") from error
        click.echo(f"{'written' if english else '已写成'}：{path}", err=True)


def _print(console: Console, one: Checked, *, english: bool) -> None:
    report = one.report
    title = (
        report.title or " ".join(filter(None, (report.agency, str(report.year or "")))) or one.name
    )
    console.print(Text(make_printable(title), style="bold"))
    if one.name != "-":
        console.print(Text(make_printable(one.name), style="dim"))
    open_ = [finding for finding in one.findings if finding.waived is None]
    waived = [finding for finding in one.findings if finding.waived is not None]
    for severity in Severity:
        group = [finding for finding in open_ if finding.severity is severity]
        if not group:
            continue
        style = _STYLES[severity]
        heading = f"{severity.english if english else severity.chinese} {len(group)}"
        console.print()
        console.print(Text(heading, style=style))
        for finding in group:
            console.print(_describe(finding, style, console.width, english=english))
    if waived:
        console.print()
        console.print(
            Text(f"waived {len(waived)}" if english else f"已同意保留 {len(waived)}", style="dim")
        )
        for finding in waived:
            console.print(_describe_waived(finding, console.width, english=english))
    console.print()
    console.print(_summary(open_, waived, english=english))
    console.print()


_INDENT = 2


def _indent(text: str, width: int, indent: int) -> str:
    return "\n".join(" " * indent + line for line in wrap(make_printable(text), width - indent))


def _describe(finding: Finding, style: str, width: int, *, english: bool) -> Text:
    place = finding.where.place.describe(english=english) if finding.where.place else ""
    basis = finding.basis_en if english else finding.basis
    text = Text(_indent(finding.message_en if english else finding.message, width, _INDENT))
    facts = " · ".join(filter(None, (finding.id, place, basis)))
    text.append("\n" + _indent(facts, width, 2 * _INDENT), style="dim")
    text.highlight_words([finding.id], style)
    return text


def _describe_waived(finding: Finding, width: int, *, english: bool) -> Text:
    waiver = finding.waived
    by = f"{waiver.person} {waiver.day}：{waiver.reason}" if waiver is not None else ""
    message = finding.message_en if english else finding.message
    return Text(_indent(f"{message}\n{finding.id} · {by}", width, _INDENT), style="dim")


def _summary(open_: Sequence[Finding], waived: Sequence[Finding], *, english: bool) -> Text:
    counts = Counter(finding.severity for finding in open_)
    told = [
        f"{counts[severity]} {severity.english}{'s' * (counts[severity] != 1)}"
        if english
        else f"{severity.chinese} {counts[severity]}"
        for severity in Severity
        if counts[severity] or severity is Severity.ERROR
    ]
    if waived:
        told.append(f"{len(waived)} waived" if english else f"保留 {len(waived)}")
    text = Text(" · ".join(told), style="bold")
    if not counts[Severity.ERROR]:
        text.append(
            "  the tables show no contradiction" if english else "  表内没有可以断定的错误",
            style="not bold green",
        )
    return text
