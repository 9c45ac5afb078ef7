"""The shape of the house: small modules named after nouns, no litter, nothing that names one machine."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, below, files

MOST_LINES = 400
AT_THE_ROOT = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
    "pyproject.toml",
}
FOLDERS = {".ci", "benchmarks", "docs", "examples", "requirements", "src", "tests", "tools"}
NAMES_FOR_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"}
MOST_BYTES = 250_000  # pictures and examples; a lock may be longer

# In parts, so that this file does not hold what it forbids.
MACHINES = [
    "/" + "work/",
    "/" + "root/",
    "/" + "opt/pypi",
    "/" + "opt/wheels",
    "/" + "Users/",
]
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "registry" + ".npm",
    "mirrors" + ".",
    "index" + "-url ",
    "tuna" + ".tsinghua",
]
# A word of ours that contains one of them.
ALLOWED = {"requirements", "--no-emit-" + "index" + "-url"}


def test_modules_are_small():
    long = {
        str(path): lines
        for path in below("src", ".py")
        if (lines := len((ROOT / path).read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_modules_are_named_after_what_they_hold():
    assert [
        str(path)
        for path in files()
        if path.suffix == ".py" and path.parts[0] != "tools" and path.stem in NAMES_FOR_NOTHING
    ] == []


def test_nothing_lies_about_at_the_root():
    found = {path.parts[0] for path in files() if len(path.parts) == 1}
    folders = {path.parts[0] for path in files() if len(path.parts) > 1}
    assert (found, folders) == (AT_THE_ROOT, FOLDERS)


def test_no_file_is_litter_or_heavy():
    litter = re.compile(r"\.(?:pyc|orig|rej|bak|swp|zip|tmp|patch|diff|log)$|~$|^\.DS_Store$")
    assert [str(path) for path in files() if litter.search(path.name)] == []
    assert [
        str(path)
        for path in files()
        if path.parts[0] != "requirements" and (ROOT / path).stat().st_size > MOST_BYTES
    ] == []


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in files():
        try:
            text = (ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        found += [f"{path}: {word}" for word in MACHINES + REGISTRIES if word in text]
    assert found == []


def test_the_tests_mirror_the_source():
    rooms = {path.parts[2] for path in below("src/gongkai") if len(path.parts) > 3}
    assert sorted(room for room in rooms if not below(f"tests/{room}", ".py")) == []
