"""`gongkai demo`: an office with a year of invented cases, in a folder of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

ACCOUNTS = (
    ("registrar", "登记 / registrar"),
    ("handler", "承办 / handler"),
    ("legal", "法制审核 / legal reviewer"),
    ("secrecy", "保密审查 / secrecy reviewer"),
    ("head", "公开工作机构负责人 / head of the disclosure office"),
    ("leader", "分管领导 / leader"),
    ("auditor", "审计 / auditor"),
    ("admin", "系统管理 / administrator"),
    ("supervisor", "监督下级机关 / supervisor"),
)


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("gongkai-demo"),
    help="存放演示数据的文件夹 / folder for its data",
)
@click.option(
    "--requests", "count", type=click.IntRange(1), default=150, help="申请件数 / how many requests"
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="端口 / port")
@click.option(
    "--prepare-only", is_flag=True, help="只准备数据，不启动 / make the data, do not serve"
)
def demo(*, folder: Path, count: int, port: int, prepare_only: bool) -> None:
    """打开一个虚构的机关：一年的申请、人员、文书，供试用。

    Opens an invented office with a year of cases. What is done in it stays in its folder; delete
    the folder to begin anew.
    """
    os.environ["GONGKAI_DATA"] = str(folder.resolve())
    os.environ["GONGKAI_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    import django
    from django.core.management import call_command

    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0)
    _fill(count)
    _greet(port)
    if not prepare_only:
        from gongkai.cli.serve import run_server

        run_server("127.0.0.1", port)


def _fill(count: int) -> None:
    from gongkai.core.organs.models import Organ
    from gongkai.core.today import today
    from gongkai.demonstration.office import fill_office, open_office
    from gongkai.requests.models import Request

    if not Organ.objects.exists():
        open_office()
    if Request.objects.exists():
        return
    show = sys.stderr.isatty()
    for done in fill_office(count, today=today()):
        if show or count >= 5000:
            click.echo(f"\r虚构申请 / invented requests: {done} / {count}", nl=False, err=True)
    if show or count >= 5000:
        click.echo(err=True)


def _greet(port: int) -> None:
    from gongkai.demonstration.office import PASSWORD, SECRET

    address = f"http://127.0.0.1:{port}"
    click.echo()
    click.echo(f"  公众首页 / for the public   {address}/o/qinghe-service/")
    click.echo(f"  工作台 / the desk           {address}/desk/")
    click.echo(f"  核对年报 / check a report   {address}/check/")
    click.echo()
    click.echo(f"  密码都是 / the password of all is  {PASSWORD}")
    for username, role in ACCOUNTS:
        click.echo(f"    {username:<12}{role}")
    click.echo(f"  查询码 / secret of every invented receipt  {SECRET}")
    click.echo()
