"""The rulebook is current, and every parameter of the law is exercised by a case or a test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_rulebook_is_current_and_no_parameter_is_untested():
    found = subprocess.run(
        [sys.executable, ROOT / "tools" / "rulebook.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (found.stderr, found.returncode) == ("", 0)
