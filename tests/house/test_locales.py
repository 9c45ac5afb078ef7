"""Terminals and locales: the commands say the same in any, and none ends them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

OURS = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE")


def check(settings: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "check", "examples/qinghe_2024.docx"],
        cwd=ROOT,
        env={**kept, "COLUMNS": "80", **settings},
        capture_output=True,
        check=True,
    )


@pytest.fixture(scope="module")
def plain() -> str:
    return check({"PYTHONUTF8": "1"}).stdout.decode()


@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C.UTF-8"}])
def test_an_unset_locale_is_read_as_utf_8(locale, plain):
    assert check(locale).stdout.decode() == plain


def test_a_terminal_in_the_national_encoding_shows_the_same(plain):
    shown = check({"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}).stdout.decode("gbk")
    assert shown == plain


def test_a_terminal_without_ideographs_gets_their_codes(plain):
    shown = check({"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}).stdout.decode("ascii")
    assert shown.split("\n")[0].encode().decode("unicode_escape") == plain.split("\n")[0]
