"""The shared reports against what a person read in them by eye."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.annual.model import AnnualReport, CellId
from gongkai.annual.reading import read_report
from tests.made.official import COLUMNS3, COLUMNS4

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
TRUTHS = sorted(REPORTS.glob("*.truth.json"))
FILES = [
    (truth, name) for truth in TRUTHS for name in json.loads(truth.read_text("utf-8"))["files"]
]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TRUTHS, reason="the folder ../shared/reports is not here"),
]

# What the page does not settle. The figures of these rows are run together and its words tell only some of them,
# or one cell stands empty and its figure elsewhere: a reader may refuse here, never differ.
OPEN = {
    "pingtan_2021.txt": ("table2.normative_documents.",),
    "pingtan_2024.txt": ("table2.normative_documents.",),
    "shanghai_kewei_2024.md": ("table3.carried_out.total",),
}


def expected_cells(truth: dict) -> dict[str, object]:
    """Return each cell of a truth file as it stands there: a number, words with a unit, or None."""
    out: dict[str, object] = {}
    for row, value in truth["table2"].items():
        if isinstance(value, (dict, list)):
            values = value.values() if isinstance(value, dict) else value
            out |= {f"table2.{row}.{index}": cell for index, cell in enumerate(values)}
        else:
            out[f"table2.{row}.0"] = value
    for row, values in truth["table3"].items():
        out |= {f"table3.{row}.{column}": v for column, v in zip(COLUMNS3, values, strict=True)}
    for row, values in truth["table4"].items():
        out |= {f"table4.{row}.{column}": v for column, v in zip(COLUMNS4, values, strict=True)}
    return out


def read_cells(report: AnnualReport) -> dict[str, CellId]:
    """Return the report's cells by the same names: those of table 2 by their order in the row."""
    out: dict[str, CellId] = {}
    seen: dict[str, int] = {}
    for id_ in report.cells:
        if id_.table == "table2":
            out[f"table2.{id_.row}.{seen.setdefault(id_.row, 0)}"] = id_
            seen[id_.row] += 1
        else:
            out[str(id_)] = id_
    return out


def same(expected: object, value: object, raw: str, note: str) -> bool:
    """Compare a cell; 251000元 is the number with its unit beside it."""
    if isinstance(expected, str):
        return f"{value}{note}" == expected or raw.replace(" ", "") == expected
    if isinstance(expected, float):
        return value == Decimal(str(expected))
    return value == expected


@pytest.mark.parametrize(("truth", "name"), FILES, ids=[name for _, name in FILES])
def test_no_wrong_no_invented_none_refused_without_need(truth, name):
    known = json.loads(truth.read_text("utf-8"))
    report = read_report(REPORTS / name)
    assert (report.form, report.year) == (known["form"], known["year"])
    expected, have = expected_cells(known), read_cells(report)
    assert list(have) == list(expected)
    failures = {}
    for cell_name, wanted in expected.items():
        id_ = have[cell_name]
        cell = report.cells[id_]
        if same(wanted, cell.value, cell.raw, cell.note):
            continue
        if cell.value is None and str(id_).startswith(OPEN.get(name, ())) and name in OPEN:
            continue
        failures[cell_name] = (
            f"expected {wanted}, got {cell.value} ({cell.raw[:40]}) {cell.why[:60]}"
        )
    assert failures == {}


HONGZE = ["hongze_2024.txt", "hongze_2024.layout.txt", "hongze_2024.rawmode.txt", "hongze_2024.pdf"]


@pytest.mark.parametrize("name", HONGZE)
def test_one_report_in_four_shapes(name):
    """The same report as PDF and as three programs print it: the same cells."""
    values = {str(id_): cell.value for id_, cell in read_report(REPORTS / name).cells.items()}
    assert values == {
        str(id_): cell.value for id_, cell in read_report(REPORTS / HONGZE[-1]).cells.items()
    }
