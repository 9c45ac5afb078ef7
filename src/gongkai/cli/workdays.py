"""`gongkai workdays`: add and count working days, explain a day, import an arrangement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai.cli.answers import (
    Day,
    answers,
    calendar_options,
    law_option,
    open_calendar,
    open_law,
    output_options,
    print_json,
    weekday,
)
from gongkai.statute.arrangement import Arrangement, format_arrangement
from gongkai.statute.arrangement_import import import_arrangement
from gongkai.statute.errors import DataError
from gongkai.statute.moves import Move, find_moves, parse_cases
from gongkai.statute.workdays import Gap, WorkCalendar


@click.group()
def workdays() -> None:
    """工作日：加减、计数、逐日说明、载入放假安排。

    Working days: national arrangement, province, local closures.
    """


# -1 is a number of days here, not an option.
@workdays.command(context_settings={"ignore_unknown_options": True})
@click.argument("day", type=Day())
@click.argument("days", type=int)
@calendar_options
@output_options
@answers
def add(
    *,
    day: date,
    days: int,
    region: str,
    extra: tuple[Path, ...],
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """DAY 之后（DAYS 为负则之前）第 DAYS 个工作日；当日不计。

    The DAYS-th working day after DAY (before it if negative); DAY itself is not counted.
    """
    calendar = open_calendar(region, extra)
    end = calendar.add(day, days)
    span = (min(day, end), max(day, end))
    _answer("day", end.isoformat(), calendar, span, as_json=as_json, brief=brief, english=english)


@workdays.command()
@click.argument("after", type=Day())
@click.argument("until", type=Day())
@calendar_options
@output_options
@answers
def count(
    *,
    after: date,
    until: date,
    region: str,
    extra: tuple[Path, ...],
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """AFTER 之后至 UNTIL（含）的工作日数。

    The working days after AFTER up to and including UNTIL.
    """
    calendar = open_calendar(region, extra)
    number = calendar.count(after, until)
    span = (min(after, until), max(after, until))
    _answer("working_days", number, calendar, span, as_json=as_json, brief=brief, english=english)


@workdays.command()
@click.argument("first", type=Day())
@click.argument("last", type=Day(), required=False)
@calendar_options
@output_options
@answers
def show(
    *,
    first: date,
    last: date | None,
    region: str,
    extra: tuple[Path, ...],
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """某日（或者一段日子）是不是工作日，依据哪个通知。

    Whether a day, or each day of a stretch, is worked, and by which notice.
    """
    calendar = open_calendar(region, extra)
    facts = [
        calendar.explain(date.fromordinal(ordinal))
        for ordinal in range(first.toordinal(), (last or first).toordinal() + 1)
    ]
    if as_json:
        print_json(
            [
                {
                    "day": fact.day.isoformat(),
                    "worked": fact.kind.worked,
                    "kind": fact.kind.value,
                    "name": fact.name,
                    "source": None if fact.source is None else fact.source.source,
                    "url": None if fact.source is None else fact.source.url,
                    "provisional": bool(calendar.gaps(fact.day, fact.day)),
                }
                for fact in facts
            ]
        )
        return
    for fact in facts:
        if brief:
            click.echo(f"{fact.day} {'work' if fact.kind.worked else 'rest'}")
            continue
        reason = fact.english if english else fact.chinese
        mark = "（暂定）/ provisional" if calendar.gaps(fact.day, fact.day) else ""
        click.echo(f"{fact.day} {weekday(fact.day, english=english)} {reason}{mark}")


@workdays.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--region", default="CN", help="地区代码（默认全国）/ region code (the nation)")
@click.option("--title", default="", help="通知名称（地方安排必填）/ title of the notice")
@click.option("--number", default="", help="文号 / number of the notice")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="写入的文件夹（默认打印）/ folder to write to (prints if left out)",
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path),
    help="在办案件（TOML）：列出期限变动的 / open cases: list those whose deadline moves",
)
@law_option
@output_options
@answers
def import_(
    *,
    source: Path,
    region: str,
    title: str,
    number: str,
    out: Path | None,
    cases: Path | None,
    law_file: Path | None,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """载入一年的放假安排（JSON 或 CSV），并列出因此变动的在办期限。

    Import a year's arrangement and list the open deadlines that move. Use it afterwards with
    --calendar.
    """
    arrangement = import_arrangement(
        _read(source), source.name, region=region, title=title, number=number
    )
    text = format_arrangement(arrangement)
    if out is not None:
        target = out / f"{arrangement.region}-{arrangement.year}.toml"
        if target.exists():
            raise DataError(f"文件已存在：{target}", f"the file exists: {target}")
        out.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    elif cases is None and not as_json:
        click.echo(text, nl=False)
    moves = [] if cases is None else _moves(arrangement, cases, law_file)
    if as_json:
        print_json(
            {
                "region": arrangement.region,
                "year": arrangement.year,
                "title": arrangement.title,
                "off": sum(not worked for _, worked, _ in arrangement.declared()),
                "work": sum(worked for _, worked, _ in arrangement.declared()),
                "moves": [move.as_json() for move in moves],
            }
        )
        return
    for move in moves:
        click.echo(_tell_move(move, brief=brief, english=english))
    if cases is not None and not moves and not brief:
        click.echo("no deadline moves" if english else "没有期限变动")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"读不了 {path}：{error}", f"cannot read {path}: {error}") from error


def _moves(arrangement: Arrangement, cases: Path, law_file: Path | None) -> list[Move]:
    before = open_calendar(arrangement.region, ())
    after = before.with_arrangements([arrangement])
    law = open_law(law_file)
    return list(find_moves(parse_cases(_read(cases), cases.name), before, after, law=law))


def _tell_move(move: Move, *, brief: bool, english: bool) -> str:
    if brief:
        return f"{move.case} {move.before} {move.after}"
    if move.settled:
        return f"{move.case}: {move.after} " + ("now certain" if english else "不再是暂定")
    return f"{move.case}: {move.before} → {move.after}"


def _answer(
    name: str,
    answer: str | int,
    calendar: WorkCalendar,
    span: tuple[date, date],
    *,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """Print an answer that rests on the days of a span, and whether any of them is not known yet."""
    gaps = calendar.gaps(*span)
    if as_json:
        print_json(
            {
                name: answer,
                "provisional": bool(gaps),
                "region": calendar.region,
                "gaps": [{"zh": gap.chinese, "en": gap.english} for gap in gaps],
            }
        )
        return
    click.echo(f"{answer} provisional" if gaps else str(answer))
    if not brief:
        _print_rest(calendar, *span, english=english)
        _print_gaps(gaps, english=english)


def _print_rest(calendar: WorkCalendar, first: date, last: date, *, english: bool) -> None:
    """Print the days of a stretch that a notice decided."""
    for ordinal in range(first.toordinal() + 1, last.toordinal() + 1):
        fact = calendar.explain(date.fromordinal(ordinal))
        if fact.source is not None:
            reason = fact.english if english else fact.chinese
            click.echo(f"  {fact.day} {weekday(fact.day, english=english)} {reason}")


def _print_gaps(gaps: tuple[Gap, ...], *, english: bool) -> None:
    for gap in gaps:
        text = f"provisional: {gap.english}" if english else f"暂定：{gap.chinese}"
        click.echo(click.style(text, fg="yellow"))
