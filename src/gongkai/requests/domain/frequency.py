"""How often an applicant asks: the ordinal in a month for a fee, the evidence of excess (arts. 35, 42)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from gongkai.requests.models import Request

YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Frequency:
    """Requests of one applicant to one organ, counted by the day of receipt, this one included.

    `ordinal` is the place of this request among those of its calendar month, fixed by when it was
    received: what comes later does not move it.
    """

    day: date
    ordinal: int
    month: int
    year: int

    @property
    def chinese(self) -> str:
        """The figures as a notice states them."""
        return (
            f"自{self.day - YEAR}至{self.day}，申请人向本机关提出政府信息公开申请{self.year}件；"
            f"{self.day.year}年{self.day.month}月{self.month}件，本件为当月第{self.ordinal}件。"
        )


def count_frequency(request: Request) -> Frequency | None:
    """Return how often the applicant of a request asked; None before receipt or for an unknown one."""
    received = request.received
    if received is None or not request.applicant_index:
        return None
    month = Q(received__year=received.year, received__month=received.month)
    before = Q(received__lt=received) | Q(received=received, number__lte=request.number)
    counted = Request.objects.filter(
        organ=request.organ_id, applicant_index=request.applicant_index
    ).aggregate(
        ordinal=Count("pk", filter=month & before),
        month=Count("pk", filter=month),
        year=Count("pk", filter=Q(received__gt=received - YEAR, received__lte=received)),
    )
    return Frequency(received, **counted)
