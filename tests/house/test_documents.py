"""The documents: current with the code, the two READMEs alike, every link leading somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gongkai.annual.checks import all_rules
from gongkai.cli import MODULES, main
from tests.house.tree import ROOT, files

PAGES = [path for path in files() if path.suffix == ".md"]
READMES = ["README.md", "README.zh-CN.md"]


def read(name: str | Path) -> str:
    return (ROOT / name).read_text("utf-8")


def shell(page: str) -> list[str]:
    """Return the commands of a page that are shown without their output."""
    found = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [line for block in found for line in block.splitlines()]


def commands(page: str) -> list[str]:
    """Return all commands of a page; those shown with their output stand after a prompt."""
    return shell(page) + re.findall(r"^\$ (.*)$", page, re.MULTILINE)


def headings(page: str) -> list[int]:
    plain = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", plain, re.MULTILINE)]


def targets(page: str) -> list[str]:
    return re.findall(r"\]\(([^)#\s]+)", page)


def test_the_readmes_are_built_alike():
    english, chinese = map(read, READMES)
    assert headings(english) == headings(chinese)
    assert [re.sub(" --english", "", line) for line in commands(english)] == commands(chinese)
    assert [t for t in targets(english) if t not in READMES] == [
        t for t in targets(chinese) if t not in READMES
    ]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_shows_every_command(name):
    shown = {
        line.split()[1] for line in commands(read(name)) if line.startswith(".venv/bin/gongkai")
    }
    assert shown == set(MODULES)


@pytest.mark.parametrize("name", READMES)
def test_a_readme_tells_the_number_of_rules(name):
    told = re.search(r"\[(\d+)\s?(?:rules|条规则)\]\(docs/rules\.md\)", read(name))
    assert told is not None
    assert int(told[1]) == len(all_rules())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page):
    inside = [target for target in targets(read(page)) if "://" not in target]
    assert [target for target in inside if not (ROOT / page.parent / target).exists()] == []


def test_every_picture_is_shown():
    shown = {
        ((ROOT / page).parent / target).resolve()
        for page in PAGES
        for target in targets(read(page))
    }
    pictures = [path for path in files() if path.parent == Path("docs/pictures")]
    assert [path for path in pictures if (ROOT / path).resolve() not in shown] == []


def test_the_reference_of_commands_is_current():
    found = subprocess.run(
        [sys.executable, ROOT / "tools" / "cli_reference.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (found.stderr, found.returncode) == ("", 0)


def test_every_command_is_in_the_reference():
    def paths(command: click.Command, path: str) -> list[str]:
        found = [path]
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found += paths(command.get_command(context, name), f"{path} {name}")
        return found

    told = re.findall(r"^#{2,3} (gongkai.*)$", read("docs/cli.md"), re.MULTILINE)
    assert sorted(told) == sorted(paths(main, "gongkai"))


def test_every_rule_is_in_the_catalogue():
    told = re.findall(r"^### ([A-Z0-9-]+)$", read("docs/rules.md"), re.MULTILINE)
    assert told == [rule.id for rule in all_rules()]


def test_decisions_are_numbered_and_listed():
    names = sorted(path.name for path in files() if path.parent == Path("docs/decisions"))
    decisions = [name for name in names if name[:4].isdigit() and name[:4] != "0000"]
    assert [name[:4] for name in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    assert [name for name in decisions if name not in read("docs/decisions/README.md")] == []
    for name in decisions:
        page = read(f"docs/decisions/{name}")
        assert page.startswith(f"# {name[:4]} ")
        assert "\nStatus: " in page
