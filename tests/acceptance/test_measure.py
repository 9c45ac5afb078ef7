"""docs/accuracy.md says what the code does."""

from __future__ import annotations

import pytest

from gongkai.annual.checks import all_rules
from tests.acceptance.measure import (
    CHECKING_HEAD,
    HEAD,
    READING_HEAD,
    TARGET,
    checking_row,
    clean_count,
    clean_tally,
    reading_row,
    reading_tally,
)
from tests.acceptance.verdicts import INVENTED, REFUSED, WRONG
from tests.made.faults import FAULTS
from tests.made.shapes import SHAPES


def first_cells() -> list[str]:
    """Return the first cell of each row of the page's tables, heads and rules left out."""
    lines = TARGET.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    return [cell for cell in rows if not cell.startswith(("形态", "规则", "**"))]


def test_page_names_every_shape_and_every_rule_in_order():
    assert first_cells() == [*SHAPES, *(rule.id for rule in all_rules())]


def test_page_explains_itself_as_the_script_does():
    text = TARGET.read_text(encoding="utf-8")
    for part in (HEAD, READING_HEAD, CHECKING_HEAD.format(clean=clean_count())):
        assert text.count(part) == 1


def test_every_rule_has_a_planted_fault():
    named = {rule for fault in FAULTS.values() for rule in fault.rules}
    assert sorted({rule.id for rule in all_rules()} - named) == []


def lines() -> list[str]:
    """Return the page's lines."""
    return TARGET.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_reading_is_as_the_page_says(shape):
    """No wrong, no invented, no refused cell in any report of the shape; and the page says so."""
    tally = reading_tally(shape)
    assert (tally[WRONG], tally[INVENTED], tally[REFUSED]) == (0, 0, 0)
    assert lines().count(reading_row(shape, tally)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_checking_is_as_the_page_says(rule):
    """The page's recall and alarms are those of the code; a rule without an alarm has a nought there."""
    assert lines().count(checking_row(rule, 0)) == 1


@pytest.mark.slow
def test_consistent_reports_raise_no_alarm():
    assert clean_tally() == {}
