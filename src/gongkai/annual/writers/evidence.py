"""What a finding compared, put into words: the sides' names, and values that may name cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, CellId
from gongkai.annual.writers.tables import TABLE_IDS
from gongkai.annual.writers.wording import Wording

_MOST = 8  # items of a list; the page's tables show them all


def say_compared(
    compared: Mapping[str, Any], report: AnnualReport, words: Wording
) -> list[tuple[str, str]]:
    """Return (side, value) in words; a side that has no word of its own keeps its key."""
    return [
        (_say_text(str(key), report, words) if "." in str(key) else words.side(str(key)), said)
        for key, value in compared.items()
        if (said := _say(value, report, words))
    ]


def _say(value: Any, report: AnnualReport, words: Wording) -> str:
    if isinstance(value, CellId):
        return _say_text(str(value), report, words)
    if isinstance(value, Mapping):
        pairs = (
            f"{_say(key, report, words)} {_say(item, report, words)}" for key, item in value.items()
        )
        return ("; " if words.english else "；").join(pairs)
    if isinstance(value, list | tuple):
        said = [_say(item, report, words) for item in value[:_MOST]]
        if len(value) > _MOST:
            said.append(words("findings.and_more", n=len(value)))
        return (", " if words.english else "、").join(said)
    return "" if value is None else _say_text(str(value), report, words)


def _say_text(text: str, report: AnnualReport, words: Wording) -> str:
    """Name the cell that a text is the address of ("table3.granted.total", "…=blank")."""
    address, equals, state = text.partition("=")
    table, _, rest = address.partition(".")
    row, _, column = rest.rpartition(".")
    id_ = CellId(table, row, column)
    if table not in TABLE_IDS or id_ not in report.cells:
        return text
    form = load_form(report.other_forms.get(table, report.form))
    return words.name_cell(form, id_) + (f" {words.state(state)}" if equals else "")
