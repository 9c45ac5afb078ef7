"""`gongkai fee`: the information processing fee, with its working."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai.cli.answers import Day, answers, law_option, open_law, output_options, print_json
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.fees import Fee, charge_item, charge_request


@click.command()
@click.option("--items", type=int, help="本自然月累计件数 / items of the applicant this month")
@click.option("--pages", type=int, help="页数 / pages")
@click.option(
    "--ordinal", type=int, help="只算本月第几件这一件 / what the n-th item of the month costs"
)
@click.option("--date", "day", type=Day(), help="收到之日（默认今天）/ day of receipt (today)")
@law_option
@output_options
@answers
def fee(
    *,
    items: int | None,
    pages: int | None,
    ordinal: int | None,
    day: date | None,
    law_file: Path | None,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """信息处理费：按件或者按量，只能选一种。

    The information processing fee by item or by page, never by both. --brief prints yuan alone.
    """
    law, day = open_law(law_file), day or date.today()  # noqa: DTZ011  (the day where the office is)
    if ordinal is not None:
        if items is not None or pages is not None:
            raise InvalidQuestion(
                "--ordinal 不与 --items、--pages 同用", "--ordinal excludes --items and --pages"
            )
        answer = charge_item(ordinal, day, law=law)
    else:
        answer = charge_request(items=items, pages=pages, day=day, law=law)
    if brief:
        click.echo(f"{answer.amount}.00")
    elif as_json:
        print_json(answer.as_json())
    else:
        _explain(answer, english=english)


def _explain(answer: Fee, *, english: bool) -> None:
    cited = answer.value.reference
    click.echo(click.style(f"{answer.amount}.00 {'yuan' if english else '元'}", bold=True))
    click.echo(answer.english if english else answer.chinese)
    click.echo(cited.english if english else f"依据：{cited.formal}")
    if answer.value.provisional:
        chinese, _, doubt = answer.value.why_provisional.partition(" / ")
        text = f"Provisional: {doubt}" if english else f"暂定：{chinese}"
        click.echo(click.style(text, fg="yellow"))
