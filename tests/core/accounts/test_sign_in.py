"""Signing in through the real pages: passwords, lock-out, second factor, sessions."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone

import gongkai
from gongkai.core.accounts import urls as accounts
from gongkai.core.accounts.people import reissue_code, reset_second_factor
from gongkai.core.accounts.second_factor import reseal_secrets
from gongkai.core.organs.models import Person
from gongkai.core.organs.roles import Role

PASSWORD = "清河水清 2026 not guessed"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def unlimited():
    cache.clear()


@pytest.fixture
def clerk(make_actor, organ):
    return make_actor(organ, Role.HANDLER, username="zhao", password=PASSWORD)


@pytest.fixture
def citizen(db):
    return Person.objects.create_user("citizen", PASSWORD)


def enter(client, username="zhao", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def code_for(secret, step=0):
    cache.clear()  # a code shows once; tests are faster than its half minute
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def enrol(client):
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/enrol/")
    secret = page.context["form"].secret
    return secret, client.post("/account/second-factor/enrol/", {"code": code_for(secret)})


def test_staff_come_to_the_desk_and_citizens_to_the_first_page(client, clerk, citizen):
    assert enter(client).headers["Location"] == "/desk/"
    assert enter(Client(), "citizen").headers["Location"] == "/"


def test_the_session_is_another_after_signing_in(client, clerk):
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key
    enter(client)
    assert client.session.session_key != before


def test_a_name_that_exists_and_one_that_does_not_are_told_alike(clerk):
    def told(name):
        return re.sub(rb'value="[^"]*"', b"", enter(Client(), name, "wrong").content)

    assert told("zhao") == told("nobody")


def test_nobody_is_sent_elsewhere_after_signing_in(client, clerk):
    answer = client.post(
        LOGIN, {"login": "zhao", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["zhao", "nobody"])
def test_after_five_wrong_passwords_the_right_one_is_refused_until_a_time_that_is_told(
    client, clerk, name
):
    for _ in range(4):
        assert enter(client, name, "wrong").status_code == 200
    for password in ("wrong", PASSWORD):
        answer = enter(client, name, password)
        assert answer.status_code == 429
        until = timezone.localtime(
            AccessAttempt.objects.latest("attempt_time").attempt_time + timedelta(minutes=15)
        )
        assert until.strftime("%Y-%m-%d %H:%M") in answer.content.decode()
        assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert client.get("/desk/").status_code == 302


def test_a_lock_holds_for_one_address_and_ends_by_itself(client, clerk):
    for _ in range(5):
        enter(client, password="wrong")
    assert enter(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302
    for _ in range(5):
        enter(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(client).status_code == 302


def test_trying_on_does_not_put_the_end_off(client, clerk):
    for _ in range(5):
        enter(client, password="wrong")
    before = AccessAttempt.objects.latest("attempt_time").attempt_time
    enter(client, password="wrong")
    assert AccessAttempt.objects.latest("attempt_time").attempt_time == before


def test_behind_a_proxy_the_last_address_counts_and_not_the_visitors_word(client, clerk, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        enter(client, password="wrong", headers={"X-Forwarded-For": f"1.1.1.{number}, 9.9.9.9"})
    found = set(AccessAttempt.objects.values_list("ip_address", flat=True))
    assert found == {"9.9.9.9"}


def test_an_administrator_lifts_a_lock_with_a_code(client, clerk, make_actor, organ):
    chief = make_actor(organ, Role.ADMINISTRATOR)
    for _ in range(5):
        enter(client, password="wrong")
    issued = reissue_code(actor=chief, person=clerk.person)
    form = {"username": "zhao", "code": issued.code, "password1": "short", "password2": "short"}
    page = client.post("/account/code/", form)
    assert set(page.context["form"].errors) == {"password1"}
    form |= {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    assert client.post("/account/code/", form).templates[0].name == "account/password_is_set.html"
    assert enter(client, password=PASSWORD + "!").status_code == 302


def test_a_demanded_second_factor_is_enrolled_before_the_desk_opens(client, clerk, settings):
    settings.STAFF_SECOND_FACTOR = True
    enter(client)
    assert client.get("/desk/").headers["Location"] == "/account/second-factor/enrol/?demanded=1"
    assert client.get("/account/").status_code == 200
    secret, answer = enrol(client)
    assert answer.headers["Location"] == "/account/recovery-codes/"
    codes = re.findall(
        r"<code>(\w+)</code>", client.get("/account/recovery-codes/").content.decode()
    )
    assert len(codes) == 10
    assert codes[0] not in client.get("/account/recovery-codes/").content.decode()
    # Signing in anew takes it; before it is shown, one is a stranger.
    stranger = Client()
    assert enter(stranger).headers["Location"].startswith("/account/second-factor/show/")
    assert stranger.get("/desk/").headers["Location"].startswith(LOGIN)
    answer = stranger.post("/account/second-factor/show/", {"code": code_for(secret)})
    assert answer.headers["Location"] == "/desk/"
    assert stranger.get("/desk/").headers.get("Location", "") != LOGIN
    # A recovery code does instead, once.
    for expected in (302, 200):
        other = Client()
        enter(other)
        assert (
            other.post("/account/second-factor/show/", {"code": codes[0]}).status_code == expected
        )


def test_one_organ_may_demand_what_the_installation_does_not(client, clerk, organ):
    enter(client)
    assert "second-factor" not in client.get("/desk/").headers.get("Location", "")
    organ.second_factor = True
    organ.save()
    assert client.get("/desk/").headers["Location"] == "/account/second-factor/enrol/?demanded=1"


def test_a_session_that_never_showed_the_second_factor_ends_where_it_is_demanded(
    client, clerk, settings
):
    settings.STAFF_SECOND_FACTOR = True
    old = Client()
    enter(old)
    enter(client)
    enrol(client)
    assert old.get("/desk/").headers["Location"].startswith(LOGIN)


def test_wrong_codes_count_as_wrong_passwords_do(client, clerk):
    enter(client)
    enrol(client)
    thief = Client()
    enter(thief)
    for _ in range(5):
        thief.post("/account/second-factor/show/", {"code": "000000"})
    secret = Authenticator.objects.get(type="totp").wrap().instance.data["secret"]
    assert AccessAttempt.objects.get().failures_since_start == 5
    assert secret.startswith("gAAAA")
    assert enter(Client()).status_code == 429


def test_secrets_are_sealed_and_follow_the_keys(client, clerk, settings):
    from cryptography.fernet import Fernet

    enter(client)
    secret, _ = enrol(client)
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    assert reseal_secrets() == 2
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    other = Client()
    enter(other)
    answer = other.post("/account/second-factor/show/", {"code": code_for(secret)})
    assert answer.headers["Location"] == "/desk/"


def test_resetting_a_second_factor_ends_the_sessions(client, clerk, make_actor, organ):
    enter(client)
    enrol(client)
    reset_second_factor(actor=make_actor(organ, Role.ADMINISTRATOR), person=clerk.person)
    assert Authenticator.objects.count() == 0
    assert client.get("/account/").status_code == 302


def test_what_is_demanded_cannot_be_turned_off(client, clerk, settings):
    settings.STAFF_SECOND_FACTOR = True
    enter(client)
    enrol(client)
    client.post("/account/second-factor/confirm/", {"password": PASSWORD})
    client.post("/account/second-factor/end/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_sessions_are_listed_and_ended_one_by_one_and_ones_own_alone(client, clerk, citizen):
    other, stranger = Client(), Client()
    enter(client)
    enter(other)
    enter(stranger, "citizen")
    theirs = UserSession.objects.get(session_key=other.session.session_key)
    foreign = UserSession.objects.get(session_key=stranger.session.session_key)
    assert len(client.get("/account/sessions/").context["sessions"]) == 2
    client.post(f"/account/sessions/{foreign.pk}/end/")
    assert stranger.get("/account/").status_code == 200
    client.post(f"/account/sessions/{theirs.pk}/end/")
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_another_password_ends_the_other_sessions(client, clerk):
    other = Client()
    enter(other)
    enter(client)
    form = {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    client.post("/account/password/", form)
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize(("name", "ago"), [("gongkai_seen", 31 * 60), ("gongkai_began", 8 * 3601)])
def test_a_session_ends_when_nobody_is_there_and_after_a_working_day(client, clerk, name, ago):
    enter(client)
    client.get("/account/")
    session = client.session
    session[name] = int(time.time()) - ago
    session.save()
    answer = client.get("/desk/")
    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fdesk%2F&ended=1"
    assert client.get("/account/").status_code == 302


def test_a_session_is_not_written_at_every_page(client, clerk, django_assert_num_queries):
    enter(client)
    client.get("/account/")
    with django_assert_num_queries(
        4
    ):  # the session, the person, and what the page tells: their posts
        client.get("/account/")


@pytest.mark.parametrize(("is_open", "template"), [(True, "signup"), (False, "signup_closed")])
def test_citizens_sign_up_where_that_is_on(client, db, settings, is_open, template):
    settings.SIGNUP = is_open
    page = client.get("/account/signup/")
    assert page.templates[0].name == f"account/{template}.html"
    form = {"username": "new-one", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", form)
    assert Person.objects.filter(username="new-one").exists() is is_open


def test_a_citizen_who_signed_up_is_on_the_first_page(client, db):
    form = {"username": "wang", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/signup/", form).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "密码太短，至少 12 个字符"), ("en", "Too short: at least 12 characters")],
)
def test_a_short_password_is_refused_in_the_language_of_the_page(client, clerk, language, words):
    enter(client)
    client.cookies["django_language"] = language
    form = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    page = client.post("/account/password/", form)
    assert words in page.content.decode()
    assert ("must contain" in page.content.decode()) is False


def test_without_mail_one_is_told_whom_to_ask(client, db):
    assert client.get("/account/forgotten/").templates[0].name == "account/forgotten.html"


def test_with_mail_a_link_goes_out_and_nobody_learns_who_has_an_account(client, clerk, settings):
    settings.MAIL = object()
    clerk.person.email = "zhao@qinghe.example"
    clerk.person.save()
    pages = []
    for address in ("zhao@qinghe.example", "nobody@qinghe.example"):
        answer = client.post("/account/forgotten/", {"email": address}, follow=True)
        pages.append((answer.redirect_chain, answer.templates[0].name))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["zhao@qinghe.example"]]
    link = re.search(r"http://testserver(/account/forgotten/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form = {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    client.post(page.redirect_chain[-1][0], form)
    assert enter(client, password=PASSWORD + "!").status_code == 302
    assert client.get(link, follow=True).context.get("token_fail", True) is True


PAGES = [
    "login", "logout", "inactive", "signup", "password", "code", "forgotten", "forgotten/sent",
    "forgotten/done", "confirm", "second-factor", "second-factor/enrol", "sessions",
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_runs_a_script_or_lacks_its_words(client, clerk, language, signed_in):
    client.cookies["django_language"] = language
    if signed_in:
        enter(client)
        client.post("/account/confirm/", {"password": PASSWORD})
    for name in PAGES:
        page = client.get(f"/account/{name}/")
        if page.status_code == 302:
            continue
        text = page.content.decode()
        assert (name, page.status_code) == (name, 200)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text), name
        main = re.sub(
            r"<[^>]*>|腾讯身份验证器", "", text[text.index("<main") : text.index("</main")]
        )
        if language == "en":
            assert not re.search(r"[\u4e00-\u9fff]", main.replace(str(clerk.person), "")), name
        else:
            assert re.search(r"[\u4e00-\u9fff]", main), name


def test_every_page_is_ours_and_no_layout_of_the_library_is_used():
    """So none of its own pages, which are laid out for another house, can come up."""
    ours, named = Path(gongkai.__file__).parent, {}
    for pattern in accounts.urlpatterns:
        view = getattr(pattern.callback, "view_class", None)
        for attribute in dir(view):
            if attribute.startswith("template_name") and (name := getattr(view, attribute)):
                named[name] = get_template(name)
    strangers = {
        name for name, page in named.items() if not Path(page.origin.name).is_relative_to(ours)
    }
    sources = [Path(page.origin.name).read_text("utf-8") for page in named.values()]
    assert (len(named) > 12, strangers) == (True, set())
    assert {re.match(r'{% extends "([^"]+)" %}', text)[1] for text in sources} == {
        "account/frame.html"
    }
