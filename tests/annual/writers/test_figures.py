"""Blank, slash, dash, words, ambiguous, missing, derived: each told apart, and from 0."""

from decimal import Decimal

import pytest

from gongkai.annual.model import MISSING, Cell, Place, State
from gongkai.annual.writers.figures import show_figure
from gongkai.annual.writers.wording import Wording
from tests.annual.writers.works import BLANK, DASH, DERIVED, DOUBTFUL, SLASH, WORDY, number

ZH, EN = Wording("zh"), Wording("en")


@pytest.mark.parametrize(
    ("cell", "kind", "zh", "en"),
    [
        (number(0), "number", "0", "0"),
        (BLANK, "blank", "空", "blank"),
        (SLASH, "slash", "/", "/"),
        (DASH, "dash", "—", "—"),
        (WORDY, "text", "无此项", "无此项"),
        (DOUBTFUL, "ambiguous", "两读", "ambiguous"),
        (MISSING, "missing", "缺", "missing"),
        (DERIVED, "derived", "11", "11"),
        (Cell(State.NUMBER, Decimal("52.10"), "52.10"), "number", "52.10", "52.10"),
        (Cell(State.NUMBER, -35, "-35"), "number", "-35", "-35"),
    ],
)
def test_each_state_is_shown_as_what_it_is(cell: Cell, kind: str, zh: str, en: str) -> None:
    figures = (show_figure(cell, ZH), show_figure(cell, EN))
    assert [(figure.kind, figure.text) for figure in figures] == [
        (kind, zh),
        (kind, en),
    ]


def test_a_doubt_names_its_readings() -> None:
    said = show_figure(DOUBTFUL, ZH).explanation
    assert said == "原文有两种以上读法，未取；两种切分都合；可读作 1 10 或 11 0；原文：110"


def test_a_derived_number_names_what_it_rests_on() -> None:
    assert show_figure(DERIVED, EN).explanation.split("; ") == [
        "digits run together",
        "settled by other evidence, which is not then checked against this cell",
        "on the strength of: Table 3: the total is the sum of natural persons and organisations",
        "printed: 110",
    ]


def test_a_row_told_by_its_order_holds_certain_figures() -> None:
    shown = show_figure(Cell(State.NUMBER, 3, "3", derived=("order",)), ZH)
    assert (shown.kind, shown.explanation) == ("number", "原文此行无行名，按次序认定")


def test_a_plain_number_tells_its_place_alone() -> None:
    assert show_figure(Cell(State.NUMBER, 3, "3", Place(page=4)), ZH).explanation == "第 4 页"


@pytest.mark.parametrize(
    ("raw", "beside"), [("251000元", "251000元"), ("增10", "增10"), ("12 34", ""), ("-35", "")]
)
def test_what_was_printed_beside_the_digits_is_shown(raw: str, beside: str) -> None:
    assert show_figure(Cell(State.NUMBER, 10, raw), ZH).note == beside


def test_escape_sequences_in_a_cell_do_not_come_through() -> None:
    shown = show_figure(Cell(State.TEXT, raw="\x1b[2J无", note="\x07"), ZH)
    assert (shown.text, shown.note) == ("�[2J无", "�")
