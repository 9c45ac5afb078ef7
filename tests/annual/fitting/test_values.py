from decimal import Decimal

import pytest

from gongkai.annual.fitting.values import read_value
from gongkai.annual.forms import Column
from gongkai.annual.model import State

COUNT = Column("count", "件数")
MONEY = Column("amount", "金额（万元）", unit="万元")


@pytest.mark.parametrize(
    ("raw", "state", "value"),
    [
        ("0", State.NUMBER, 0),
        (" 12 ", State.NUMBER, 12),
        ("1,234", State.NUMBER, 1234),
        ("1 2", State.NUMBER, 12),
        ("29513.17", State.NUMBER, Decimal("29513.17")),
        ("-35", State.NUMBER, -35),
        ("减4", State.NUMBER, -4),
        ("增10", State.NUMBER, 10),
        ("+1036", State.NUMBER, 1036),
        ("12件", State.NUMBER, 12),
        ("251000元", State.NUMBER, 251000),
        ("", State.BLANK, None),
        ("   ", State.BLANK, None),
        ("/", State.SLASH, None),
        ("—", State.DASH, None),
        ("——", State.DASH, None),
        ("无", State.TEXT, None),
        ("约12", State.TEXT, None),
        ("9" * 30, State.TEXT, None),
    ],
)
def test_tells_blank_slash_dash_words_and_numbers_apart(raw, state, value):
    cell = read_value(raw, COUNT, None)
    assert (cell.state, cell.value) == (state, value)
    assert bool(cell.why) == (value is None)


def test_keeps_the_note_in_the_cell():
    cell = read_value("22（其中修订16件）", COUNT, None)
    assert (cell.value, cell.note) == (22, "其中修订16件")


def test_turns_yuan_into_the_columns_unit_and_says_so():
    cell = read_value("251000元", MONEY, None)
    assert (cell.value, cell.note) == (Decimal("25.1"), "原文以元为单位，已折算为万元")
