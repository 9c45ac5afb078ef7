"""`gongkai corpus DIR --out FILE`: every report below a folder as tables and a summary page."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from gongkai.annual.corpus.jobs import EngineError, Limits, Status
from gongkai.annual.corpus.run import Progress as Standing
from gongkai.annual.corpus.run import Result, run_corpus

UNUSABLE = 2
INTERRUPTED = 130


@click.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="输出：.parquet .csv .xlsx（三张表）或 .html（只要摘要）/ where the tables go",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="并行进程数，默认与处理器数相同 / processes; as many as processors",
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="local|dask:ADDRESS",
    help="在本机，或在已有的 Dask 集群上 / here, or on a Dask cluster that is running",
)
@click.option("--fresh", is_flag=True, help="不用上次的进度，全部重读 / forget earlier runs")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="每个文件的时限（秒）/ seconds for one file",
)
@click.option("--english", is_flag=True, help="英文界面 / in English")
def corpus(
    folder: Path,
    out: Path,
    *,
    workers: int | None,
    engine: str,
    fresh: bool,
    time_limit: float,
    english: bool,
) -> None:
    """读并核对一个文件夹（含子文件夹）里的全部年度报告，汇成三张表和一页摘要。

    中断后再次运行同一命令即可继续；读不了的文件也是一行，写明原因。

    Read and check every annual report below DIR: one row a report, one a cell, one a finding. A
    run that was stopped goes on when the same command is given again; a file that cannot be read
    is a row with the reason.
    """
    console = Console(stderr=True, highlight=False)
    with suppress(OSError):  # then the run says that it cannot write there
        out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with Bar(console, english=english) as bar:
            result = run_corpus(
                folder,
                out,
                engine=engine,
                workers=workers,
                fresh=fresh,
                limits=Limits(seconds=time_limit),
                english=english,
                watch=bar.show,
            )
    except EngineError as error:
        click.echo(error.english if english else error.chinese, err=True)
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        click.echo(
            "stopped; the same command goes on from here"
            if english
            else "已停止；再次运行同一命令即可继续",
            err=True,
        )
        sys.exit(INTERRUPTED)
    click.echo(_describe_english(result) if english else _describe(result))


class Bar:
    """The progress bar, with counts; silent where nobody looks."""

    def __init__(self, console: Console, *, english: bool) -> None:
        self._english = english
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TextColumn("{task.completed:,.0f}/{task.total:,.0f}"),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(),
            console=console,
            refresh_per_second=5,
        )
        self._task: TaskID | None = None
        self._stage = ""

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, standing: Standing) -> None:
        """Bring the bar up to date."""
        if standing.stage != self._stage:
            self._begin(standing)
        if self._task is None:
            return
        if standing.stage == "survey":
            self._progress.update(self._task, completed=standing.found, total=standing.found)
        else:
            self._progress.update(self._task, completed=standing.done, counts=self._count(standing))

    def _begin(self, standing: Standing) -> None:
        names = {
            "survey": ("清点", "survey"),
            "read": ("读取", "reading"),
            "write": ("写表", "writing"),
        }
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._stage = standing.stage
        total = standing.found - standing.kept if standing.stage == "read" else standing.found
        self._task = self._progress.add_task(
            names[standing.stage][self._english], total=total, counts=self._count(standing)
        )

    def _count(self, standing: Standing) -> str:
        if standing.stage != "read":
            return ""
        read = standing.statuses[Status.READ]
        unread = standing.statuses.total() - read
        if self._english:
            return f"read {read:,} · not read {unread:,} · kept {standing.kept:,}"
        return f"已读 {read:,} · 未能读 {unread:,} · 沿用 {standing.kept:,}"


def _describe(result: Result) -> str:
    lines = [
        f"{result.files:,} 个文件：读出 {result.read:,} 份报告，{result.unread:,} 个未能读取"
        + (f"（{result.kept:,} 个沿用上次结果）" if result.kept else ""),
        f"{result.faulty:,} 份报告有错误，共 {result.errors:,} 处",
    ]
    if result.skipped:
        reasons = "；".join(f"{reason} {count:,}" for reason, count in result.skipped.most_common())
        lines.append(f"未当作报告的：{reasons}")
    return "\n".join([*lines, *(f"  {path}" for path in result.outputs)])


def _describe_english(result: Result) -> str:
    lines = [
        f"{result.files:,} files: {result.read:,} reports read, {result.unread:,} not"
        + (f" ({result.kept:,} kept from an earlier run)" if result.kept else ""),
        f"reports with errors: {result.faulty:,}; errors in all: {result.errors:,}",
    ]
    if result.skipped:
        reasons = "; ".join(
            f"{reason.english} {count:,}" for reason, count in result.skipped.most_common()
        )
        lines.append(f"passed over: {reasons}")
    return "\n".join([*lines, *(f"  {path}" for path in result.outputs)])
