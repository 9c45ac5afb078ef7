"""Every rule against the examples that stand beside it."""

import re

import pytest

from gongkai.annual.checks import Severity, all_rules, check_report
from gongkai.annual.checks.registry import Example, Rule
from tests.annual.checks.building import build_example, build_report

CHINESE = re.compile(r"[一-鿿]")


def _cases(which: str):
    return [
        pytest.param(rule, example, id=f"{rule.id}-{number}")
        for rule in all_rules()
        for number, example in enumerate(getattr(rule, which), 1)
    ]


def _found(rule: Rule, example: Example):
    report, previous = build_example(example)
    return [f for f in check_report(report, previous=previous) if f.rule == rule.id]


@pytest.mark.parametrize(("rule", "example"), _cases("passes"))
def test_examples_that_must_pass(rule: Rule, example: Example):
    assert _found(rule, example) == []


@pytest.mark.parametrize(("rule", "example"), _cases("fails"))
def test_examples_that_must_fail(rule: Rule, example: Example):
    found = _found(rule, example)
    assert found != []
    assert found[0].severity == (example.severity or rule.severity)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is(rule: Rule):
    assert rule.title
    assert rule.title_en
    assert rule.needs
    assert rule.basis
    assert rule.passes
    assert rule.fails
    assert rule.check.__doc__ or rule.id.startswith("PROSE-")


def test_the_consistent_report_has_no_finding():
    assert [(f.id, f.message) for f in check_report(build_report())] == []


def test_only_certain_rules_are_errors():
    assert {rule.id for rule in all_rules() if rule.severity is Severity.ERROR} == {
        "CELL-FRACTION",
        "CELL-NEGATIVE",
        "T3-BALANCE",
        "T3-CONCLUDED",
        "T3-ROW-TOTAL",
        "T4-ROW-TOTAL",
    }


@pytest.mark.parametrize(("rule", "example"), _cases("fails"))
def test_english_names_cells_in_words(rule: Rule, example: Example):
    # What stands in quotes is printed in the report, and an organ's name has no English.
    said = [
        re.sub(r"“[^”]*”", "", finding.message_en).replace("规章", "")
        for finding in _found(rule, example)
    ]
    organs = {"清源市", "桃溪县", "人民政府"}
    assert [text for text in said if re.search(r"table[234]|[a-z]_[a-z]|[a-z]\.[a-z]", text)] == []
    assert [
        text for text in said if CHINESE.search(text) and not any(name in text for name in organs)
    ] == []
