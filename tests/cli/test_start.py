"""A command is found by its name, and brings in what it needs and no more."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest

from gongkai.cli import MODULES, main
from tests.house.tree import ROOT

HEAVY = ["django", "lxml", "pypdfium2", "openpyxl", "docx", "rich"]
STARTED = f"""
import json, sys
from gongkai.cli import main
main(sys.argv[1:], standalone_mode=False)
print(json.dumps([name for name in {HEAVY} if name in sys.modules]), file=sys.stderr)
"""


def test_every_command_is_where_it_is_looked_for():
    context = click.Context(main)
    assert main.list_commands(context) == sorted(MODULES)
    found = {name: main.get_command(context, name) for name in MODULES}
    assert {name: command.name for name, command in found.items()} == {
        name: name for name in MODULES
    }
    assert main.get_command(context, "corpse") is None


@pytest.mark.parametrize(
    ("words", "brought"),
    [
        (["workdays", "add", "2026-03-02", "20"], []),
        (["deadline", "--received", "2026-03-02"], []),
        (["fee", "--pages", "40"], []),
        (["outcome", "--otherwise-no"], []),
        (["audit", "--help"], []),
        (["read", "examples/lanting_2023.html"], ["lxml", "rich"]),
    ],
    ids=lambda each: each[0] if each else None,
)
def test_a_command_brings_in_what_it_needs(words, brought):
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stderr) == brought
