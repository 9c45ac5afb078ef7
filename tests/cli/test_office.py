"""The commands of whoever runs an office, each in a process of its own on an office of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.databases import HERE

pytestmark = pytest.mark.slow
FIRST = ["init", "--organ", "清河市政务服务局", "--code", "qinghe", "--short-name", "清政服",
         "--username", "admin", "--name", "马云帆"]  # fmt: skip


def runner(environment):
    """Return a function that runs a command in this environment, and in nothing else that is ours."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GONGKAI_", "DJANGO_"))
    }
    ours = {key: environment[key] for key in ("GONGKAI_DATA", "GONGKAI_DATABASE")}

    def run(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "gongkai", *words],
            env={**kept, **ours, "PYTHONUTF8": "1", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def made(shelf):
    """Return an office as `gongkai init` makes it, and what that said; the tests take copies."""
    environment = shelf.take(HERE, empty=True)
    return environment, runner(environment)(*FIRST)


@pytest.fixture
def environment(shelf, made):
    """Return the environment of an office of one's own."""
    return shelf.take(HERE, like=made[0])


@pytest.fixture
def folder(environment):
    """Return its folder."""
    return Path(environment["GONGKAI_DATA"])


@pytest.fixture
def run(environment):
    """Return a function that runs a command there."""
    return runner(environment)


def test_an_office_that_was_not_made_is_not_served(shelf):
    refused = runner(shelf.take(HERE, empty=True))("serve")
    assert (refused.returncode, "gongkai init" in refused.stderr) == (1, True)


def test_an_office_is_made_once(made, run):
    first = made[1]
    assert first.returncode == 0, first.stderr
    assert re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", first.stdout)
    again = run(*FIRST)
    assert (again.returncode, "没有改动" in again.stdout) == (0, True)


def test_an_office_is_proved_under_new_keys_and_audited(run, folder):
    old = (folder / "keys" / "sealing").read_text()
    new = run("keys", "new").stdout.strip()
    Fernet(new)
    rotated = run("keys", "rotate", GONGKAI_SEALING_KEYS=f"{new},{old}")
    assert rotated.returncode == 0, rotated.stderr

    (folder / "files" / "ab").mkdir(parents=True)
    half = folder / "files" / "ab" / ".half"
    half.touch()
    os.utime(half, (0, 0))
    proved = run("verify", "--files")
    assert (proved.returncode, half.exists()) == (0, False), proved.stdout
    assert run("rebuild").returncode == 0

    assert run("audit", "export").stdout.splitlines()[0].startswith("moment,entry,actor")
    assert run("audit", "export", "--organ", "nowhere").returncode == 1


def test_the_trail_is_exported_by_organ_and_day_and_holds_no_formula(run, environment):
    note = (
        "import django; django.setup()\n"
        "from gongkai.core.audit.trail import note_access\n"
        "from gongkai.core.organs.actor import SYSTEM\n"
        "from gongkai.core.organs.models import Organ\n"
        "note_access(SYSTEM, Organ.objects.get(), what='letter', why='=1+1')\n"
    )
    subprocess.run([sys.executable, "-c", note], env={**os.environ, **environment}, check=True)
    (row,) = csv.DictReader(StringIO(run("audit", "export", "--organ", "qinghe").stdout))
    assert (row["entry"], row["what"], row["organ"]) == ("read", "letter", "qinghe")
    assert not row["why"].startswith("=")
    (line,) = run("audit", "export", "--json").stdout.splitlines()
    assert json.loads(line)["why"] == "=1+1"
    assert run("audit", "export", "--json", "--until", "2020-01-01").stdout == ""
    assert run("audit", "export", "--json", "--since", "2999-01-01").stdout == ""


def test_a_digest_is_shown_without_mail_and_sent_only_with_it(run):
    shown = run("digest", "--organ", "qinghe")
    assert (shown.returncode, shown.stdout.startswith("清河市政务服务局 ")) == (0, True)
    assert run("digest", "--organ", "nowhere").returncode == 1
    refused = run("digest")
    assert (refused.returncode, "GONGKAI_MAIL" in refused.stderr) == (1, True)
