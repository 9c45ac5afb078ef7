"""The year in figures: each opens just the records it counts."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db.transaction import atomic, set_rollback
from django.test import override_settings
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.demonstration.office import MAIN, fill_office, open_office
from gongkai.requests.domain.statistics import FIGURES, choose_figure, count_year
from gongkai.requests.models import Request

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A year of invented cases, filled in once: the transaction of each test is a part of this one."""
    with django_db_blocker.unblock(), override_settings(TODAY=TODAY), atomic():
        open_office()
        list(fill_office(300, today=TODAY))
        yield
        set_rollback(True)


@pytest.fixture
def browser(filled, db, settings, make_actor, sign_in):
    """A reader of figures in an office with a year of invented cases."""
    settings.TODAY = TODAY
    return sign_in(make_actor(Organ.objects.get(code=MAIN), Role.OFFICE_HEAD, username="reader"))


def count_rows(browser, address):
    """Return how many requests a list holds, as its export has them."""
    query = address.partition("?")[2].replace("&amp;", "&")
    text = browser.get(f"{reverse('desk:export', args=['csv'])}?{query}").content.decode(
        "utf-8-sig"
    )
    return len(list(csv.reader(StringIO(text)))) - 1


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_figure_opens_the_records_that_it_counts(browser, year):
    page = browser.get(reverse("desk:statistics"), {"year": year}).content.decode()
    links = re.findall(r'<a href="(/desk/\?figure=[^"]+)">([\d,]+)</a>', page)
    assert len(links) > 20
    assert {a: count_rows(browser, a) for a, _ in links} == {
        a: int(n.replace(",", "")) for a, n in links
    }
    assert {re.search(r"figure=(\w+)", address)[1] for address, _ in links} == set(FIGURES)


def test_the_figures_of_two_years_fit_together(browser):
    organ = Organ.objects.get(code=MAIN)
    before, year = count_year(organ, 2025), count_year(organ, 2026)
    assert before.figures["carried_out"] == year.figures["carried_in"]
    for each in (before, year):
        figures = each.figures
        ended = figures["replied"] + figures["withdrawn"]
        assert figures["carried_in"] + figures["received"] == ended + figures["carried_out"]
        assert figures["in_time"] + figures["late"] == figures["replied"]
        assert (
            sum(each.received_by_month) == sum(n for _, n in each.by_class) == figures["received"]
        )
        assert (
            sum(each.replied_by_month) == sum(n for _, n in each.by_outcome) == figures["replied"]
        )
    assert [flaw for flaw in verify() if isinstance(flaw, Flaw)] == []


@pytest.mark.parametrize("month", range(1, 13))
def test_months_make_up_the_year(browser, month):
    organ = Organ.objects.get(code=MAIN)
    found = Request.objects.filter(choose_figure("received", 2025, month), organ=organ).count()
    assert found == count_year(organ, 2025).received_by_month[month - 1]


def test_workbook_and_csv_hold_the_same(browser):
    book = browser.get(reverse("desk:export-statistics", args=["xlsx"]), {"year": 2025})
    text = browser.get(reverse("desk:export-statistics", args=["csv"]), {"year": 2025})
    rows = [
        [str(cell) for cell in row] for row in load_workbook(BytesIO(book.content)).active.values
    ]
    assert rows == list(csv.reader(StringIO(text.content.decode("utf-8-sig"))))
    assert rows[1][0] == "本年收到"


@pytest.mark.parametrize(
    "query", ["figure=x", "figure=received&period=abc", "figure=late&period=2025-13", "figure=late&period=0000",
              "figure=received&period=\0", "figure=received&period=99999", "figure=received&period=１２３４"]
)  # fmt: skip
def test_no_query_breaks_the_list(browser, query):
    assert browser.get(f"{reverse('desk:work')}?{query}").status_code == 200
