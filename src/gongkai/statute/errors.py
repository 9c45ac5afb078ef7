"""What the law says no to: errors with one line of Chinese and one of English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.statute.references import Reference


class StatuteError(Exception):
    """Something that cannot be answered or loaded, said in Chinese and in English.

    `reference` is the article on which the refusal rests, where there is one.
    """

    def __init__(self, chinese: str, english: str, reference: Reference | None = None) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english
        self.reference = reference

    def __str__(self) -> str:
        cited = "" if self.reference is None else f"（{self.reference.chinese}）"
        cited_en = "" if self.reference is None else f" ({self.reference.english})"
        return f"{self.chinese}{cited} / {self.english}{cited_en}"


class DataError(StatuteError):
    """A data file that may not be loaded: an unknown key, no reference, dates that overlap."""


class UnknownInstrument(StatuteError):
    """A reference to an instrument that is not in the register."""


class IllegalHistory(StatuteError):
    """Events that the law does not allow in this order; `reference` says which article."""


class InvalidQuestion(StatuteError):
    """A question that has no answer: a negative count, an unknown channel, a date out of range."""
