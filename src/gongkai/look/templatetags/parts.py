"""The parts pages are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from gongkai.look.charts import Chart
from gongkai.look.strip import Cell, Strip, tell_cell

register = template.Library()


@register.inclusion_tag("look/strip.html")
def clock_strip(strip: Strip, *, heading: str = "", note: str = "") -> dict[str, Any]:
    """Draw the strip of days with its due day, its legend, and the reason of each day."""
    return {"strip": strip, "heading": heading, "note": note}


@register.filter
def tell(cell: Cell) -> str:
    """Say a day of the strip."""
    return tell_cell(cell)


@register.inclusion_tag("look/chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """Draw a chart."""
    return {"chart": drawn}


@register.inclusion_tag("look/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Offer the other pages of a list, filters kept."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.inclusion_tag("look/badge.html")
def badge(role: str, words: str) -> dict[str, Any]:
    """Say a state in a word, with the colour of its role beside it."""
    return {"role": role, "words": words}


@register.inclusion_tag("look/empty.html")
def empty(words: str, hint: str = "") -> dict[str, Any]:
    """Say that there is nothing here, and what would bring something."""
    return {"words": words, "hint": hint}


@register.simple_tag(takes_context=True)
def sorted_by(context: dict[str, Any], key: str) -> str:
    """Return the address of the same list sorted by a column, or the other way round."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{key}" if query.get("sort") == key else key
    return f"?{query.urlencode()}"


@register.filter
def is_past(day: date | None, today: date) -> bool:
    """Whether a day is over."""
    return day is not None and day < today
