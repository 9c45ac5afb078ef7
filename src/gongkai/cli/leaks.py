"""`gongkai leaks FILE…`: what may not go out of a file, before it goes out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from gongkai.annual.writers.printable import make_printable
from gongkai.cli.files import UNREADABLE
from gongkai.cli.wrapping import wrap
from gongkai.release.gate import find_leaks
from gongkai.release.leak import Leak
from gongkai.release.rules import UNSHOWN

_FOUND = 1
_INDENT = 2


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--allow",
    metavar="TEXT",
    multiple=True,
    help="可以出现的文字：本机关的电话、邮箱（@域名 为整个域）、作者；rule:picture 表示图像已由人看过"
    " / what may stand in it: the organ's telephones, mailboxes, authors; rule:picture: pictures seen",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option("--english", is_flag=True, help="英文界面 / in English")
def leaks(files: tuple[str, ...], *, allow: tuple[str, ...], as_json: bool, english: bool) -> None:
    """检查要发出的文件有没有泄露个人信息或者藏着没人看过的内容；FILE 为 - 时读标准输入。

    退出状态：0 没有发现，1 有泄露，2 有文件不能检查，因此不能证明没有泄露。

    Look for personal data and for what hides in files about to go out. Exit status: 0 nothing found,
    1 a leak, 2 a file that cannot be examined.
    """
    unseen = found = False
    told: list[tuple[str, tuple[Leak, ...]]] = []
    for name in files:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            reason = (
                f"cannot be opened: {error.strerror}" if english else f"打不开：{error.strerror}"
            )
            click.echo(f"{make_printable(name)}: {reason}", err=True)
            unseen = True
            continue
        one = find_leaks(data, "" if name == "-" else Path(name).name, allow=allow)
        unseen = unseen or any(leak.rule in UNSHOWN for leak in one)
        found = found or any(leak.rule not in UNSHOWN for leak in one)
        told.append((name, one))
    if as_json:
        answer = [{"file": name, **leak.as_json()} for name, one in told for leak in one]
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        console = Console(highlight=False, soft_wrap=False)
        for name, one in told:
            _print(console, name, one, english=english)
    sys.exit(UNREADABLE if unseen else _FOUND if found else 0)


def _print(console: Console, name: str, found: tuple[Leak, ...], *, english: bool) -> None:
    console.print(Text(make_printable(name), style="bold"))
    if not found:
        said = "nothing found" if english else "没有发现泄露"
        console.print(Text(" " * _INDENT + said, style="green"))
    for leak in found:
        words = leak.english if english else leak.chinese
        style = "yellow" if leak.rule in UNSHOWN else "red"
        console.print(Text(_indent(words, console.width, _INDENT), style=style))
        facts = " · ".join(
            filter(None, (leak.rule, leak.place.describe(english=english), leak.masked))
        )
        console.print(Text(_indent(facts, console.width, 2 * _INDENT), style="dim"))


def _indent(text: str, width: int, indent: int) -> str:
    return "\n".join(" " * indent + line for line in wrap(make_printable(text), width - indent))
