"""Organs and people, administered by hand: what the pages do, say, and refuse."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gongkai.core.audit.models import Change
from gongkai.core.organs.models import Division, Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.requests.domain.intake import file_request
from gongkai.requests.models import Request
from tests.requests.conftest import TODAY, WANG, Content

HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\u202e反向",
    "{{ 7*7 }}",
    "{0.__class__}",
    "😀",
]
CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
NEW = {
    "code": "qinghe-film", "name": "清河市电影局", "short_name": "清影", "kind": "department", "region": "", "uscc": "",
}  # fmt: skip


@pytest.fixture
def city(make_organ, settings):
    settings.TODAY = TODAY
    return make_organ("qinghe", "清河市人民政府", kind="government")


@pytest.fixture
def bureau(make_organ, city):
    return make_organ("qinghe-culture", "清河市文化广电局", parent=city)


@pytest.fixture
def top(make_actor, city, sign_in):
    return sign_in(make_actor(city, Role.ADMINISTRATOR, username="top", name="钱一"))


@pytest.fixture
def local(make_actor, bureau, sign_in):
    return sign_in(make_actor(bureau, Role.ADMINISTRATOR, username="local", name="孙二"))


def to(name, *args):
    return reverse(f"desk:{name}", args=args)


def text_of(response):
    return response.content.decode()


def told(client, response):
    """Return what the next page says was done or refused."""
    page = text_of(client.get(response.headers["Location"]))
    return re.findall(r'<p class="message (\w+)">([^<]*)</p>', page)


def test_the_tree_shows_each_organ_below_the_one_above(top, local, bureau, make_organ):
    make_organ("qinghe-culture-film", "电影处", parent=bureau)
    make_organ("qinghe-c", "档案局", parent=bureau.parent)
    rows = re.findall(
        r'class="deep-(\d)">\s*<a href="/desk/organs/([\w-]+)/"', text_of(top.get(to("organs")))
    )
    assert rows == [
        ("0", "qinghe"), ("1", "qinghe-c"), ("1", "qinghe-culture"), ("2", "qinghe-culture-film"),
    ]  # fmt: skip
    rows = re.findall(
        r'class="deep-(\d)">\s*<a href="/desk/organs/([\w-]+)/"', text_of(local.get(to("organs")))
    )
    assert rows == [("0", "qinghe-culture"), ("1", "qinghe-culture-film")]


@pytest.mark.parametrize("many", [2, 20])
def test_the_tree_costs_the_same_whatever_its_size(
    top, city, make_organ, many, django_assert_max_num_queries
):
    for number in range(many):
        make_organ(f"organ-{number}", f"第{number}局", parent=city)
    with django_assert_max_num_queries(10):
        top.get(to("organs"))


def test_a_new_organ_gets_its_administrator(top, city, client):
    response = top.post(to("organs"), {**NEW, "parent": city.pk})
    assert response.headers["Location"] == to("organ-people", "qinghe-film")
    response = top.post(
        to("organ-people", "qinghe-film"),
        {"username": "first", "name": "吴四", "role": "administrator"},
    )
    page = text_of(top.get(response.headers["Location"]))
    code = CODE.search(page)[0]
    assert CODE.search(text_of(top.get(response.headers["Location"]))) is None  # once
    password = "清河水清 2026 not guessed"
    client.post(
        "/account/code/",
        {"username": "first", "code": code, "password1": password, "password2": password},
    )
    response = client.post("/account/login/", {"login": "first", "password": password})
    assert response.headers["Location"] == "/desk/"
    assert client.get(to("one-organ", "qinghe-film")).status_code in {200, 302}


@pytest.mark.parametrize(
    ("name", "value"),
    [("code", "清河"), ("code", "a/b"), ("kind", "kingdom"), ("region", "990000"), ("uscc", "11640500MB1234567X"),
     ("name", ""), ("short_name", "x" * 21), ("parent", "0"), ("parent", "x"), ("code", "qinghe-culture")],
)  # fmt: skip
def test_what_an_organ_cannot_be_is_refused(top, city, bureau, name, value):
    response = top.post(to("organs"), {**NEW, "parent": city.pk, name: value})
    page = text_of(response)
    assert response.status_code == 200
    assert ('<div class="error-summary"' in page) or ("已有机关使用" in page)
    assert Organ.objects.count() == 2


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_are_shown_as_words(top, bureau, words):
    data = {**NEW, "name": words, "short_name": words[:20]}
    top.post(to("one-organ", bureau.code), data)
    top.post(to("add-division", bureau.code), {"name": words})
    assert (Organ.objects.get(pk=bureau.pk).name, Division.objects.get().name) == (words, words)
    for page in (to("organs"), to("one-organ", bureau.code), to("organ-people", bureau.code)):
        assert "<script>alert" not in text_of(top.get(page))


def test_an_organ_is_moved_closed_and_opened_again(top, city, bureau, make_organ):
    county = make_organ("shiping", "石坪县人民政府", parent=city)
    moved = top.post(to("move-organ", bureau.code), {"parent": county.pk})
    assert told(top, moved) == [("success", "“清河市文化广电局”已移到“石坪县人民政府”下面")]
    file_request(organ=bureau, applicant=WANG, content=Content("合同", "合同"))
    ((level, words),) = told(top, top.post(to("close-organ", bureau.code)))
    assert (level, "1 件没有办结" in words) == ("error", True)
    Request.objects.update(closed=TODAY)
    top.post(to("close-organ", bureau.code))
    bureau.refresh_from_db()
    assert (bureau.path, bureau.active) == ("/qinghe/shiping/qinghe-culture/", False)
    top.post(to("reopen-organ", bureau.code))
    bureau.refresh_from_db()
    assert bureau.active is True
    assert [each.kind for each in Change.objects.order_by("pk")] == [
        "organ-moved", "organ-deactivated", "organ-reactivated",
    ]  # fmt: skip


@pytest.mark.parametrize("parent", ["", "x", "9" * 30, "self"])
def test_an_organ_is_moved_nowhere_else(top, bureau, parent):
    response = top.post(
        to("move-organ", bureau.code), {"parent": bureau.pk if parent == "self" else parent}
    )
    assert told(top, response)[0][0] == "error"
    bureau.refresh_from_db()
    assert bureau.path == "/qinghe/qinghe-culture/"


def test_divisions_are_added_renamed_and_removed(local, bureau):
    local.post(to("add-division", bureau.code), {"name": "办公室"})
    division = Division.objects.get()
    local.post(to("rename-division", bureau.code, division.pk), {"name": "综合科"})
    division.refresh_from_db()
    assert division.name == "综合科"
    post = Post.objects.first()
    Post.objects.update(division=division)
    ((level, words),) = told(local, local.post(to("remove-division", bureau.code, division.pk)))
    assert (level, "不能删除" in words, post.organ) == ("error", True, bureau)
    Post.objects.update(division=None)
    local.post(to("remove-division", bureau.code, division.pk))
    assert Division.objects.count() == 0


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_division_needs_a_name(local, bureau, name):
    assert told(local, local.post(to("add-division", bureau.code), {"name": name}))[0][0] == "error"
    assert Division.objects.count() == 0


def test_a_division_is_found_in_its_own_organ_alone(top, city, bureau):
    division = Division.objects.create(organ=city, name="办公室")
    assert top.post(to("remove-division", bureau.code, division.pk)).status_code == 404
    assert Division.objects.count() == 1


def test_people_are_found_and_those_who_left_stand_apart(local, bureau, make_actor):
    make_actor(bureau, Role.HANDLER, username="zhou", name="周岚")
    gone = make_actor(bureau, Role.HANDLER, username="gone", name="郑三")
    Post.objects.filter(person=gone.person).update(until="2026-01-31")
    closed = make_actor(bureau, Role.HANDLER, username="closed", name="冯五")
    Person.objects.filter(pk=closed.person.pk).update(is_active=False)

    def names(query=""):
        return re.findall(
            r'/desk/people/\d+/">([^<]*)</a>', text_of(local.get(to("people") + query))
        )

    assert names() == ["孙二", "周岚"]
    assert names("?view=former") == ["冯五", "郑三"]
    assert names("?q=zho") == names("?q=岚") == ["周岚"]
    assert names("?q=%00&page=x&view=%27") == ["孙二", "周岚"]
    assert names("?q=" + "%25" * 100) == []


@pytest.mark.parametrize("many", [2, 30])
def test_the_list_of_people_costs_the_same_whatever_its_size(
    local, bureau, make_actor, many, django_assert_max_num_queries
):
    for _ in range(many):
        make_actor(bureau, Role.HANDLER, Role.LEADER)
    with django_assert_max_num_queries(14):
        local.get(to("people"))


def test_a_second_post_in_another_organ(top, bureau, city, make_actor):
    person = make_actor(bureau, Role.HANDLER).person
    data = {"organ": city.code, "role": "leader", "division": ""}
    top.post(to("give-post", person.pk), data)
    top.post(to("give-post", person.pk), data)  # held already: said, and not doubled
    held = Post.objects.filter(person=person).order_by("pk").values_list("organ__code", "role")
    assert list(held) == [("qinghe-culture", "handler"), ("qinghe", "leader")]
    page = text_of(top.get(to("person", person.pk) + "?organ=qinghe-culture"))
    assert 'name="organ" value="qinghe-culture"' in page


@pytest.mark.parametrize(
    "change", [{"organ": ""}, {"organ": "qinghe"}, {"role": "god"}, {"division": "9"}]
)
def test_a_post_that_cannot_be_given(local, bureau, city, make_actor, change):
    person = make_actor(bureau, Role.HANDLER).person
    data = {"organ": bureau.code, "role": "leader", "division": "", **change}
    response = local.post(to("give-post", person.pk), data)
    assert response.status_code == (404 if "organ" in change else 200)
    assert Post.objects.filter(person=person).count() == 1


def test_somebody_of_another_organ_is_appointed_by_exact_name(local, bureau, city, make_actor):
    other = make_actor(city, Role.LEADER, username="Other").person

    def appoint(username):
        data = {"username": username, "role": "leader", "division": ""}
        return local.post(to("appoint", bureau.code), data)

    assert "没有这个用户名" in text_of(appoint("Othe"))
    assert appoint("Other").headers["Location"] == to("person", other.pk)
    assert Post.objects.filter(person=other, organ=bureau).count() == 1
    page = text_of(local.get(to("person", other.pk)))
    assert ("还在您不管理的机关任职" in page, "停用账号" in page) == (True, False)
    for act in ("reissue-code", "reset-second-factor", "deactivate-person"):
        assert local.post(to(act, other.pk)).status_code == 403
    Person.objects.create_user("citizen")
    assert appoint("citizen").status_code == 403


def test_what_is_done_with_an_account(top, bureau, make_actor):
    person = make_actor(bureau, Role.HANDLER, password="x").person
    assert CODE.search(told(top, top.post(to("reissue-code", person.pk)))[0][1])
    assert told(top, top.post(to("reset-second-factor", person.pk))) == [("success", "已办理")]
    top.post(to("deactivate-person", person.pk))
    person.refresh_from_db()
    assert (person.is_active, Post.objects.filter(person=person, until=None).count()) == (False, 0)
    assert "恢复账号" in text_of(top.get(to("person", person.pk)))
    assert CODE.search(told(top, top.post(to("reactivate-person", person.pk)))[0][1])
    assert [each.kind for each in Change.objects.order_by("pk")] == [
        "code-issued", "second-factor-reset", "person-deactivated", "person-reactivated",
    ]  # fmt: skip


def test_the_last_administrator_is_told_and_stays(top, city):
    post = Post.objects.get(organ=city)
    assert told(top, top.post(to("end-post", post.pk)))[0][0] == "error"
    assert told(top, top.post(to("deactivate-person", post.person_id)))[0][0] == "error"
    assert Post.objects.filter(until=None).count() == 1


def test_a_post_taken_back_on_its_first_day_leaves_somebody_who_may_be_appointed(local, bureau):
    local.post(to("people"), {"username": "new", "name": "新", "role": "leader"})
    person = Person.objects.get(username="new")
    local.post(to("end-post", person.posts.get().pk))
    assert person.posts.count() == 0
    assert local.get(to("person", person.pk)).status_code == 200
    local.post(to("appoint", bureau.code), {"username": "new", "role": "handler"})
    assert [post.role for post in person.posts.all()] == ["handler"]


def test_somebody_elses_people_and_citizens_are_not_found(local, city, make_actor):
    Person.objects.create_user("citizen")
    make_actor(city, Role.HANDLER, username="other")
    for username in ("citizen", "other"):
        key = Person.objects.get(username=username).pk
        assert local.get(to("person", key)).status_code == 404
    assert local.get(to("person", 10**9)).status_code == 404
