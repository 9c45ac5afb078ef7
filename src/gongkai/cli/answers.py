"""What the commands on the law share: how they are asked, and how they refuse."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.statute.arrangement import NATION
from gongkai.statute.clock.events import parse_day
from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import InvalidQuestion, StatuteError
from gongkai.statute.parameters import Law, load_law, read_law
from gongkai.statute.workdays import WorkCalendar, load_calendar, read_arrangements

REFUSED = 2
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Day(click.ParamType[date]):
    """A date written 2024-09-25."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail in both languages."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except InvalidQuestion as error:
            self.fail(str(error), param, ctx)


def answers(command: Callable[..., None]) -> Callable[..., None]:
    """Refuse in one line on standard error, with exit status 2, what the law or the data refuses."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except StatuteError as error:
            click.echo(_tell_refusal(error, english=bool(kwargs.get("english"))), err=True)
            sys.exit(REFUSED)

    return wrapped


def _tell_refusal(error: StatuteError, *, english: bool) -> str:
    cited = error.reference
    if english:
        return error.english + ("" if cited is None else f" ({cited.english})")
    return error.chinese + ("" if cited is None else f"（{cited.chinese}）") + f" / {error.english}"


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --json, --brief and --english."""
    for option in (
        click.option("--english", is_flag=True, help="英文 / in English"),
        click.option(
            "--brief", is_flag=True, help="只输出结果，供脚本使用 / the result alone, for scripts"
        ),
        click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON"),
    ):
        command = option(command)
    return command


def calendar_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --region and --calendar."""
    for option in (
        click.option(
            "--calendar",
            "extra",
            multiple=True,
            type=click.Path(path_type=Path),
            help="另加放假安排（TOML 文件或文件夹）/ further arrangements (file or folder)",
        ),
        click.option(
            "--region",
            default=NATION,
            help="6 位行政区划代码，如 640000 / six-digit region code",
        ),
    ):
        command = option(command)
    return command


def law_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add --law."""
    return click.option(
        "--law",
        "law_file",
        type=click.Path(path_type=Path),
        help="本单位改写的参数文件 / a file of parameters of this office",
    )(command)


def open_calendar(region: str, extra: tuple[Path, ...]) -> WorkCalendar:
    """Return the calendar of a region with the arrangements of the user on top."""
    calendar = load_calendar(region)
    if not extra:
        return calendar
    return calendar.with_arrangements(each for path in extra for each in read_arrangements(path))


def open_law(law_file: Path | None) -> Law:
    """Return the law, with the parameters of the user on top if a file is given."""
    return load_law() if law_file is None else read_law(law_file)


def print_json(answer: Any) -> None:
    """Print an answer as JSON, Chinese unescaped."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def print_remarks(
    title: str, remarks: tuple[Remark, ...], *, english: bool, colour: str = ""
) -> None:
    """Print remarks under a title, each with its article; nothing for none."""
    if not remarks:
        return
    click.echo("\n" + click.style(title, bold=True))
    for remark in remarks:
        click.echo("  " + click.style(tell(remark, english=english), fg=colour or None))


def tell(remark: Remark, *, english: bool) -> str:
    """Return a remark in one line with its article."""
    cited = remark.reference
    if english:
        return remark.english + ("" if cited is None else f" ({cited.english})")
    return remark.chinese + ("" if cited is None else f"（{cited.chinese}）")


def weekday(day: date, *, english: bool) -> str:
    """Return the day of the week."""
    return (WEEKDAYS_EN if english else WEEKDAYS)[day.weekday()]
