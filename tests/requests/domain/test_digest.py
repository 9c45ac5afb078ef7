"""The day's digest: what it tells to whom, once a day, and never who asks."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from gongkai.core.organs.models import Person
from gongkai.core.organs.roles import Role
from gongkai.requests.domain.digest import send_digests, write_digest
from gongkai.requests.domain.handling import act

FRIDAY = date(2026, 3, 27)  # the last but one working day before the reply is due on the 30th


@pytest.fixture
def assigned(filed, carry):
    carry(filed, "accepted")
    return filed


def tell(digest):
    return {part.words: part.number for part in digest.parts}


def test_who_watches_sees_the_organ_and_others_their_own(organ, office, make_actor, assigned):
    seen = {role: tell(write_digest(office[role], organ, FRIDAY)) for role in office}
    assert seen == {
        "registrar": {"三日内到期": 1}, "office_head": {"三日内到期": 1}, "leader": {"三日内到期": 1},
        "handler": {"三日内到期": 1, "轮到我办理": 1}, "legal_reviewer": {}, "secrecy_reviewer": {},
    }  # fmt: skip
    other = make_actor(organ, Role.HANDLER, username="handler2")
    assert tell(write_digest(other, organ, FRIDAY)) == {}
    assert tell(write_digest(office["leader"], organ, date(2026, 3, 31))) == {"已逾期": 1}


def test_the_text_names_number_day_and_subject_and_nobody(organ, office, assigned):
    text = write_digest(office["handler"], organ, FRIDAY).text
    assert text.splitlines()[:4] == [
        "清河市政务服务局 2026 年 3 月 27 日", "", "三日内到期（1）", "  2026-0001  3 月 30 日  城东文化中心监理合同",
    ]  # fmt: skip
    assert "王小明" not in text


def test_what_only_waits_for_the_archive_is_one_line_for_who_archives(organ, office, assigned):
    act(assigned.case.pk, "withdrawn", actor=office["registrar"], seen=4)
    late = date(2026, 6, 1)
    digests = {role: write_digest(office[role], organ, late) for role in office}
    assert {role: tell(each) for role, each in digests.items()} == {role: {} for role in office}
    assert {role: each.archiving for role, each in digests.items() if each.archiving} == {
        "registrar": 1
    }
    assert digests["registrar"].text.splitlines()[1:] == ["", "另有 1 件已办结，待归档"]


class Refusing(EmailBackend):
    """A post office that refuses one address."""

    def send_messages(self, messages):
        if "handler@example.org" in messages[0].to:
            raise OSError
        return super().send_messages(messages)


def test_each_is_sent_one_a_day_and_one_refused_stops_no_other(organ, office, assigned, settings):
    settings.TODAY = FRIDAY
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for role in ("handler", "leader", "legal_reviewer"):
        Person.objects.filter(pk=office[role].person.pk).update(email=f"{role}@example.org")
    first = send_digests(FRIDAY)
    assert (first.sent, first.empty, first.failed) == (1, 1, (office["handler"].person,))
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["leader@example.org"], "公开工作简报 2026-03-27")
    ]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digests(FRIDAY).sent == 1  # the one that was refused
    assert send_digests(FRIDAY).sent == 0
    assert send_digests(FRIDAY, again=True).sent == 2
