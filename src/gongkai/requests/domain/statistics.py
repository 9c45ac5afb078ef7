"""The year in figures: by month, outcome and kind of applicant; every figure with its condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from gongkai.core.organs.models import Organ
from gongkai.requests.models import ApplicantClass, Request
from gongkai.statute.outcomes import load_outcomes


@dataclass(frozen=True, slots=True)
class Year:
    """An organ's requests of one year."""

    organ: Organ
    year: int
    received_by_month: tuple[int, ...]
    replied_by_month: tuple[int, ...]
    by_outcome: tuple[tuple[str, int], ...]
    by_class: tuple[tuple[str, int], ...]
    in_time: int
    replied: int
    days: int
    carried_in: int
    carried_out: int

    @property
    def received(self) -> int:
        """Requests received in the year."""
        return sum(self.received_by_month)


def count_year(organ: Organ, year: int) -> Year:
    """Return the figures of a year. Withdrawn requests are among the received, not the replied."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    mine = Request.objects.filter(organ=organ)
    received, replied = (
        mine.filter(received__range=(first, last)),
        mine.filter(closed__range=(first, last), withdrawn=False),
    )
    outcomes = dict(replied.values_list("outcome").annotate(Count("pk")).order_by())
    classes = dict(received.values_list("applicant_class").annotate(Count("pk")).order_by())
    sums = replied.aggregate(
        all=Count("pk"), in_time=Count("pk", filter=Q(late=False)), days=Sum("working_days")
    )
    carried = mine.aggregate(
        into=Count("pk", filter=Q(received__lt=first) & _open_after(first)),
        out=Count("pk", filter=Q(received__lte=last) & _open_after(date(year + 1, 1, 1))),
    )
    return Year(
        organ=organ,
        year=year,
        received_by_month=_by_month(received, "received"),
        replied_by_month=_by_month(replied, "closed"),
        by_outcome=tuple((leaf, outcomes[leaf]) for leaf in load_outcomes() if leaf in outcomes),
        by_class=tuple((each, classes.get(each, 0)) for each in ApplicantClass.values),
        in_time=sums["in_time"],
        replied=sums["all"],
        days=sums["days"] or 0,
        carried_in=carried["into"],
        carried_out=carried["out"],
    )


def _open_after(day: date) -> Q:
    return Q(closed__isnull=True) | Q(closed__gte=day)


def _by_month(requests: QuerySet[Request], column: str) -> tuple[int, ...]:
    counted = dict(
        requests.annotate(month=ExtractMonth(column))
        .values_list("month")
        .annotate(Count("pk"))
        .order_by()
    )
    return tuple(counted.get(month, 0) for month in range(1, 13))
