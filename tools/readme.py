"""Renew what the READMEs print: `python tools/readme.py`. A test holds them to what the commands print now.

In a ```console block each line that begins with `$ ` is a command, and what follows is what it prints on a terminal
of 80 columns. Only `.venv/bin/gongkai` is run; `$ echo $?` prints its exit status, which is 0 where none is shown.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = ("README.md", "README.zh-CN.md")
PROGRAM = ".venv/bin/gongkai"
STATUS = "echo $?"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


class WrongStatus(Exception):
    """A command ended with a status that the page does not show."""


def _commands(block: str) -> list[str]:
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def renew(page: str) -> str:
    """Return the page with what its commands print now; WrongStatus if one fails unannounced."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(ROOT / "examples", work / "examples")
        (work / "out").mkdir()
        return _BLOCK.sub(lambda match: "\n".join(_replay(_commands(match[0]), work)) + "\n", page)


def _replay(lines: list[str], work: Path) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line == STATUS:
            continue
        yield f"$ {line}"
        if not line.startswith(PROGRAM):
            continue
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "gongkai", *shlex.split(line.removeprefix(PROGRAM))],
            cwd=work,
            env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        yield from (printed.rstrip() for printed in done.stdout.rstrip().splitlines())
        if following == STATUS:
            yield from (f"$ {STATUS}", str(done.returncode))
        elif done.returncode:
            raise WrongStatus(f"{line}: {done.returncode}\n{done.stderr}")


def main(words: list[str]) -> int:
    """Renew the pages named, or all; with `--check` only tell which are not current."""
    stale = 0
    for name in [word for word in words if not word.startswith("-")] or NAMES:
        path = ROOT / name
        page = path.read_text("utf-8")
        renewed = renew(page)
        if "--check" not in words:
            path.write_text(renewed, "utf-8")
        elif renewed != page:
            stale = 1
            sys.stderr.write(
                "".join(
                    unified_diff(page.splitlines(keepends=True), renewed.splitlines(keepends=True))
                )
            )
            sys.stderr.write(f"{name} 不是最新 / is not current: python tools/readme.py\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
