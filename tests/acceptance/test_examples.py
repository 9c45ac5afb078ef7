"""The reports in examples/: what `make demo` shows is what was planted, and nothing else."""

from __future__ import annotations

import pytest

from gongkai.annual.checks import Severity, check_report
from gongkai.annual.model import CellId
from gongkai.annual.reading import read_report
from tests.acceptance.particulars import judge_particulars, judge_prose
from tests.made.examples import FOLDER, lanting, qinghe

FILES = [
    ("qinghe_2024.docx", qinghe()),
    ("qinghe_2024.pdf", qinghe()),
    ("lanting_2023.html", lanting()[0]),
    ("lanting_2024.html", lanting()[1]),
]


@pytest.mark.parametrize(("name", "made"), FILES, ids=[name for name, _ in FILES])
def test_files_hold_what_the_generator_makes(name, made):
    report = read_report(FOLDER / name)
    assert {str(i): c.value for i, c in report.cells.items()} == {
        str(i): made.figures.truth(i) for i in made.figures.ids()
    }
    assert [*judge_particulars(made, report), *judge_prose(made, report)] == []


def said(name: str, previous: str | None = None) -> list[tuple[str, str]]:
    """Return the rule and the place of each finding above a note."""
    before = read_report(FOLDER / previous) if previous else None
    return [
        (f.rule, str(f.where.cells[0]) if f.where.cells and f.where.span is None else f.where.text)
        for f in check_report(read_report(FOLDER / name), previous=before)
        if f.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize("name", ["qinghe_2024.docx", "qinghe_2024.pdf", "lanting_2023.html"])
def test_clean_examples_are_left_alone(name):
    assert said(name) == []


def test_planted_faults_are_found():
    rules = [rule for rule, _ in said("lanting_2024.html", "lanting_2023.html")]
    assert rules == [
        "T3-CONCLUDED",  # 自然人
        "T3-CONCLUDED",  # 总计
        "PROSE-OUTCOME",  # 予以公开: the words have the right figure
        "PROSE-REMEDIES",
        "ARITH-PARTS",
        "LANG-DOUBLED",
        "RATE-ATTAINABLE",
    ]


def test_the_unbalanced_column_is_where_it_was_planted():
    report = read_report(FOLDER / "lanting_2024.html")
    planted = lanting()[1].figures
    for column in ("natural_person", "total"):
        assert (
            report.cells[CellId("table3", "granted", column)].value
            == planted[f"table3.granted.{column}"]
        )
