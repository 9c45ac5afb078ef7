"""Words in both languages, resolved when they are shown (docs/decisions/0011)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language


class Bilingual(Protocol):
    """Anything said in Chinese and in English."""

    @property
    def chinese(self) -> str: ...

    @property
    def english(self) -> str: ...


def speaks_english() -> bool:
    """Whether the page is asked for in English."""
    return (get_language() or "").startswith("en")


def _say(chinese: str, english: str) -> str:
    return english if speaks_english() else chinese


say = lazy(_say, str)


def speak(remark: Bilingual) -> str:
    """Return a remark in the language of the page."""
    return remark.english if speaks_english() else remark.chinese


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def tell_day(day: date, *, year: bool = True) -> str:
    """Return a day as it is read: 2026年10月22日, 22 Oct 2026."""
    if speaks_english():
        return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"
    return f"{f'{day.year} 年 ' if year else ''}{day.month} 月 {day.day} 日"


def tell_moment(moment: datetime) -> str:
    """Return a moment in local time, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
