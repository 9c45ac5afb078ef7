"""A citizen's own requests, the deadlines of anybody's dates, and the example report."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.core.organs.models import Person
from gongkai.portal.checking import EXAMPLE
from gongkai.requests.models import Receipt
from tests.portal.test_pages import ASK, FORM
from tests.requests.conftest import filed, office

__all__ = ["filed", "office"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EXAMPLES = Path(__file__).parents[2] / "examples"


def sign_in(name):
    client = Client()
    client.force_login(Person.objects.create_user(name, name=name), backend=BACKEND)
    return client


def test_a_signed_in_citizen_opens_their_own_request_without_its_secret(office):
    client, other = sign_in("wang"), sign_in("li")
    client.post(ASK, {**FORM, "confirm": "1", "key": "k"})
    case = Receipt.objects.get().case
    address = reverse("portal:open-mine", args=[case.pk])
    assert "2026-0001" in client.get(reverse("portal:mine")).content.decode()
    assert "2026-0001" in client.post(address, follow=True).content.decode()
    assert "2026-0001" not in other.get(reverse("portal:mine")).content.decode()
    assert (other.post(address).status_code, client.get(address).status_code) == (404, 405)
    for path in (reverse("portal:mine"), address):
        assert "/account/login" in Client().post(path).headers["Location"]


def test_what_was_filed_without_signing_in_is_nobody_s(office, filed):
    client = sign_in("wang")
    assert filed.number not in client.get(reverse("portal:mine")).content.decode()
    assert client.post(reverse("portal:open-mine", args=[filed.case.pk])).status_code == 404


def ask(client, **query):
    response = client.get(reverse("portal:deadline"), {"channel": "counter", **query})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    ("query", "due"),
    [
        ({"received": "2024-09-25"}, "10 月 28 日"),
        ({"received": "2024-09-25", "supplement_sent": "2024-10-08", "supplement_until": "2024-10-20",
          "supplement_received": "2024-10-15"}, "11 月 12 日"),
        ({"received": "2024-09-25", "extended": "2024-10-20", "days": "5"}, "11 月 4 日"),
    ],
)  # fmt: skip
def test_a_deadline_is_that_of_the_law(client, db, query, due):
    status, page = ask(client, **query)
    assert (status, f"<strong>{due}</strong>" in page) == (200, True)


@pytest.mark.parametrize(
    "query",
    [
        {"received": ""}, {"received": "2024-02-30"}, {"received": "0001-01-01"}, {"received": "9999-12-31"},
        {"received": "2024-09-25", "channel": "pigeon"}, {"received": "2024-09-25", "days": "5"},
        {"received": "2024-09-25", "extended": "2024-10-20", "days": "21"},
        {"received": "2024-09-25", "supplement_received": "2024-10-08"},
        {"received": "2024-09-25", "supplement_sent": "2024-09-01", "supplement_until": "2024-10-01"},
        {"received": "\0"}, {"received": "<script>"},
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_told(client, db, query):
    status, page = ask(client, **query)
    assert (status, "error-summary" in page, "<script>" in page) == (400, True, False)


def test_the_example_is_checked_and_is_the_one_of_the_repository(client, db):
    page = client.post(reverse("portal:check-example")).content.decode()
    assert "审核审核" in page
    assert client.get(reverse("portal:check-example")).status_code == 405
    from importlib import resources

    folder = resources.files("gongkai.portal") / "example"
    assert {name: (folder / name).read_bytes() for name in EXAMPLE} == {
        name: (EXAMPLES / name).read_bytes() for name in EXAMPLE
    }
