"""The catalogue in docs is the one that the registry gives."""

from pathlib import Path

from gongkai.annual.checks.catalogue import write_catalogue

DOCS = Path(__file__).parents[3] / "docs"


def test_the_catalogue_is_current():
    # To renew it: python -m gongkai.annual.checks.catalogue > docs/rules.md
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == write_catalogue()
