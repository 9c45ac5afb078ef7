"""`gongkai erase`: whoever asked is forgotten once retention has ended; shown first, done when told to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from gongkai.cli.office import set_up


@click.command()
@click.option("--organ", "code", required=True, help="机关代码 / code of the organ")
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="此日以前归档的（默认按 GONGKAI_RETENTION_YEARS）/ archived before a day (by GONGKAI_RETENTION_YEARS)",
)
@click.option(
    "--by", "username", help="作出决定的公开工作机构负责人 / head of the office who decides"
)
@click.option("--why", default="保存期限届满", show_default=True, help="理由 / reason")
@click.option(
    "--yes", is_flag=True, help="删除；不加则只列出 / erase; without it they are only listed"
)
def erase(
    *, code: str, before: datetime | None, username: str | None, why: str, yes: bool
) -> None:  # fmt: skip
    """列出或者删除已过保存期限的申请人个人信息和文件。

    Lists the requests whose particulars and files have been kept long enough, and erases them with --yes.
    Only what is finished and archived; what is erased cannot be brought back. The logs stay and prove
    what was done.
    """
    set_up()
    from gongkai.core.organs.models import Organ
    from gongkai.requests.domain.retention import find_expired, find_limit
    from gongkai.statute.errors import StatuteError

    organ = Organ.objects.filter(code=code).first()
    if organ is None:
        raise click.ClickException(f"没有代码为 {code} 的机关 / no organ has the code {code}")
    try:
        limit = find_limit(None if before is None else before.date())
        actor = _find_head(organ, username) if yes else None
    except StatuteError as refusal:
        raise click.ClickException(f"{refusal.chinese} / {refusal.english}") from None
    found = list(find_expired(organ, limit))
    for each in found:
        click.echo(
            f"{each.number} {each.archived}：个人信息 {each.particulars} 份，文件 {each.files} 个 / "
            f"{each.particulars} particulars, {each.files} files"
        )
    click.echo(
        f"{limit} 以前归档、可以删除的：{len(found)} 件 / "
        f"archived before {limit}, to be erased: {len(found)} requests"
    )
    if actor is not None:
        _erase(found, actor=actor, before=limit, why=why)
    elif found:
        click.echo(
            "没有删除；删除请加 --yes --by 用户名 / nothing was erased; add --yes --by USERNAME"
        )


def _find_head(organ: Any, username: str | None) -> Any:
    """Return who answers for it. Forbidden: they are not the head of the organ's disclosure office."""
    from gongkai.core.organs.actor import find_actor
    from gongkai.core.organs.models import Person
    from gongkai.requests.rules import demand

    if not username:
        raise click.ClickException(
            "请用 --by 写明由谁决定：本机关公开工作机构负责人 / "
            "name who decides by --by: the head of the organ's disclosure office"
        )
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise click.ClickException(f"没有用户 {username} / no user {username}")
    actor = find_actor(person)
    demand(actor, "erase", organ)
    return actor


def _erase(found: Any, *, actor: Any, before: date, why: str) -> None:
    """Erase one by one, each whole or not at all; what was stopped goes on the next time."""
    from gongkai.requests.domain.retention import erase_request
    from gongkai.statute.errors import StatuteError

    done = 0
    for each in found:
        try:
            erase_request(each.case, before=before, why=why, actor=actor)
            done += 1
        except StatuteError as refusal:  # something happened since it was listed
            click.echo(f"{each.number}：{refusal.chinese} / {refusal.english}", err=True)
    click.echo(f"已删除 {done} 件 / {done} requests erased")
