"""Planted faults are found, their clean twins and consistent reports are left alone."""

from __future__ import annotations

import pytest

from gongkai.annual.checks import Severity, all_rules
from tests.acceptance.checking import alarms, check, clean_reports, try_fault
from tests.made.faults import FAULTS
from tests.made.pairs import make_pair

SEEDS = range(3)


def told(findings) -> list[str]:
    """Return findings so that an assertion prints what was said and of which words."""
    return [f"{f.rule} {f.severity}: {f.message} | {f.where.text}" for f in findings]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found_and_its_twin_left_alone(name, seed):
    outcome = try_fault(FAULTS[name], seed)
    assert outcome.found, told(outcome.said)
    assert told(outcome.false_alarms) == []


@pytest.mark.parametrize("name", FAULTS)
def test_faults_name_rules_that_exist(name):
    assert FAULTS[name].rules <= {rule.id for rule in all_rules()}


@pytest.mark.parametrize(
    ("name", "made"), list(clean_reports(range(6))), ids=lambda v: v if isinstance(v, str) else ""
)
def test_nothing_is_said_of_a_consistent_report(name, made):
    assert told(alarms(made)) == []


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_said_of_two_years_that_agree(seed):
    before, now = make_pair(seed)
    found = [f for f in check(now, before) if f.severity is not Severity.NOTE]
    assert told(found) == []


def test_a_finding_keeps_its_id_when_the_report_is_printed_again():
    fault = FAULTS["row-total-off"]
    _, _, faulty = fault.twins(1)
    assert [f.id for f in check(faulty)] == [f.id for f in check(faulty)]
