"""Who gets where: every page of the desk by every role, at one's own organ, at another, and below.

The table names each url; one that has no row fails the test.
"""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from gongkai.core.organs.models import Division, Post
from gongkai.core.organs.roles import Role
from gongkai.desk.urls import urlpatterns
from gongkai.remedies.rules import READERS, WRITERS
from gongkai.requests.domain.intake import file_request
from tests.requests.conftest import TODAY, WANG, Content

R = Role
ALL = set(Role)
WORKING = {
    R.REGISTRAR, R.HANDLER, R.LEGAL_REVIEWER, R.SECRECY_REVIEWER, R.OFFICE_HEAD, R.LEADER,
}  # fmt: skip
SEEING = WORKING | {R.AUDITOR}
OWN = {  # of one's own organ: url -> method, the roles let in
    "work": ("get", SEEING),
    "organ": ("post", ALL),
    "columns": ("post", ALL),
    "assign": ("post", {R.REGISTRAR, R.OFFICE_HEAD}),
    "archive": ("post", {R.REGISTRAR}),
    "export": ("get", SEEING),
    "outgoing": ("get", WORKING),
    "renew-calendar": ("post", SEEING),
    "digest": ("get", SEEING),
    "register": ("get", {R.REGISTRAR}),
    "takeover": ("get", {R.REGISTRAR, R.OFFICE_HEAD}),
    "takeover-template": ("get", {R.REGISTRAR, R.OFFICE_HEAD}),
    "slips": ("get", {R.REGISTRAR}),
    "takeover-faults": ("get", {R.REGISTRAR, R.OFFICE_HEAD}),
    "templates": ("get", {R.OFFICE_HEAD}),
    "template": ("get", {R.OFFICE_HEAD}),
    "remedies": ("get", READERS),
    "remedy-open": ("get", WRITERS),
    "table4": ("get", READERS),
    "statistics": ("get", SEEING),
    "export-statistics": ("get", SEEING),
    "supervision": ("get", {R.SUPERVISOR}),
    "audit": ("get", {R.AUDITOR}),
    "export-audit": ("get", {R.AUDITOR}),
    "people": ("get", {R.ADMINISTRATOR}),
    "organ-page": ("get", {R.ADMINISTRATOR, R.OFFICE_HEAD}),
    "organs": ("get", {R.ADMINISTRATOR}),
}
CASES = {  # of a case: url -> method, roles let in at its organ, whether a supervisor above is
    "case": ("get", SEEING, True),
    "particulars": ("post", WORKING, False),
    "prove": ("post", {R.AUDITOR, R.OFFICE_HEAD}, False),
    "act": ("get", WORKING, False),
    "outcome": ("get", WORKING, False),
    "letter": ("get", WORKING, False),
    "reply": ("get", WORKING, False),
    "file": ("get", WORKING, False),
}
ADMINISTERED = {  # by an administrator of the organ or of one above: url -> method, what it is of
    "one-organ": ("get", "organ"),
    "organ-people": ("get", "organ"),
    "appoint": ("post", "organ"),
    "move-organ": ("post", "organ"),
    "close-organ": ("post", "organ"),
    "reopen-organ": ("post", "organ"),
    "add-division": ("post", "organ"),
    "rename-division": ("post", "division"),
    "remove-division": ("post", "division"),
    "person": ("get", "person"),
    "give-post": ("post", "person"),
    "end-post": ("post", "post"),
    "reissue-code": ("post", "person"),
    "reset-second-factor": ("post", "person"),
    "deactivate-person": ("post", "person"),
    "reactivate-person": ("post", "person"),
}
FROM_ABOVE = {"move-organ", "close-organ", "reopen-organ"}  # not by one's own administrator
ELSEWHERE = {  # tested by themselves below
    "calendar", "supervised", "remedy",
}  # fmt: skip
EXTRA = {
    "export": {"kind": "csv"}, "export-statistics": {"kind": "csv"}, "template": {"kind": "receipt"}, "act": {"kind": "noted"},
    "file": {"sha256": "0" * 64},
}  # fmt: skip


def test_every_url_has_a_row():
    named = {pattern.name for pattern in urlpatterns}
    assert named == set(OWN) | set(CASES) | set(ADMINISTERED) | ELSEWHERE


@pytest.fixture
def places(make_organ, settings):
    """Return a government, a bureau below it, and a bureau beside the government."""
    settings.TODAY = TODAY
    top = make_organ("qinghe", "清河市人民政府", kind="government")
    below = make_organ("qinghe-culture", "清河市文化广电局", parent=top)
    beside = make_organ("shiping", "石坪县人民政府", kind="government")
    return top, below, beside


@pytest.fixture
def case(places):
    return file_request(
        organ=places[1], applicant=WANG, content=Content("监理合同", "监理合同")
    ).case


def knock(client, name, method, **kwargs):
    """Return whether a page lets one in: anything but 403 and the way to the sign-in page."""
    address = reverse(f"desk:{name}", kwargs={**kwargs, **EXTRA.get(name, {})})
    if name == "work":
        address += "?view=all"  # without a list named, those of other work are led on to it
    response = getattr(client, method)(address)
    return response.status_code != 403 and "/account/login" not in response.headers.get(
        "Location", ""
    )


@pytest.mark.parametrize("role", Role)
def test_pages_of_ones_own_organ(places, make_actor, sign_in, role):
    client = sign_in(make_actor(places[1], role))
    let_in = {name for name, (method, _) in OWN.items() if knock(client, name, method)}
    assert let_in == {name for name, (_, roles) in OWN.items() if role in roles}


@pytest.mark.parametrize("where", ["own", "above", "beside"])
@pytest.mark.parametrize("role", Role)
def test_pages_of_a_case(places, make_actor, sign_in, case, role, where):
    organ = {"own": places[1], "above": places[0], "beside": places[2]}[where]
    client = sign_in(make_actor(organ, role))
    let_in = {
        name for name, (method, *_) in CASES.items() if knock(client, name, method, key=case.pk)
    }
    expected = {
        name
        for name, (_, roles, supervised) in CASES.items()
        if (where == "own" and role in roles)
        or (where == "above" and role == R.SUPERVISOR and supervised)
    }
    assert let_in == expected


@pytest.fixture
def kept(places, make_actor):
    """Return how the pages of administration are addressed: the bureau, what and who is in it."""
    division = Division.objects.create(organ=places[1], name="办公室")
    post = make_actor(places[1], R.HANDLER, username="kept").posts[0]
    return {
        "organ": {"code": places[1].code},
        "division": {"code": places[1].code, "key": division.pk},
        "person": {"key": post.person_id},
        "post": {"key": post.pk},
        "parent": places[0].pk,
    }


def find_administered(client, kept):
    """Return the pages of administration that let one in: what is somebody else's is not found."""
    found = set()
    for name, (method, of) in ADMINISTERED.items():
        with transaction.atomic():
            address = reverse(f"desk:{name}", kwargs=kept[of])
            response = getattr(client, method)(
                address, {"organ": "qinghe-culture", "parent": kept["parent"]}
            )
            transaction.set_rollback(True)
        if response.status_code == 200 or response.headers.get("Location", "").startswith("/desk/"):
            found.add(name)
    return found


@pytest.mark.parametrize("where", ["own", "above", "beside"])
@pytest.mark.parametrize("role", Role)
def test_pages_of_administration(places, make_actor, sign_in, kept, role, where):
    organ = {"own": places[1], "above": places[0], "beside": places[2]}[where]
    let_in = find_administered(sign_in(make_actor(organ, role)), kept)
    expected = {"own": set(ADMINISTERED) - FROM_ABOVE, "above": set(ADMINISTERED), "beside": set()}
    assert let_in == (expected[where] if role == R.ADMINISTRATOR else set())


def test_nobody_without_a_post_gets_anywhere(places, make_actor, sign_in, case, kept):
    for client in (sign_in(), sign_in(make_actor(places[1]))):
        let_in = {name for name, (method, _) in OWN.items() if knock(client, name, method)}
        let_in |= {
            name for name, (method, *_) in CASES.items() if knock(client, name, method, key=case.pk)
        }
        let_in |= find_administered(client, kept)
        assert let_in == set()


def test_a_post_that_has_ended_opens_nothing(places, make_actor, sign_in):
    actor = make_actor(places[1], R.OFFICE_HEAD)
    Post.objects.filter(person=actor.person).update(until=date(2026, 3, 1))
    assert sign_in(actor).get(reverse("desk:work")).status_code == 403


def test_a_supervisor_sees_organs_below_and_no_others(places, make_actor, sign_in):
    client = sign_in(make_actor(places[0], R.SUPERVISOR))
    seen = {
        organ.code: client.get(reverse("desk:supervised", args=[organ.code])).status_code
        for organ in places
    }
    assert seen == {"qinghe": 403, "qinghe-culture": 200, "shiping": 403}
    page = client.get(reverse("desk:supervision")).content.decode()
    assert ("文化广电局" in page, "石坪县" in page) == (True, False)


def test_an_administrator_ends_no_post_of_another_organ(places, make_actor, sign_in):
    client = sign_in(make_actor(places[1], R.ADMINISTRATOR))
    other = make_actor(places[2], R.HANDLER).posts[0]
    assert client.post(reverse("desk:end-post", args=[other.pk])).status_code == 404
    other.refresh_from_db()
    assert other.until is None


def test_a_remedy_that_does_not_exist_is_not_found(places, make_actor, sign_in):
    client = sign_in(make_actor(places[1], R.OFFICE_HEAD))
    assert client.get(reverse("desk:remedy", args=[uuid.uuid4()])).status_code == 404


def test_a_calendar_opens_by_its_address_until_that_is_renewed_or_its_owner_leaves(
    places, make_actor, sign_in, case
):
    from gongkai.requests.domain.calendar_feed import find_feed

    actor = make_actor(places[1], R.HANDLER)
    address = reverse("desk:calendar", args=[find_feed(actor.person, places[1])])
    feed = sign_in().get(address)
    assert feed.status_code == 200
    assert feed.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert sign_in(actor).post(reverse("desk:renew-calendar")).status_code == 302
    assert sign_in().get(address).status_code == 404
    renewed = reverse("desk:calendar", args=[find_feed(actor.person, places[1])])
    assert sign_in().get(renewed).status_code == 200
    Post.objects.filter(person=actor.person).update(until=date(2026, 3, 1))
    assert sign_in().get(renewed).status_code == 404
    assert sign_in().get(reverse("desk:calendar", args=["nonsense"])).status_code == 404


@pytest.mark.parametrize("name", [n for n, (method, _) in ADMINISTERED.items() if method == "post"])
def test_nothing_is_administered_by_a_link(places, make_actor, sign_in, kept, name):
    client = sign_in(make_actor(places[1], R.ADMINISTRATOR))
    assert (
        client.get(reverse(f"desk:{name}", kwargs=kept[ADMINISTERED[name][1]])).status_code == 405
    )


@pytest.mark.parametrize("name", [n for n, (m, *_) in {**OWN, **CASES}.items() if m == "post"])
def test_what_changes_anything_is_not_done_by_a_link(places, make_actor, sign_in, case, name):
    client = sign_in(make_actor(places[1], *WORKING))
    kwargs = {"key": case.pk} if name in CASES else {}
    if name == "organ":
        return  # a GET of it changes nothing and leads to the list
    assert client.get(reverse(f"desk:{name}", kwargs=kwargs)).status_code == 405


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("work", [("page", "desk:work")]),
        ("digest", [("true", "desk:work")]),
        ("table4", [("true", "desk:remedies")]),
        ("template", [("true", "desk:templates")]),
    ],
)
def test_the_navigation_marks_where_one_is(at, page, current):
    address = reverse(f"desk:{page}", kwargs=EXTRA.get(page, {}))
    text = at["office_head"].get(address).content.decode().split("<nav")[1].split("</nav>")[0]
    marked = re.findall(r'href="([^"]+)" aria-current="(\w+)"', text)
    assert [(how, resolve(where).view_name) for where, how in marked] == current


def test_ones_name_leads_to_ones_account_and_says_for_whom_one_works(at):
    text = at["registrar"].get("/desk/").content.decode()
    who = text.split('<div class="who">')[1].split("</a>")[0]
    assert re.findall(r'href="([^"]+)"', who) == [reverse("account_overview")]
    assert re.findall(r">([^<>]+)</(?:span|strong)>", who)[0] == "清河市政务服务局"
    assert at["registrar"].get(reverse("account_overview")).status_code == 200


def test_ones_account_says_who_one_is_and_leads_back_to_the_desk(at):
    pages = {role: at[role].get(reverse("account_overview")).content.decode() for role in at}
    posts = {
        role: re.findall(r"清河市政务服务局 · (\S+)", page.split("<dl")[1].split("</dl>")[0])
        for role, page in pages.items()
    }
    assert posts["registrar"] == ["登记</dd>"]
    assert {role: page.count(f'href="{reverse("desk:work")}"') for role, page in pages.items()} == (
        dict.fromkeys(at, 1)
    )


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.ADMINISTRATOR, "organ-page"),
        (Role.SUPERVISOR, "supervision"),
        (Role.AUDITOR, None),
        (Role.REGISTRAR, None),
    ],
)
def test_who_comes_in_is_led_to_where_their_work_is(places, make_actor, sign_in, role, first):
    response = sign_in(make_actor(places[1], role)).get(reverse("desk:work"))
    there = (302, reverse(f"desk:{first}")) if first else (200, None)
    assert (response.status_code, response.headers.get("Location")) == there
