"""Pages of the desk: what they say, what they keep, what they cost; and strange things typed into them."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.core.audit.models import Access
from gongkai.core.caselog.models import Event
from gongkai.desk.tables import defuse
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import Content, file_request
from gongkai.requests.models import Request
from tests.requests.conftest import TODAY, WANG
from tests.requests.domain.test_intake import CONTENT

pytest_plugins: list[str] = []
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\u202e反向",
    "x" * 5000,
    "{{ 7*7 }}",
    "=cmd|' /C calc'!A0",
    "😀",
]


@pytest.fixture
def office(organ, make_actor, settings):
    settings.TODAY = TODAY
    roles = [
        "registrar",
        "handler",
        "legal_reviewer",
        "secrecy_reviewer",
        "office_head",
        "leader",
        "auditor",
    ]
    return {role: make_actor(organ, role, username=role) for role in roles}


@pytest.fixture
def sign_in(client, office):
    def enter(role):
        client.force_login(office[role].person, BACKEND)
        return client

    return enter


@pytest.fixture
def filed(organ, office):
    return file_request(organ=organ, applicant=WANG, content=CONTENT)


def test_an_empty_list_says_what_would_fill_it(sign_in):
    text = sign_in("registrar").get("/desk/").content.decode()
    assert "这里没有申请" in text
    assert "登记新收到的申请" in text


@pytest.mark.parametrize("many", [3, 30])
def test_a_list_costs_the_same_whatever_its_size(
    organ, sign_in, many, django_assert_max_num_queries
):
    for _ in range(many):
        file_request(organ=organ, applicant=WANG, content=CONTENT)
    client = sign_in("registrar")
    client.get("/desk/")
    with django_assert_max_num_queries(12):
        client.get("/desk/?view=all")


def test_a_case_costs_the_same_however_long_its_story(
    sign_in, filed, office, django_assert_max_num_queries
):
    for number in range(1, 9):
        act(
            filed.case.pk,
            "noted",
            actor=office["handler"],
            seen=number,
            body={"text": f"第{number}次"},
        )
    client = sign_in("handler")
    with django_assert_max_num_queries(16):
        client.get(reverse("desk:case", args=[filed.case.pk]))


def test_what_was_typed_is_kept_when_somebody_else_was_first(sign_in, filed, office):
    client, address = sign_in("handler"), reverse("desk:act", args=[filed.case.pk, "noted"])
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    response = client.post(address, {"seen": 1, "day": TODAY.isoformat(), "text": "我写了很多"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "我写了很多" in text
    assert "与申请人确认收到" in text
    assert Event.objects.filter(case=filed.case).count() == 2


@pytest.mark.parametrize(
    "day", ["", "2026-02-30", "tomorrow", (TODAY + timedelta(1)).isoformat(), "9" * 50]
)
def test_a_day_that_cannot_be_is_refused_at_its_field(sign_in, filed, day):
    client, address = sign_in("handler"), reverse("desk:act", args=[filed.case.pk, "noted"])
    response = client.post(address, {"seen": 1, "day": day, "text": "x"})
    assert response.status_code == 400
    assert 'href="#id_day"' in response.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words(sign_in, filed, text):
    client, address = sign_in("handler"), reverse("desk:act", args=[filed.case.pk, "noted"])
    response = client.post(address, {"seen": 1, "day": TODAY.isoformat(), "text": text})
    assert response.status_code in {302, 400}
    page = client.get(reverse("desk:case", args=[filed.case.pk])).content.decode()
    assert "<script>alert" not in page
    assert "49" not in page.split("№")[0][-40:]


@pytest.mark.parametrize("query", ["sort=-;DROP", "page=999999", "page=x", "received=9999-99", "q=" + "%" * 300,
                                   "view=nothing", "outcome=%00", "year=0", "closed=2026-13", "received=2-02-01",
                                   "closed=0000-00", "received=-------", "q=%00", "year=99999999999"])  # fmt: skip
def test_a_strange_query_is_survived(sign_in, filed, query):
    assert sign_in("registrar").get(f"/desk/?{query}").status_code == 200


@pytest.mark.parametrize(
    "data", [{}, {"handler": "x", "case": "y"}, {"handler": "9" * 40, "case": ["z"] * 900}]
)
def test_a_strange_bulk_assignment_assigns_nothing(sign_in, filed, data):
    assert sign_in("registrar").post("/desk/assign/", data).status_code == 302
    assert Request.objects.get().handler is None


def test_bulk_assignment(sign_in, filed, office):
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    client = sign_in("registrar")
    client.post(
        "/desk/assign/", {"handler": office["handler"].person.pk, "case": [str(filed.case.pk)]}
    )
    assert Request.objects.get().handler == office["handler"].person


def test_exports_hold_the_list_and_nothing_personal(organ, sign_in, office):
    file_request(organ=organ, applicant=WANG, content=Content("x", "=1+1"))
    client = sign_in("registrar")
    text = client.get("/desk/export.csv?view=all").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert (rows[0][1:3], rows[1][1:3]) == (["编号", "事项"], ["2026-0001", "'=1+1"])
    assert "王小明" not in text
    book = load_workbook(BytesIO(client.get("/desk/export.xlsx?view=all").content))
    assert [cell.value for cell in book.active[2]][1:3] == ["2026-0001", "'=1+1"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_formula_is_defused(text):
    assert defuse(text) == f"'{text}"


def test_chosen_columns_are_remembered(sign_in, filed):
    client = sign_in("registrar")
    client.post(
        "/desk/columns/", {"column": ["number", "channel", "nothing"], "back": "//evil.example"}
    )
    page = client.get("/desk/?view=all").content.decode()
    assert "渠道" in page.split("<tbody>")[0]
    assert "承办人</" not in page.split("<thead>")[1].split("</thead>")[0]


def test_the_calendar_opens_by_its_address(client, sign_in, filed, office):
    from gongkai.requests.domain.calendar_feed import find_feed

    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    person = office["registrar"].person
    address = f"/desk/calendar/{find_feed(person, filed.case.organ)}.ics"
    text = client.get(address).content.decode()
    assert "DTSTART;VALUE=DATE:20260330" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "王小明" not in text
    assert client.get("/desk/calendar/forged.ics").status_code == 404


def test_figures_open_their_records(sign_in, filed, office):
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    client = sign_in("auditor")
    assert (
        "figure=received&amp;period=2026-03"
        in client.get("/desk/statistics/?year=2026").content.decode()
    )
    page = client.get("/desk/?figure=received&period=2026-03").content.decode()
    assert "2026-0001" in page


def test_particulars_are_shown_once_with_a_reason(sign_in, filed):
    client, address = sign_in("handler"), reverse("desk:particulars", args=[filed.case.pk])
    assert client.post(address, {"why": " "}).status_code == 302
    response = client.post(address, {"why": "电话联系"})
    assert "王小明" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "王小明" not in client.get(reverse("desk:case", args=[filed.case.pk])).content.decode()


@pytest.mark.parametrize(("role", "found"), [("registrar", 1), ("auditor", 0)])
def test_who_may_read_particulars_finds_by_applicant_and_the_read_is_noted(
    sign_in, filed, role, found
):
    page = sign_in(role).get("/desk/", {"q": WANG.id_number}).content.decode()
    assert page.count("/desk/case/") == found
    assert Access.objects.count() == found
    assert sign_in(role).get("/desk/", {"q": "监理合同"}).content.decode().count("/desk/case/") == 1
    assert Access.objects.count() == found
