"""The year in figures: charts, and beside each the table of the same figures; each opens its records."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.desk.tables import send_table
from gongkai.look.charts import draw_bars
from gongkai.look.words import say
from gongkai.requests.domain.statistics import Year, count_year
from gongkai.requests.models import ApplicantClass
from gongkai.requests.rules import demand
from gongkai.statute.outcomes import load_outcomes

WORDS = {
    "received": say("本年收到", "received this year"),
    "replied": say("本年答复（不含撤回）", "replied (without withdrawn)"),
    "in_time": say("其中按期答复", "of them in time"),
    "late": say("其中逾期答复", "of them late"),
    "withdrawn": say("本年撤回", "withdrawn this year"),
    "carried_in": say("上年结转", "carried in"),
    "carried_out": say("结转下年（或至今在办）", "carried out, or still open"),
}


def read_year(visit: Visit) -> int:
    """Return the year asked for, this year where none is."""
    text = visit.http.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text[:5]) <= 2100 else today().year


@desk
def statistics(visit: Visit) -> HttpResponse:
    """Show an organ's year."""
    demand(visit.actor, "statistics", visit.organ)
    year = count_year(visit.organ, read_year(visit))
    months = [str(month) for month in range(1, 13)]
    received, replied = (
        str(say("每月收到（件）", "Received by month")),
        str(say("每月答复（件，不含撤回）", "Replied by month, without withdrawn")),
    )
    rows = zip(months, year.received_by_month, year.replied_by_month, strict=True)
    return visit.render(
        "statistics",
        year=year,
        figures=[(name, words, year.figures[name]) for name, words in WORDS.items()],
        months=[(f"{year.year}-{int(month):02d}", *numbers) for month, *numbers in rows],
        received=draw_bars(received, list(zip(months, year.received_by_month, strict=True))),
        replied=draw_bars(replied, list(zip(months, year.replied_by_month, strict=True))),
        grouped=draw_bars(
            str(say("按表三的六类（件）", "By the six headings of table 3")), sum_groups(year)
        ),
        outcomes=tell_outcomes(year),
        kinds=draw_bars(
            str(say("按表三的六列（件）", "By the six columns of table 3")),
            [(str(ApplicantClass(key).label), number) for key, number in year.by_class],
        ),
        classes=[(key, ApplicantClass(key).label, number) for key, number in year.by_class],
        years=range(today().year, today().year - 5, -1),
    )


def sum_groups(year: Year) -> list[tuple[str, int]]:
    """Return the replies under each of the six headings of table 3."""
    leaves = load_outcomes()
    # A leaf's name begins with that of its heading: refused.state_secret.
    words = {
        leaf.group: str(say(leaf.group, key.partition(".")[0].replace("_", " ")))
        for key, leaf in leaves.items()
    }
    sums = dict.fromkeys(words, 0)
    for key, number in year.by_outcome:
        sums[leaves[key].group] += number
    return [(words[group], number) for group, number in sums.items()]


def tell_outcomes(year: Year) -> list[tuple[str, str, str, int]]:
    """Return the outcomes that occur: leaf, row of table 3, words, number."""
    leaves = load_outcomes()
    return [
        (leaf, leaves[leaf].row, str(say(leaves[leaf].label, leaves[leaf].label_en)), number)
        for leaf, number in year.by_outcome
    ]


@desk
def export_statistics(visit: Visit, kind: str) -> HttpResponse:
    """Return the figures of a year as CSV or XLSX."""
    demand(visit.actor, "statistics", visit.organ)
    year = count_year(visit.organ, read_year(visit))
    heads = (say("口径", "Definition"), say("项目", "Item"), say("件数", "Number"))
    ending = "csv" if kind == "csv" else "xlsx"
    name = f"statistics-{visit.organ.code}-{year.year}.{ending}"
    return send_table(name, heads, _tell(year))


def _tell(year: Year) -> Iterator[tuple[str, str, int]]:
    whole = str(year.year)
    for name, words in WORDS.items():
        yield str(words), whole, year.figures[name]
    yield str(say("答复所用工作日合计", "working days of all replies")), whole, year.days
    for name, numbers in (("received", year.received_by_month), ("replied", year.replied_by_month)):
        for month, number in enumerate(numbers, start=1):
            yield str(WORDS[name]), f"{whole}-{month:02d}", number
    for _, row, words, number in tell_outcomes(year):
        yield row, words, number
    for key, number in year.by_class:
        yield str(WORDS["received"]), str(ApplicantClass(key).label), number
