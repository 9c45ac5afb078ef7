"""`gongkai serve`: the office on this machine, in one process, with nothing beside it."""

from __future__ import annotations

import os

import click


@click.command()
@click.option("--host", default="127.0.0.1", help="监听的地址 / address to listen on")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="端口 / port")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="进程数 / processes")
def serve(host: str, port: int, workers: int) -> None:
    """启动本机关的系统。

    Serves the office. Settings come from GONGKAI_… variables (docs/operating.md). On a network it
    belongs behind a proxy that speaks HTTPS.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    django.setup()
    try:
        call_command("check", verbosity=0)
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemCheckError as error:
        raise click.ClickException(str(error)) from None
    except SystemExit:
        raise click.ClickException(
            "数据库尚未就绪，请先运行 gongkai init / the database is not ready: run gongkai init first"
        ) from None
    run_server(host, port, workers)


def run_server(host: str, port: int, workers: int = 1) -> None:
    """Serve until it is told to stop."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    click.echo(f"  http://{host}:{port}    Ctrl-C 结束 / ends it")
    Granian(
        "gongkai.settings.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
