"""The examples are what their generator writes now."""

from __future__ import annotations

from tests.house.tree import ROOT
from tests.made.examples import lanting, web


def test_the_pages_are_current():
    # To renew them: python -m tests.made.examples. Word and PDF files carry dates; their content is held elsewhere.
    before, now = lanting()
    examples = ROOT / "examples"
    assert (examples / "lanting_2023.html").read_text("utf-8") == web(before)
    assert (examples / "lanting_2024.html").read_text("utf-8") == web(now)
