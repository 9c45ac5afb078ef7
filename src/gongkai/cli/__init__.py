"""The terminal: `gongkai read`, `check`, `compare`, `corpus`, and the law's own questions."""

import sys
from io import TextIOWrapper
from typing import Any

import click

from gongkai import __version__
from gongkai.cli.audit import audit
from gongkai.cli.check import check
from gongkai.cli.compare import compare
from gongkai.cli.corpus import corpus
from gongkai.cli.deadline import deadline
from gongkai.cli.demo import demo
from gongkai.cli.digest import digest
from gongkai.cli.erase import erase
from gongkai.cli.fee import fee
from gongkai.cli.law import law
from gongkai.cli.leaks import leaks
from gongkai.cli.manage import manage
from gongkai.cli.office import init, keys, rebuild, verify
from gongkai.cli.outcome import outcome
from gongkai.cli.read import read
from gongkai.cli.serve import serve
from gongkai.cli.workdays import workdays


class _Commands(click.Group):
    def main(self, *args: Any, **kwargs: Any) -> Any:
        # A terminal in another encoding shows what it can, and the code of the rest; it does not end the command.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
def main() -> None:
    """公开 Gongkai：读、核对政府信息公开工作年度报告。"""


main.add_command(read)
main.add_command(check)
main.add_command(compare)
main.add_command(corpus)
main.add_command(leaks)
main.add_command(deadline)
main.add_command(workdays)
main.add_command(fee)
main.add_command(outcome)
main.add_command(law)
main.add_command(manage)
main.add_command(demo)
main.add_command(serve)
main.add_command(audit)
main.add_command(digest)
main.add_command(erase)
for command in (init, verify, rebuild, keys):
    main.add_command(command)
