"""Importing an arrangement, and the open deadlines that it moves."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.statute.arrangement import Break
from gongkai.statute.arrangement_import import import_arrangement
from gongkai.statute.errors import DataError
from gongkai.statute.moves import Move, find_moves, parse_cases
from gongkai.statute.workdays import load_calendar


def day(text: str, *, off: bool, name: str = "元旦") -> dict[str, object]:
    return {"name": name, "date": text, "isOffDay": off}


JSON_2027 = json.dumps(
    {
        "year": 2027,
        "papers": ["https://example.invalid/2027"],
        "days": [
            day("2026-12-31", off=False),
            day("2027-01-01", off=True),
            day("2027-01-02", off=True),
            day("2027-01-04", off=True),
            day("2027-01-09", off=False),
            day("2027-02-20", off=False, name="春节"),
        ],
    }
)


def test_json_becomes_breaks():
    arrangement = import_arrangement(JSON_2027, "2027.json")
    assert arrangement.title == "国务院办公厅关于2027年部分节假日安排的通知"
    assert arrangement.url == "https://example.invalid/2027"
    # 31 December 2026 is a Thursday: that it is worked says nothing.
    assert arrangement.breaks == (
        Break("元旦", date(2027, 1, 1), date(2027, 1, 2), (date(2027, 1, 9),)),
        Break("元旦", date(2027, 1, 4), date(2027, 1, 4)),
        Break("春节", None, None, (date(2027, 2, 20),)),
    )


def test_csv_says_the_same():
    text = "date,kind,name\n2027-01-01,休,元旦\n2027-01-02,off,元旦\n2027-01-04,休,元旦\n"
    text += "2027-01-09,班,元旦\n2027-02-20,work,春节\n"
    from_csv = import_arrangement("\ufeff" + text, "2027.csv")
    assert from_csv.breaks == import_arrangement(JSON_2027, "2027.json").breaks
    assert from_csv.year == 2027


@pytest.mark.parametrize(
    "text",
    [
        '{"year": 2027, "days": []}',
        '{"year": 2027}',
        "{",
        "date,kind,name\n",
        "date,kind,name\n2027-01-01,maybe,元旦\n",
        "date,kind,name\n2027-13-01,休,元旦\n",
        "day,kind\n2027-01-01,休\n",
        "",
    ],
)
def test_what_is_no_arrangement_is_refused(text: str):
    with pytest.raises(DataError, match="读不出放假安排"):
        import_arrangement(text, "x")


def test_a_regional_arrangement_needs_its_title():
    with pytest.raises(DataError, match="地方安排须写明通知名称"):
        import_arrangement(JSON_2027, "x", region="640000")
    arrangement = import_arrangement(JSON_2027, "x", region="640000", title="通知", number="1号")
    assert arrangement.source == "通知（1号）"


CASES = """
[[case]]
id = "moves"
received = 2026-12-15
[[case]]
id = "stays"
received = 2026-11-02
[[case]]
id = "closed"
received = 2026-12-15
channel = "counter"
events = ["answered:2026-12-30"]
[[case]]
id = "extended"
received = 2026-12-01
events = ["extended:2026-12-20:5"]
[[case]]
id = "settled"
received = 2026-12-03
events = ["extended:2026-12-20:2"]
"""


def test_open_deadlines_that_move_are_listed():
    before = load_calendar()
    after = before.with_arrangements([import_arrangement(JSON_2027, "2027.json")])
    moves = find_moves(parse_cases(CASES, "cases.toml"), before, after)
    assert list(moves) == [
        Move("moves", date(2027, 1, 13), date(2027, 1, 13), True, False),  # noqa: FBT003
        Move("extended", date(2027, 1, 6), date(2027, 1, 7), True, False),  # noqa: FBT003
        Move("settled", date(2027, 1, 5), date(2027, 1, 6), True, False),  # noqa: FBT003
    ]
    assert [move.settled for move in moves] == [True, False, False]


def test_faulty_cases_are_refused():
    for text in ("[", "[[case]]\nid = 'a'\n", "[[case]]\nid='a'\nreceived=2024-01-02\nx=1\n"):
        with pytest.raises(DataError):
            parse_cases(text, "x")
