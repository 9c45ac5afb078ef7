"""Administering organs and people in the page, and what the auditor sees of it."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from django.urls import reverse

from gongkai.core.accounts.codes import redeem_code
from gongkai.core.audit.models import Change
from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.organs.roles import Role

PASSWORD = "一个很长的口令 2026"


@pytest.fixture
def city(make_organ):
    return make_organ("qinghe", "清河市人民政府", kind="government")


@pytest.fixture
def bureau(make_organ, city):
    return make_organ("qinghe-culture", "清河市文化广电局", city)


@pytest.fixture
def beside(make_organ):
    return make_organ("shiping", "石坪县人民政府", kind="government")


@pytest.fixture
def top(make_actor, city, sign_in):
    return sign_in(make_actor(city, Role.ADMINISTRATOR, username="top"))


@pytest.fixture
def local(make_actor, bureau, sign_in):
    return sign_in(make_actor(bureau, Role.ADMINISTRATOR, username="local", name="马云帆"))


def post(client, page, *args, **values):
    return client.post(reverse(f"desk:{page}", args=args), values, follow=True).content.decode()


def find_code(page):
    return re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", page)[0]


def test_an_organ_is_made_and_gets_its_first_administrator(top, city):
    made = {"parent": city.pk, "code": "qinghe-archive", "name": "清河市档案局", "short_name": "清档",
            "kind": "department"}  # fmt: skip
    assert "已建立清河市档案局" in post(top, "organs", **made)
    page = post(top, "administer-organ", "qinghe-archive", act="appoint",
                **{"new-username": "zhao", "new-name": "赵一", "new-role": "administrator"})  # fmt: skip
    redeem_code(username="zhao", code=find_code(page), password=PASSWORD)
    assert Post.objects.get(person__username="zhao").organ.code == "qinghe-archive"


def test_an_organ_is_changed_moved_closed_and_opened(top, city, bureau, make_organ):
    county = make_organ("shiping", "石坪县人民政府", city, kind="government")
    change = {"act": "change", "name": "清河市文化局", "short_name": "清文", "kind": "department"}
    post(top, "administer-organ", bureau.code, **change)
    post(top, "administer-organ", bureau.code, act="move", parent=county.code)
    post(top, "administer-organ", bureau.code, act="close")
    post(top, "administer-organ", bureau.code, act="add-division", name="市场科")
    found = Organ.objects.get(code=bureau.code)
    assert (found.name, found.path, found.active) == (
        "清河市文化局",
        "/qinghe/shiping/qinghe-culture/",
        False,
    )
    division = found.divisions.get()
    post(
        top,
        "administer-organ",
        bureau.code,
        act="rename-division",
        division=division.pk,
        name="综合科",
    )
    post(top, "administer-organ", bureau.code, act="remove-division", division=division.pk)
    post(top, "administer-organ", bureau.code, act="open")
    assert [each.kind for each in Change.objects.order_by("pk")] == [
        "organ-changed", "organ-moved", "organ-closed", "division-added", "division-renamed",
        "division-removed", "organ-opened",
    ]  # fmt: skip


def test_another_s_organ_is_not_there(local, beside, city):
    for organ in (beside, city):
        assert local.get(reverse("desk:administer-organ", args=[organ.code])).status_code == 404
    assert post(
        local,
        "organs",
        parent=beside.pk,
        code="x-y",
        name="某局",
        short_name="某",
        kind="department",
    )
    assert Organ.objects.filter(code="x-y").count() == 0


@pytest.mark.parametrize("division", ["0", "x", "9" * 30, ""])
def test_a_division_that_does_not_exist_is_not_found(local, bureau, division):
    address = reverse("desk:administer-organ", args=[bureau.code])
    values = {"act": "remove-division", "division": division}
    assert local.post(address, values).status_code == 404


def test_somebody_gets_a_second_post_a_code_and_loses_a_factor(local, bureau, make_actor):
    person = make_actor(bureau, Role.HANDLER, username="zhou", name="周岚").person
    post(local, "person", person.pk, act="give", role="registrar")
    assert sorted(person.posts.values_list("role", flat=True)) == ["handler", "registrar"]
    assert "已经在" in post(local, "person", person.pk, act="give", role="registrar")
    page = post(local, "person", person.pk, act="code")
    redeem_code(username="zhou", code=find_code(page), password=PASSWORD)
    assert "会话已结束" in post(local, "person", person.pk, act="factor")


def test_an_account_is_closed_and_opened_again_from_the_top(top, local, bureau, make_actor):
    person = make_actor(bureau, Role.HANDLER, username="zhou", name="周岚").person
    post(local, "person", person.pk, act="deactivate")
    person.refresh_from_db()
    page = local.get(reverse("desk:people")).content.decode()
    assert (person.is_active, "已离任或者停用" in page) == (False, True)
    post(local, "person", person.pk, act="reactivate")
    assert Person.objects.get(username="zhou").is_active is False
    find_code(post(top, "person", person.pk, act="reactivate"))
    assert Person.objects.get(username="zhou").is_active is True


def test_who_works_for_others_too_is_administered_from_above(local, bureau, beside, make_actor):
    stranger = make_actor(beside, Role.HANDLER, username="wu", name="吴海").person
    assert local.get(reverse("desk:person", args=[stranger.pk])).status_code == 404
    known = {"act": "known", "known-username": "wu", "known-role": "handler"}
    assert "吴海已任职" in post(local, "people", **known)
    page = post(local, "person", stranger.pk, act="deactivate")
    assert 'class="message error"' in page
    assert Person.objects.get(username="wu").is_active is True
    assert beside.name not in page  # what they do elsewhere is not shown
    assert "没有这个用户名" in post(local, "people", **{**known, "known-username": "nobody"})


def test_people_are_found_by_name(local, bureau, make_actor):
    make_actor(bureau, Role.HANDLER, username="zhou", name="周岚")
    page = local.get(reverse("desk:people"), {"q": "周"}).content.decode()
    assert ("周岚" in page, ">马云帆</a>" in page) == (True, False)
    assert (
        "没有符合的人员" in local.get(reverse("desk:people"), {"q": "\0<script>"}).content.decode()
    )


def test_the_auditor_sees_what_was_administered_and_exports_it(local, bureau, make_actor, sign_in):
    person = make_actor(bureau, Role.HANDLER, username="zhou", name="周岚").person
    post(local, "person", person.pk, act="code")
    post(local, "administer-organ", bureau.code, act="add-division", name="=市场科")
    from django.test import Client

    auditor = Client()
    auditor.force_login(
        make_actor(bureau, Role.AUDITOR, username="auditor").person,
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    def read(**query):
        text = auditor.get(
            reverse("desk:export-audit"), {"kind": "changes", **query}
        ).content.decode("utf-8-sig")
        return [row[1:4] for row in csv.reader(StringIO(text))][1:]

    code = ["马云帆", "重发登录码", f"subject: person:{person.pk}；name: 周岚"]
    division = ["马云帆", "新建内设机构", f"subject: organ:{bureau.code}；division: =市场科"]
    assert read() == [division, code]
    assert read(q="登录码") == [code]
    assert read(q="周岚") == [code]
    assert read(since="2030-01-01") == []
    assert read(since="nonsense", until="2030-01-01") == [division, code]
    assert "重发登录码" in auditor.get(reverse("desk:audit"), {"kind": "changes"}).content.decode()
