"""One printed value, as a cell."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.annual.forms import Column
from gongkai.annual.model import Cell, Number, Place, State

_NUMBER = re.compile(
    r"(?P<sign>[增减+\-−]?)\s*(?P<digits>\d[\d,，]*(?:\.\d+)?|\.\d+)\s*(?P<unit>万元|元|件|条|份|个|项|宗|起)?"
    r"\s*(?P<note>[（(].{1,60}[)）])?",
    re.ASCII,
)
_TENTHOUSAND = Decimal(10000)


def parse_number(digits: str) -> Number:
    """Return an int, or a Decimal where a fraction is printed."""
    plain = digits.replace(",", "").replace("，", "")
    return Decimal(plain) if "." in plain else int(plain)


def read_value(raw: str, column: Column, place: Place | None) -> Cell:
    """Read what is printed in one cell. Blank, `/`, `—` and 0 stay apart; words are kept as words."""
    text = raw.strip()
    if not text:
        return Cell(State.BLANK, raw=raw, place=place, why="单元格空白")
    if re.fullmatch(r"/+|\\", text):
        return Cell(State.SLASH, raw=raw, place=place, why="单元格填的是“/”")
    if re.fullmatch(r"[-—–―─一－]{1,4}", text):
        return Cell(State.DASH, raw=raw, place=place, why="单元格填的是“—”")
    # One digit per element, as Word's HTML has it, may leave spaces between the digits of one number.
    match = _NUMBER.fullmatch(re.sub(r"(?<=\d) (?=\d)", "", text))
    if match is None or len(match["digits"]) > 20:
        return Cell(State.TEXT, raw=raw, place=place, why=f"单元格里是文字“{text[:20]}”，不是数字")
    value = parse_number(match["digits"])
    if match["sign"] in {"-", "−", "减"}:
        value = -value
    note = (match["note"] or "").strip("（）()")
    if column.unit == "万元" and match["unit"] == "元":
        value = Decimal(value) / _TENTHOUSAND
        note = note or "原文以元为单位，已折算为万元"
    return Cell(State.NUMBER, value=value, raw=raw, place=place, note=note)
