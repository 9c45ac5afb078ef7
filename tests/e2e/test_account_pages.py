"""The pages of one's own account, walked through by somebody new, wide and narrow, in both languages."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.chromium import NEEDS_CHROMIUM
from tests.e2e.test_pages import FINE, examine, page

__all__ = ["page"]

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.axe]
PASSWORD = "清河水清 2026 not guessed"
SEND = "main form.form button"


@pytest.fixture
def walk(office, page):
    """Return a walker: it opens pages, fills in forms, and keeps what is wrong with each by its name."""
    return Walk(office.address, page)


class Walk:
    def __init__(self, address, page):
        self.address, self.page, self.seen = address, page, {}
        self.username = f"citizen-{time.time_ns()}"

    def open(self, path):
        self.page.goto(f"{self.address}/account/{path}")

    def send(self, **values):
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)
        self.page.click(SEND)

    def look(self, name):
        self.seen[name] = examine(self.page)

    def sign_in(self, password=PASSWORD):
        self.open("login/")
        self.send(login=self.username, password=password)

    def code(self):
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30))


def test_pages_of_an_account(walk):
    walk.open("signup/")
    walk.send(username=walk.username, password1=PASSWORD, password2=PASSWORD)
    for path in ("", "second-factor/", "sessions/", "password/", "logout/"):
        walk.open(path)
        walk.look(path)
    walk.open("password/")
    walk.send(oldpassword="wrong", password1="1", password2="2")
    walk.look("password that is refused")
    walk.open("second-factor/enrol/")
    walk.look("who it is, once more")
    walk.send(password=PASSWORD)
    walk.look("enrol")
    walk.secret = walk.page.inner_text("main p > code")
    walk.send(code="000000")
    walk.look("enrol, wrong code")
    walk.secret = walk.page.inner_text("main p > code")
    walk.send(code=walk.code())
    walk.look("recovery codes, shown")
    assert walk.page.locator("main ol code").count() == 10
    for path in ("second-factor/", "second-factor/end/", "recovery-codes/", "recovery-codes/new/"):
        walk.open(path)
        walk.look(f"{path} enrolled")
    walk.page.context.clear_cookies(name="sessionid")
    walk.sign_in()
    walk.look("second step")
    assert walk.page.url.endswith("/second-factor/show/")
    assert walk.seen == dict.fromkeys(walk.seen, FINE)


def test_pages_of_somebody_who_cannot_sign_in(walk):
    walk.open("code/")
    walk.look("one-time code")
    walk.send(username="nobody", code="AAAA", password1="1", password2="2")
    walk.look("one-time code that is refused")
    for path in ("forgotten/", "inactive/", "forgotten/sent/", "forgotten/done/", "login/?ended=1"):
        walk.open(path)
        walk.look(path)
    for _ in range(5):
        walk.sign_in("wrong")
    walk.look("locked out")
    assert walk.page.locator("main time").count() == 1
    assert walk.seen == dict.fromkeys(walk.seen, FINE)
