"""`gongkai deadline`: when a reply is due, each day with its reason and article."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

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
    print_remarks,
    tell,
    weekday,
)
from gongkai.statute.clock.events import (
    Channel,
    Event,
    EventKind,
    parse_channel,
    parse_day,
    parse_event,
)
from gongkai.statute.clock.ledger import DayLine, write_ledger
from gongkai.statute.clock.periods import FixedDate, Period, date_report, measure_period
from gongkai.statute.clock.procedures import StageTrace, follow_procedure, load_procedures
from gongkai.statute.clock.request import follow_request
from gongkai.statute.clock.trace import RequestTrace
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.workdays import WorkCalendar

NO_DAY = "none"
PROVISIONAL = "provisional"


EXAMPLES = """\b
gongkai deadline --received 2024-09-25 --channel counter
gongkai deadline --received 2024-09-25 --event supplement-sent:2024-10-08 \\
    --event supplement-received:2024-10-15
gongkai deadline --received 2024-09-25 --event extended:2024-10-20 --days 5 --brief
"""


@click.command(epilog=EXAMPLES)
@click.option("--received", type=Day(), help="收到申请之日 / day of receipt")
@click.option("--channel", help=f"渠道 / channel: {', '.join(Channel)}")
@click.option(
    "--event",
    "event_texts",
    multiple=True,
    help="KIND:DATE[:DETAIL]，可多次 / may be repeated: " + ", ".join(list(EventKind)[1:]),
)
@click.option(
    "--days", type=int, help="延长的工作日数（默认法定最长）/ working days of an extension"
)
@click.option("--as-of", type=Day(), help="截至某日 / as of a day")
@click.option(
    "--period",
    "period_id",
    help="改算一个单独的期限 / a single period from --received, such as publication",
)
@click.option(
    "--procedure",
    "procedure_id",
    help="改算一个程序，--event 写作 事件:日期 / a procedure: " + ", ".join(load_procedures()),
)
@click.option(
    "--report", type=int, help="改算某年度年度报告的期限 / the annual report about a year"
)
@click.option("--government", is_flag=True, help="本级政府的年度报告 / that of a government")
@click.option("--kind", default="", help="程序的类别，如 complaint / kind within a procedure")
@calendar_options
@law_option
@output_options
@answers
def deadline(
    *,
    received: date | None,
    channel: str | None,
    event_texts: tuple[str, ...],
    days: int | None,
    as_of: date | None,
    period_id: str | None,
    procedure_id: str | None,
    report: int | None,
    government: bool,
    kind: str,
    region: str,
    extra: tuple[Path, ...],
    law_file: Path | None,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """政府信息公开申请的答复期限，逐日说明理由和条款。

    When the reply to a request is due. --brief prints the day alone, followed by `provisional` if
    it rests on anything not confirmed; `none` while the law sets no day.
    """
    calendar, law = open_calendar(region, extra), open_law(law_file)
    if sum(each is not None for each in (period_id, procedure_id, report)) > 1:
        raise InvalidQuestion(
            "--period、--procedure、--report 只能用一个",
            "--period, --procedure and --report exclude each other",
        )
    if report is not None:
        fixed = date_report(report, government=government, calendar=calendar, law=law)
        _print_report(fixed, as_json=as_json, brief=brief, english=english)
        return
    if received is None:
        raise InvalidQuestion("请用 --received 给出收到之日", "give the day of receipt: --received")
    if period_id is not None:
        _print_period(
            measure_period(period_id, received, calendar=calendar, law=law),
            as_json=as_json,
            brief=brief,
            english=english,
        )
        return
    if procedure_id is not None:
        stages = follow_procedure(
            procedure_id,
            _read_procedure_events(procedure_id, received, event_texts),
            kind=kind,
            extension_days=days,
            calendar=calendar,
            law=law,
            as_of=as_of,
        )
        _print_stages(stages, as_json=as_json, brief=brief, english=english)
        return
    events = [
        Event(
            EventKind.RECEIVED,
            received,
            channel=None if channel is None else parse_channel(channel),
        ),
        *(parse_event(text, days=days) for text in event_texts),
    ]
    trace = follow_request(events, calendar=calendar, law=law, as_of=as_of)
    if brief:
        _print_brief(trace.due, provisional=trace.provisional)
    elif as_json:
        print_json(_as_json(trace, calendar))
    else:
        _explain(trace, calendar, english=english)


def _print_brief(due: date | None, *, provisional: bool) -> None:
    day = NO_DAY if due is None else due.isoformat()
    click.echo(f"{day} {PROVISIONAL}" if provisional else day)


def _as_json(trace: RequestTrace, calendar: WorkCalendar) -> dict[str, Any]:
    return {
        "due": None if trace.due is None else trace.due.isoformat(),
        "provisional": trace.provisional,
        "received": trace.received.isoformat(),
        "as_of": None if trace.as_of is None else trace.as_of.isoformat(),
        "state": {
            "id": trace.state.value,
            "zh": trace.state.chinese,
            "en": trace.state.english,
        },
        "working_days": trace.total,
        "region": calendar.region,
        "steps": [{"day": step.day.isoformat(), **step.remark.as_json()} for step in trace.steps],
        "milestones": [
            {"id": each.id, "day": each.day.isoformat(), **each.remark.as_json()}
            for each in trace.milestones
        ],
        "doubts": [each.as_json() for each in trace.doubts],
        "remarks": [each.as_json() for each in trace.remarks],
        "days": [line.as_json() for line in write_ledger(trace, calendar)],
    }


def _explain(trace: RequestTrace, calendar: WorkCalendar, *, english: bool) -> None:
    click.echo(click.style(_headline(trace, english=english), bold=True))
    click.echo(trace.state.english if english else trace.state.chinese)
    click.echo("\n" + click.style("Events" if english else "经过", bold=True))
    for step in trace.steps:
        click.echo(f"  {step.day} {tell(step.remark, english=english)}")
    click.echo("\n" + click.style("Day by day" if english else "逐日", bold=True))
    for line in write_ledger(trace, calendar):
        click.echo("  " + _tell_line(line, english=english))
    if trace.milestones:
        click.echo("\n" + click.style("Other days" if english else "其他日期", bold=True))
        for each in trace.milestones:
            click.echo(f"  {each.day} {tell(each.remark, english=english)}")
    title = "Provisional, because" if english else "暂定，因为"
    print_remarks(title, trace.doubts, english=english, colour="yellow")
    print_remarks("Remarks" if english else "说明", trace.remarks, english=english)


def _headline(trace: RequestTrace, *, english: bool) -> str:
    if trace.due is None:
        return "No day is set for the reply at present" if english else "目前没有确定的答复期限"
    mark = (" (provisional)" if english else "（暂定）") if trace.provisional else ""
    if english:
        return f"The reply is due by {trace.due}, {trace.total} working days{mark}"
    return f"答复最迟于 {trace.due}，共{trace.total}个工作日{mark}"


def _tell_line(line: DayLine, *, english: bool) -> str:
    name = line.status.english if english else line.status.chinese
    cited = (
        ""
        if line.reference is None
        else (f" ({line.reference.english})" if english else f"（{line.reference.chinese}）")
    )
    reason = line.english if english else line.chinese
    return f"{line.day} {weekday(line.day, english=english)} {name} {reason}{cited}"


def _print_report(fixed: FixedDate, *, as_json: bool, brief: bool, english: bool) -> None:
    cited = fixed.value.reference
    if brief:
        _print_brief(fixed.due, provisional=bool(fixed.doubts))
    elif as_json:
        print_json(
            {
                "due": fixed.due.isoformat(),
                "warn_on": fixed.warn_on.isoformat(),
                "ref": str(cited),
                "doubts": [each.as_json() for each in fixed.doubts],
            }
        )
    else:
        told = (
            f"{fixed.english} ({cited.english})"
            if english
            else f"{fixed.chinese}（{cited.chinese}）"
        )
        click.echo(told)
        title = "Provisional, because" if english else "暂定，因为"
        print_remarks(title, fixed.doubts, english=english, colour="yellow")


def _print_period(period: Period, *, as_json: bool, brief: bool, english: bool) -> None:
    if brief:
        _print_brief(period.due, provisional=period.provisional)
    elif as_json:
        print_json(period.as_json())
    else:
        cited = period.value.reference
        line = (
            f"{period.english} ({cited.english})"
            if english
            else (f"{period.chinese}（{cited.chinese}）")
        )
        click.echo(line)
        title = "Provisional, because" if english else "暂定，因为"
        print_remarks(title, period.doubts, english=english, colour="yellow")


def _read_procedure_events(
    procedure_id: str, received: date, texts: tuple[str, ...]
) -> dict[str, date]:
    """Return the events of a procedure; `--received` is the day of its first."""
    procedures = load_procedures()
    if procedure_id not in procedures:
        raise InvalidQuestion(f"没有程序“{procedure_id}”", f"no such procedure: {procedure_id!r}")
    events = {procedures[procedure_id].stages[0].start: received}
    for text in texts:
        name, _, day = text.partition(":")
        events[name] = parse_day(day)
    return events


def _print_stages(
    stages: tuple[StageTrace, ...], *, as_json: bool, brief: bool, english: bool
) -> None:
    if as_json:
        print_json([stage.as_json() for stage in stages])
        return
    for stage in stages:
        if brief:
            due = NO_DAY if stage.due is None else stage.due.isoformat()
            mark = f" {PROVISIONAL}" if stage.period.provisional else ""
            click.echo(f"{stage.stage.id} {due}{mark}")
            continue
        due = str(stage.due or ("open" if english else "未定"))
        text = stage.period.english if english else stage.period.chinese
        cited = stage.period.value.reference
        article = f" ({cited.english})" if english else f"（{cited.chinese}）"
        click.echo(f"{due} {stage.stage.actor} {text}{article} [{stage.state.value}]")
        for doubt in stage.period.doubts:
            mark = "provisional" if english else "暂定"
            click.echo("  " + click.style(f"{mark}: {tell(doubt, english=english)}", fg="yellow"))
