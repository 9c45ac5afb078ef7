"""The locks: every entry with its hashes, no address, and everything that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCKS = ["run", "dev", "bench"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS["corpus"], *GROUPS["build"]]
DEV = [*RUN, *EXTRAS["cluster"], *GROUPS["dev"]]
ASKED = {"run": RUN, "dev": DEV, "bench": [*DEV, *GROUPS["bench"]]}

_ENTRY = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+?)?"
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def entries(lock: str) -> dict[str, set[str]]:
    """Return the versions locked of each package; a marker may choose between two."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for match in _ENTRY.finditer(text):
        found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_entries_with_hashes_and_nothing_else(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    assert _ENTRY.sub("", text) == ""
    assert "http" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_what_the_project_asks_for(lock):
    locked = entries(lock)
    wanted = [Requirement(line) for line in ASKED[lock]]
    assert [
        str(one)
        for one in wanted
        if not any(map(one.specifier.contains, locked.get(canonicalize_name(one.name), ())))
    ] == []


def test_the_locks_agree_with_one_another():
    dev = entries("dev")
    assert {name: dev[name] for name in entries("run")} == entries("run")
    bench = entries("bench")
    assert {name: bench[name] for name in dev} == dev
