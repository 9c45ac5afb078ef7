"""Every address of the desk by everybody: own role, foreign organ, stranger, nobody. A new address needs a row."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.core.organs.roles import Role
from gongkai.desk.urls import urlpatterns
from gongkai.remedies.domain.handling import open_remedy
from gongkai.remedies.process.kinds import Remedy
from gongkai.requests.domain.intake import file_request
from tests.requests.conftest import TODAY, WANG
from tests.requests.domain.test_intake import CONTENT

WORKING = {"registrar", "handler", "legal_reviewer", "secrecy_reviewer", "office_head", "leader"}
READING = {*WORKING, "auditor"}
KEEPERS = {"registrar", "legal_reviewer", "office_head"}
EVERYBODY = {role.value for role in Role}
# Who is let in (200 or sent on); everybody else is refused with 403.
GET = {
    "work": READING, "register": {"registrar"}, "case": READING, "act": WORKING, "letter": WORKING, "reply": WORKING,
    "templates": {"office_head"}, "template": {"office_head"}, "statistics": READING, "export": READING,
    "export-statistics": READING, "supervision": {"supervisor"}, "supervised": READING, "audit": {"auditor"},
    "export-audit": {"auditor"}, "people": {"administrator"},
    "remedies": READING - {"secrecy_reviewer"}, "remedy-open": KEEPERS, "table4": READING - {"secrecy_reviewer"},
    "remedy": READING - {"secrecy_reviewer"}, "organ": EVERYBODY,
}  # fmt: skip
POST = {
    "columns": EVERYBODY, "assign": {"registrar", "office_head"}, "particulars": WORKING,
    "prove": {"auditor", "office_head"}, "end-post": {"administrator"},
}  # fmt: skip
OPEN = {"calendar"}  # for whoever holds the token
FILES = {"file"}  # tests/desk/test_letters.py


def test_every_address_has_a_row():
    names = {pattern.name for pattern in urlpatterns}
    assert names == {*GET, *POST, *OPEN, *FILES}


@pytest.fixture
def places(organ, make_organ, make_actor, settings):
    settings.TODAY = TODAY
    keeper = make_actor(organ, "legal_reviewer", username="keeper")
    filed = file_request(organ=organ, applicant=WANG, content=CONTENT)
    remedy, _ = open_remedy(
        organ=organ, kind=Remedy.RECONSIDERATION, number="1", authority="清河市人民政府", about="x",
        procedure="simple", day=TODAY, actor=keeper,
    )  # fmt: skip
    return {
        "organ": organ,
        "foreign": make_organ("lanting", "兰亭县人民政府"),
        "case": filed.case,
        "remedy": remedy,
    }


def addresses(places):
    case, remedy = {"key": places["case"].pk}, {"key": places["remedy"].pk}
    more = {
        "case": case, "act": {**case, "kind": "noted"}, "letter": case, "reply": case, "particulars": case, "prove": case,
        "template": {"kind": "granted"}, "export": {"kind": "csv"}, "supervised": {"code": places["organ"].code},
        "remedy": remedy, "end-post": {"key": 999_999},
    }  # fmt: skip
    return {name: reverse(f"desk:{name}", kwargs=more.get(name)) for name in (*GET, *POST)}


def ask(client, name, address):
    response = client.post(address) if name in POST else client.get(address)
    return response.status_code


def let_in(client, places):
    return {
        name for name, at in addresses(places).items() if ask(client, name, at) in {200, 302, 404}
    }


@pytest.mark.parametrize("role", Role.values)
def test_a_role_in_its_own_organ(client, places, make_actor, role):
    client.force_login(
        make_actor(places["organ"], role).person,
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    assert let_in(client, places) == {
        name for name, roles in {**GET, **POST}.items() if role in roles
    }


BOUND = {"case", "act", "letter", "reply", "particulars", "prove", "remedy", "supervised"}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_of_a_foreign_organ_sees_no_case(client, places, make_actor, role):
    client.force_login(
        make_actor(places["foreign"], role).person,
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    assert let_in(client, places) & BOUND == set()


def test_a_supervisor_above_reads_and_does_nothing(client, places, make_actor, make_organ):
    from gongkai.core.organs.tree import place_organ

    city = make_organ("qinghe", "清河市人民政府")
    place_organ(places["organ"], city)
    client.force_login(
        make_actor(city, "supervisor").person, "allauth.account.auth_backends.AuthenticationBackend"
    )
    assert let_in(client, places) & BOUND == {"case", "remedy", "supervised"}


def test_a_citizen_with_an_account_is_refused_everywhere(client, places, make_actor):
    client.force_login(
        make_actor(places["organ"]).person, "allauth.account.auth_backends.AuthenticationBackend"
    )
    assert {ask(client, name, at) for name, at in addresses(places).items()} == {403}


def test_nobody_is_led_to_the_door(client, places):
    for name, address in addresses(places).items():
        response = client.post(address) if name in POST else client.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/account/login/"), name
