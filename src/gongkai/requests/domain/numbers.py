"""Document numbers: one series a kind of letter and year (清政服公补〔2026〕3号)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gongkai.core.numbering.series import peek_number, take_number
from gongkai.core.organs.models import Organ

Choose = Callable[[Organ, str, int], int]

REPLIES = "公复"
TOLD = "公告"  # what is not processed, or closed, is told and not answered
# The words of a series are an organ's custom, and no rule of law.
SERIES = {
    "receipt": "公收",
    "supplement": "公补",
    "reasons": "公理",
    "extension": "公延",
    "deferral": "公迟",
    "third_party": "公征",
    "co_maker": "公征",
    "consultation_notice": "公征告",
    "third_party_told": "公征告",
    "organ_consulted": "公函",
    "fee": "公费",
    "withdrawal": "公撤",
    "not_processed": TOLD,
    "closed": TOLD,
}


def take_document_number(organ: Organ, letter: str, day: date) -> str:
    """Return the next number for a letter of a kind; it belongs to the caller's transaction."""
    return _write(organ, letter, day, take_number)


def peek_document_number(organ: Organ, letter: str, day: date) -> str:
    """Return the number that a letter would get now, for a preview."""
    return _write(organ, letter, day, peek_number)


def _write(organ: Organ, letter: str, day: date, choose: Choose) -> str:
    series = SERIES.get(letter, REPLIES)
    ordinal = choose(organ, f"document:{series}", day.year)
    return f"{organ.short_name}{series}〔{day.year}〕{ordinal}号"
