"""The year in figures. Each figure has one condition: the count and the list behind it share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from gongkai.core.organs.models import Organ
from gongkai.requests.models import ApplicantClass, Request
from gongkai.statute.outcomes import load_outcomes


def _replied(first: date, last: date) -> Q:
    return Q(closed__range=(first, last), withdrawn=False)


def _open_on(day: date) -> Q:
    """Return the condition that a request was received before a day and not closed before it."""
    return Q(received__lt=day) & (Q(closed__isnull=True) | Q(closed__gte=day))


FIGURES: Mapping[str, Callable[[date, date], Q]] = {
    "received": lambda first, last: Q(received__range=(first, last)),
    "replied": _replied,
    "in_time": lambda first, last: _replied(first, last) & Q(late=False),
    "late": lambda first, last: _replied(first, last) & Q(late=True),
    # Withdrawn before it counted as received, a request is in no column of table 3.
    "withdrawn": lambda first, last: Q(
        closed__range=(first, last), withdrawn=True, received__isnull=False
    ),
    "carried_in": lambda first, _: _open_on(first),
    "carried_out": lambda _, last: _open_on(last + timedelta(1)),
}


def choose_figure(name: str, year: int, month: int | None = None) -> Q:
    """Return the condition of a figure in a year, or in one month of it. KeyError for no such figure."""
    first, last = date(year, month or 1, 1), date(year, month or 12, 31 if month is None else 28)
    if month is not None:
        last = (last + timedelta(4)).replace(day=1) - timedelta(1)
    return FIGURES[name](first, last)


@dataclass(frozen=True, slots=True)
class Year:
    """An organ's requests of one year. `figures` holds the number of each of FIGURES; `days` working days."""

    organ: Organ
    year: int
    figures: Mapping[str, int]
    days: int
    received_by_month: tuple[int, ...]
    replied_by_month: tuple[int, ...]
    by_outcome: tuple[tuple[str, int], ...]
    by_class: tuple[tuple[str, int], ...]

    @property
    def average(self) -> str:
        """Working days a reply took, to a tenth; a dash where there was none."""
        return f"{self.days / self.figures['replied']:.1f}" if self.figures["replied"] else "—"


def count_year(organ: Organ, year: int) -> Year:
    """Return the figures of a year, in five queries. What was withdrawn is received, and not replied."""
    mine = Request.objects.filter(organ=organ)
    received, replied = (mine.filter(choose_figure(name, year)) for name in ("received", "replied"))
    outcomes = dict(replied.values_list("outcome").annotate(Count("pk")).order_by())
    classes = dict(received.values_list("applicant_class").annotate(Count("pk")).order_by())
    counted = mine.aggregate(
        days=Sum("working_days", filter=choose_figure("replied", year)),
        **{f"of_{name}": Count("pk", filter=choose_figure(name, year)) for name in FIGURES},
    )
    return Year(
        organ=organ,
        year=year,
        figures={name: counted[f"of_{name}"] for name in FIGURES},
        days=counted["days"] or 0,
        received_by_month=_by_month(received, "received"),
        replied_by_month=_by_month(replied, "closed"),
        by_outcome=tuple((leaf, outcomes[leaf]) for leaf in load_outcomes() if leaf in outcomes),
        by_class=tuple((each, classes.get(each, 0)) for each in ApplicantClass.values),
    )


def _by_month(requests: QuerySet[Request], column: str) -> tuple[int, ...]:
    counted = dict(
        requests.annotate(month=ExtractMonth(column))
        .values_list("month")
        .annotate(Count("pk"))
        .order_by()
    )
    return tuple(counted.get(month, 0) for month in range(1, 13))
