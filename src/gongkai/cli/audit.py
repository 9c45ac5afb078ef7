"""`gongkai audit export`: who read and changed what, for the auditor (个人信息保护法第五十四条)."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, timedelta

import click

from gongkai.cli.office import set_up

COLUMNS = ["moment", "entry", "actor", "actor_name", "organ", "what", "subject", "why"]


@click.group()
def audit() -> None:
    """谁在何时查阅了个人信息、作了哪些管理操作 / Who read personal data and who administered what."""


@audit.command()
@click.option("--organ", "code", help="机关代码（默认全部）/ code of an organ (all)")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="自某日起 / from a day")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="至某日止（含当日）/ to a day, itself included",
)
@click.option(
    "--json", "as_json", is_flag=True, help="每行一个 JSON（默认 CSV）/ one JSON a line (CSV)"
)
def export(
    *, code: str | None, since: datetime | None, until: datetime | None, as_json: bool
) -> None:
    """导出查阅和管理的记录，最早的在前。

    Exports reads and changes, oldest first, to standard output.
    """
    set_up()
    from django.utils import timezone

    from gongkai.annual.corpus.sinks.guard import guard_text
    from gongkai.core.audit.trail import export_trail
    from gongkai.core.organs.models import Organ

    organ = Organ.objects.filter(code=code).first() if code else None
    if code and organ is None:
        raise click.ClickException(f"没有代码为 {code} 的机关 / no organ has the code {code}")
    rows = export_trail(
        organ,
        since=None if since is None else timezone.make_aware(since),
        until=None if until is None else timezone.make_aware(until + timedelta(days=1)),
    )
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    table = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    table.writeheader()
    # A reason that somebody typed must not be a formula in the auditor's spreadsheet.
    table.writerows({key: guard_text(str(value)) for key, value in row.items()} for row in rows)
