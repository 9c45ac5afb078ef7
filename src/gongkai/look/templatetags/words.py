"""`{% say "中文" "English" %}` and the filters by which pages speak."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.look import words

register = template.Library()


@register.simple_tag
def say(chinese: str, english: str, **values: Any) -> SafeString:
    """Say something; `{name}` in it is filled from the values given, escaped."""
    text = (words.speaks_english() and english) or chinese
    filled = text.format(**{key: conditional_escape(value) for key, value in values.items()})
    return mark_safe(filled)  # noqa: S308  (the words are the template's own, the values escaped)


@register.filter
def speak(remark: Any) -> str:
    """Say a remark, an error, a kind: whatever has `chinese` and `english`."""
    return words.speak(remark) if hasattr(remark, "chinese") else str(remark)


@register.filter
def day(value: date | None) -> str:
    """Say a day with its year."""
    return "" if value is None else words.tell_day(value)


@register.filter
def short_day(value: date | None) -> str:
    """Say a day without its year."""
    return "" if value is None else words.tell_day(value, year=False)


@register.filter
def moment(value: datetime | None) -> str:
    """Say a moment, to the minute."""
    return "" if value is None else words.tell_moment(value)


@register.filter
def count(value: int | None) -> str:
    """Say a number with its thousands apart."""
    return "" if value is None else f"{value:,}"


@register.filter
def article(reference: Any) -> str:
    """Say an article."""
    return "" if reference is None else words.speak(reference)
