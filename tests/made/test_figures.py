"""The generator keeps every identity that the forms promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.forms import load_form
from tests.made.figures import SCALES, identities, make_figures, make_inconsistent
from tests.made.official import GROUPS, cell_ids
from tests.made.pairs import make_pair
from tests.made.prose import make_report, percent
from tests.made.tables import grid

SEEDS = st.integers(0, 10_000)


@given(SEEDS, st.sampled_from(SCALES), st.sampled_from(["2021", "2019"]), st.booleans())
def test_figures_are_consistent(seed, scale, form, single):
    figures = make_figures(seed, form=form, scale=scale, single_other=single)
    assert [name for name, left, right in identities(figures) if left != right] == []
    assert list(figures.values) == list(figures.ids())
    assert all(value >= 0 for id_, value in figures.values.items() if id_.column != "增减")


@given(SEEDS)
def test_inconsistent_figures_break_an_identity(seed):
    figures = make_inconsistent(seed)
    assert any(left != right for _, left, right in identities(figures))


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_addresses_are_those_of_the_form(form):
    assert [tuple(id_) for id_ in cell_ids(form, single_other=form == "2019")] == [
        tuple(id_) for id_ in load_form(form).cell_ids()
    ]


def test_labels_are_those_of_the_form():
    table = load_form("2021").table("table3")
    rows = {row.id: row.number + row.label for row in table.rows}
    assert {name: label for _, items in GROUPS for name, label in items} == {
        name: label for name, label in rows.items() if "." in name
    }


@given(SEEDS, st.sampled_from(SCALES))
def test_overview_keeps_within_a_thousand_characters(seed, scale):
    """国办公开办函〔2021〕30号: 总体情况 is to be within 1000 characters."""
    assert len(make_report(seed, scale=scale).section_text("overview")) <= 1000


@given(SEEDS, st.sampled_from(["town", "bureau", "county"]))
def test_two_years_agree(seed, scale):
    before, now = make_pair(seed, scale=scale)
    for report in (before, now):
        assert [name for name, left, right in identities(report.figures) if left != right] == []
        assert all(value >= 0 for value in report.figures.values.values())
    for column in ("natural_person", "company", "total"):
        assert (
            before.figures[f"table3.carried_out.{column}"]
            == now.figures[f"table3.carried_in.{column}"]
        )
    stock = before.figures["table2.normative_documents.in_force"]
    stock += (
        now.figures["table2.normative_documents.issued"]
        - now.figures["table2.normative_documents.repealed"]
    )
    assert stock == now.figures["table2.normative_documents.in_force"]
    told = {p.text for p in before.paragraphs() if p.style == "text"}
    assert not told & {p.text for p in now.paragraphs() if p.style == "text"}


@given(SEEDS, st.sampled_from(SCALES), st.sampled_from(["2021", "2019"]))
def test_grids_are_rectangular(seed, scale, form):
    figures = make_figures(seed, form=form, scale=scale)
    for table, columns in (("table2", 4), ("table3", 10), ("table4", 15)):
        rows = grid(figures, table)
        area = sum(cell.rowspan * cell.colspan for row in rows for cell in row)
        assert area == columns * len(rows)


@pytest.mark.parametrize(
    ("part", "whole", "places", "expected"),
    [
        (78, 192, 2, "40.63%"),
        (78, 192, 1, "40.6%"),
        (1038, 1039, 2, "99.90%"),
        (1, 8, 1, "12.5%"),
        (1, 8, 2, "12.50%"),
    ],
)
def test_percent_rounds_half_up(part, whole, places, expected):
    assert percent(part, whole, places) == expected
