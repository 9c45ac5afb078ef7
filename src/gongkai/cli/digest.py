"""The command that sends the day's digest; a timer calls it every morning."""

from __future__ import annotations

import sys

import click

from gongkai.cli.office import set_up


@click.command()
@click.option("--again", is_flag=True, help="今天已经发过的也再发 / send again to who had it today")
@click.option(
    "--organ", default="", help="不发送，只显示这个机关全部期限 / only show this organ's deadlines"
)
def digest(*, again: bool, organ: str) -> None:
    """把当天的简报发给每一位工作人员：逾期、到期、轮到谁办。

    Sends every member of staff who has an address the day's digest: overdue, due, whose turn. Run it
    each morning from cron or a timer; the same day twice sends once. Without mail (GONGKAI_MAIL) use
    --organ, or the page of the desk.
    """
    set_up()
    from django.conf import settings

    from gongkai.core.organs.actor import Actor
    from gongkai.core.organs.models import Organ, Post
    from gongkai.core.organs.roles import Role
    from gongkai.core.today import today
    from gongkai.requests.domain.digest import send_digests, write_digest

    if organ:
        found = Organ.objects.filter(code=organ).first()
        if found is None:
            raise click.ClickException(f"没有机关 {organ} / no organ {organ}")
        watcher = Actor("system", "系统", None, (Post(organ=found, role=Role.OFFICE_HEAD),))
        click.echo(write_digest(watcher, found, today()).text, nl=False)
        return
    if not settings.MAIL:
        raise click.ClickException(
            "没有配置邮件：设置 GONGKAI_MAIL=smtp://主机:25，或者用 --organ 显示 / "
            "no mail: set GONGKAI_MAIL=smtp://host:25, or show one with --organ"
        )
    result = send_digests(today(), again=again)
    click.echo(
        f"已发送 {result.sent}，无事 {result.empty} / sent {result.sent}, nothing to tell {result.empty}"
    )
    for person in result.failed:
        click.echo(f"没有发出：{person.username} / not sent: {person.username}", err=True)
    sys.exit(1 if result.failed else 0)
