"""Files named on the command line: `-` is standard input; what cannot be read ends with status 2 and one line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai.annual.errors import NotReadable
from gongkai.annual.model import AnnualReport
from gongkai.annual.reading import read_report

UNREADABLE = 2


def load_report(name: str) -> AnnualReport:
    """Read the report of that name. Raises `NotReadable`."""
    if name == "-":
        return read_report(sys.stdin.buffer.read(), "")
    return read_report(Path(name))


def refuse(name: str, error: NotReadable, *, english: bool) -> None:
    """Say in one line on standard error why a file was not read."""
    shown = "标准输入" if name == "-" and not english else "standard input" if name == "-" else name
    click.echo(f"{shown}: {error.english if english else error.chinese}", err=True)
