"""Text from a stranger's file made safe for a spreadsheet: no formula, no control character."""

from __future__ import annotations

import re

from gongkai.annual.corpus.columns import Value
from gongkai.annual.writers.printable import make_printable

# A spreadsheet takes a cell that begins so for a formula; full-width signs are typed by Chinese
# keyboards and taken likewise. A lone sign (the dash of an empty cell) and a signed number are
# neither.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(r"\s*[-+－＋]*\s*(?:\d[\d,.]*\s*%?)?\s*")
EXCEL_TEXT = 32_767


def begins_formula(text: str) -> bool:
    """Tell whether a spreadsheet would calculate this text."""
    return bool(_FORMULA.match(text)) and not _HARMLESS.fullmatch(text)


def guard_text(value: Value) -> Value:
    """Return a value for CSV: with an apostrophe in front of what would be a formula."""
    if not isinstance(value, str):
        return value
    text = make_printable(value)
    return "'" + text if begins_formula(text) else text
