"""Write docs/cli.md from what the commands say of themselves: `python tools/cli_reference.py`. A test holds it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli import main

TARGET = Path(__file__).parents[1] / "docs" / "cli.md"
WIDTH = 100
HEAD = """# 命令 · Commands

<!-- 本页由 tools/cli_reference.py 生成，请勿手改。Generated; do not edit. -->

`gongkai` 的全部命令，即 `--help` 所示。安装后在 `.venv/bin/gongkai`。
Every command of `gongkai`, as `--help` tells it. After `make demo` it is `.venv/bin/gongkai`.

退出状态：0 成功（`check`：没有错误；`leaks`：没有泄露）；1 `check` 发现错误、`leaks` 发现泄露；2 输入不能用，原因在标准错误输出上，一行。
Exit status: 0 done (`check`: no error; `leaks`: no leak); 1 `check` found an error or `leaks` a leak; 2 the input is
unusable, the reason in one line on standard error; 130 stopped by Ctrl-C.
"""


def walk(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Yield the context of a command and of each below it, in the order of the help."""
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, click.Context(below, info_name=name, parent=context))


def write_reference() -> str:
    """Return the page."""
    parts = [HEAD]
    root = click.Context(
        main,
        info_name="gongkai",
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **main.context_settings,
    )
    for context in walk(main, root):
        level = "##" if context.parent in {None, root} else "###"
        help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"{level} {context.command_path}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        if TARGET.read_text("utf-8") != write_reference():
            sys.exit("docs/cli.md 不是最新 / is not current: python tools/cli_reference.py")
    else:
        TARGET.write_text(write_reference(), "utf-8")
