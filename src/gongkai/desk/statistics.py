"""The year in figures: charts, and beside each the table of the same figures; each opens its records."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpResponse

from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.look.charts import draw_bars
from gongkai.look.words import say
from gongkai.requests.domain.statistics import Year, count_year
from gongkai.requests.models import ApplicantClass
from gongkai.requests.rules import demand
from gongkai.statute.outcomes import load_outcomes


def read_year(visit: Visit) -> int:
    """Return the year asked for, this year where none is."""
    text = visit.http.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else today().year


@desk
def statistics(visit: Visit) -> HttpResponse:
    """Show an organ's year."""
    demand(visit.actor, "statistics", visit.organ)
    year = count_year(visit.organ, read_year(visit))
    months = [f"{month}" for month in range(1, 13)]
    received, replied = (
        say("每月收到（件）", "Received by month"),
        say("每月答复（件）", "Replied by month"),
    )
    return visit.render(
        "statistics",
        year=year,
        months=[
            (month, f"{year.year}-{month:02d}", year.received_by_month[month - 1],
             year.replied_by_month[month - 1])
            for month in range(1, 13)
        ],
        received=draw_bars(str(received), list(zip(months, year.received_by_month, strict=True))),
        replied=draw_bars(str(replied), list(zip(months, year.replied_by_month, strict=True))),
        outcomes=tell_outcomes(year),
        classes=[(key, ApplicantClass(key).label, number) for key, number in year.by_class],
        years=range(today().year, today().year - 5, -1),
    )  # fmt: skip


def tell_outcomes(year: Year) -> list[tuple[str, str, str, int]]:
    """Return the outcomes that occur: leaf, row of table 3, words, number."""
    leaves = load_outcomes()
    return [
        (leaf, leaves[leaf].row, str(say(leaves[leaf].label, leaves[leaf].label_en)), number)
        for leaf, number in year.by_outcome
    ]


@desk
def export_statistics(visit: Visit) -> HttpResponse:
    """Return the figures of a year as CSV."""
    demand(visit.actor, "statistics", visit.organ)
    year = count_year(visit.organ, read_year(visit))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [str(say("口径", "Definition")), str(say("项目", "Item")), str(say("件数", "Number"))]
    )
    received, replied = str(say("收到", "received")), str(say("答复", "replied"))
    for month in range(12):
        writer.writerow([received, f"{year.year}-{month + 1:02d}", year.received_by_month[month]])
    for month in range(12):
        writer.writerow([replied, f"{year.year}-{month + 1:02d}", year.replied_by_month[month]])
    for _, row, words, number in tell_outcomes(year):
        writer.writerow([row, words, number])
    name = f"statistics-{visit.organ.code}-{year.year}.csv"
    return HttpResponse(
        ("\ufeff" + text.getvalue()).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
