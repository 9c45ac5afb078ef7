"""Taking the next number."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from gongkai.core.numbering.models import Series
from gongkai.core.organs.models import Organ


def peek_number(organ: Organ, kind: str, year: int) -> int:
    """Return the number that would be taken next, for a preview: it may be another's by then."""
    series = Series.objects.filter(organ=organ, kind=kind, year=year).first()
    return 1 if series is None else series.last + 1


def take_number(organ: Organ, kind: str, year: int) -> int:
    """Return the next number of a series, from 1.

    It belongs to the caller's transaction: one rolled back gives its number back, so that a series
    has no gap.
    """
    with transaction.atomic():
        series, _ = Series.objects.get_or_create(organ=organ, kind=kind, year=year)
        Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
        series.refresh_from_db(fields=["last"])
        return series.last


def keep_number(organ: Organ, kind: str, year: int, number: int) -> None:
    """Keep a number given elsewhere out of what the series will give: it goes on after it."""
    with transaction.atomic():
        series, _ = Series.objects.get_or_create(organ=organ, kind=kind, year=year)
        Series.objects.filter(pk=series.pk, last__lt=number).update(last=number)
