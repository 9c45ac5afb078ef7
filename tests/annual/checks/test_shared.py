"""The reports kept beside the project: no error, and the questions that their truth expects."""

from pathlib import Path

import pytest

from gongkai.annual.checks import Severity, check_report
from gongkai.annual.reading import read_report

SHARED = Path(__file__).parents[4] / "shared" / "reports"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of shared reports is not here"),
]

# What each must be asked, above a note. Rows of findings: rule, and words that stand at its place.
EXPECTED = {
    "zhongwei_2024.txt": {
        ("ARITH-PARTS", "信息41条"),
        ("LANG-MEASURE", "从192份减少至114分"),
        ("RATE-ATTAINABLE", "99.26%"),
        ("RATE-ATTAINABLE", "99.68%"),
    },
    "hongze_2024.pdf": {("PROSE-RECEIVED", "17"), ("FORM-SINGLE-OTHER", "")},
    "hongze_2024.txt": {("PROSE-RECEIVED", "17"), ("FORM-SINGLE-OTHER", "")},
    "pingtan_2021.txt": {("LANG-DOUBLED", "审核审核")},
    "pingtan_2022.txt": set(),
    "pingtan_2024.txt": set(),
    "suqian_2023.txt": set(),
    "shanghai_office_2019.html": {
        ("PROSE-OUTCOME", "公开258件"),
        ("PROSE-OUTCOME", "无法提供265件"),
        ("ARITH-OUTCOMES", "公开258件"),
        ("ARITH-SHARE", "33.9%"),
        ("ABSOLUTE-REMEDIES", "均获维持"),
        ("CELL-BLANK", ""),
    },
}


def _findings(name: str, previous: str | None = None):
    before = read_report(SHARED / previous) if previous else None
    return check_report(read_report(SHARED / name), previous=before)


@pytest.mark.parametrize(
    "path",
    sorted(path for pattern in ("*.txt", "*.html", "*.pdf") for path in SHARED.glob(pattern)),
    ids=lambda path: path.name,
)
def test_a_consistent_report_has_no_error(path):
    errors = [f.id for f in check_report(read_report(path)) if f.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_asked_is_what_the_truth_expects(name):
    asked = [f for f in _findings(name) if f.severity is not Severity.NOTE]
    unexpected = [
        (f.rule, f.where.text)
        for f in asked
        if not any(
            f.rule == rule and words in f.where.text.replace(" ", "")
            for rule, words in EXPECTED[name]
        )
    ]
    missing = [
        (rule, words)
        for rule, words in EXPECTED[name]
        if not any(f.rule == rule and words in f.where.text.replace(" ", "") for f in asked)
    ]
    assert (unexpected, missing) == ([], [])


def test_hongze_is_asked_and_not_accused():
    (finding,) = [f for f in _findings("hongze_2024.pdf") if f.rule == "PROSE-RECEIVED"]
    assert finding.severity is Severity.QUESTION
    assert "区政府办代表区政府" in finding.message


def test_the_reading_that_was_used_is_said():
    (finding,) = [f for f in _findings("pingtan_2022.txt") if f.rule == "PROSE-READING"]
    assert finding.compared == {"reading": "本年新收加上年结转", "value": "75"}


def test_the_carry_over_from_2021_to_2022_holds():
    rules = {f.rule for f in _findings("pingtan_2022.txt", "pingtan_2021.txt")}
    assert rules & {"YEAR-CARRY", "YEAR-STOCK", "YEAR-SEQUENCE"} == set()


def test_two_reports_that_do_not_follow_one_another_are_not_compared():
    (finding,) = [
        f for f in _findings("pingtan_2024.txt", "pingtan_2022.txt") if f.rule.startswith("YEAR-S")
    ]
    assert finding.rule == "YEAR-SEQUENCE"
