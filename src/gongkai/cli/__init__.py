"""The terminal: `gongkai read`, `check`, `compare`, `corpus`, the law's own questions, and the office."""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from gongkai import __version__

# Where each command stands. It is imported when it is asked for, so that a question about a working day
# waits for no PDF library and no web framework.
MODULES = {
    "audit": "audit",
    "check": "check",
    "compare": "compare",
    "corpus": "corpus",
    "deadline": "deadline",
    "demo": "demo",
    "digest": "digest",
    "erase": "erase",
    "fee": "fee",
    "init": "office",
    "keys": "office",
    "law": "law",
    "leaks": "leaks",
    "manage": "manage",
    "outcome": "outcome",
    "read": "read",
    "rebuild": "office",
    "serve": "serve",
    "verify": "office",
    "workdays": "workdays",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in MODULES:
            return None
        command: click.Command = getattr(
            import_module(f"gongkai.cli.{MODULES[cmd_name]}"), cmd_name
        )
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # A terminal in another encoding shows what it can, and the code of the rest; it does not end the command.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
def main() -> None:
    """公开 Gongkai：读、核对政府信息公开工作年度报告。"""
