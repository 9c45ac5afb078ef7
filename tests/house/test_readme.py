"""What the READMEs print is what the commands print now, with the exit status that they show."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from tests.house.test_documents import READMES, read, shell
from tests.house.tree import ROOT

SERVERS = {"demo", "serve"}  # they go on until they are ended; tests/e2e opens one

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_prints_is_current(name):
    # To renew it: python tools/readme.py
    found = subprocess.run(
        [sys.executable, ROOT / "tools" / "readme.py", "--check", name],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (found.stderr, found.returncode) == ("", 0)


def test_the_other_commands_succeed(tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI_", "DJANGO_"))
    }
    failed = {}
    for line in shell(read(READMES[0])):
        program, *words = shlex.split(line)
        if program != ".venv/bin/gongkai" or words[0] in SERVERS:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", *words],
            cwd=tmp_path,
            env={**environment, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            failed[line] = done.stderr.decode()
    assert failed == {}
