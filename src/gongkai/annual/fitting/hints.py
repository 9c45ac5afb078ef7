"""Figures of table 2 that the prose states, for cuts that no identity can settle."""

from __future__ import annotations

import re

from gongkai.annual.model import CellId

_DOCUMENTS = "(?:行政)?规范性文件"
_PATTERNS = {
    "issued": (
        rf"(?:本年度?|新|全年)?(?:制发|制定|新制定|出台)(?:的)?{_DOCUMENTS}(\d+)[件份部]",
        rf"{_DOCUMENTS}[^。；\d]{{0,12}}?(?:制发|制定)[^。；，\d]{{0,6}}?(\d+)[件份部]",
        rf"本年度?(?:新)?制发的{_DOCUMENTS}(\d+)[件份部]",
    ),
    "repealed": (
        rf"废止{_DOCUMENTS}(\d+)[件份部]",
        rf"{_DOCUMENTS}[^。；]{{0,20}}?废止(\d+)[件份部]",
    ),
    "in_force": (
        rf"现行有效(?:的)?{_DOCUMENTS}(\d+)[件份部]",
        rf"{_DOCUMENTS}[^。；]{{0,30}}?现行有效(\d+)[件份部]",
    ),
}


def find_hints(prose: str) -> dict[CellId, int]:
    """Return the counts of normative documents that the prose states without contradicting itself."""
    text = re.sub(r"\s", "", prose)
    hints: dict[CellId, int] = {}
    for column, patterns in _PATTERNS.items():
        values = {int(value) for pattern in patterns for value in re.findall(pattern, text)}
        if len(values) == 1:
            hints[CellId("table2", "normative_documents", column)] = values.pop()
    return hints
