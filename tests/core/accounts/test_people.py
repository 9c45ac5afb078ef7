from __future__ import annotations

import pytest

from gongkai.core.accounts import people
from gongkai.core.accounts.codes import CodeRefused, redeem_code
from gongkai.core.audit.models import Change
from gongkai.core.organs.actor import find_actor
from gongkai.core.organs.models import Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden

HANDLER, ADMINISTRATOR = Role.HANDLER, Role.ADMINISTRATOR


@pytest.fixture
def city(make_organ):
    return make_organ("qinghe", "清河市人民政府", kind="government")


@pytest.fixture
def bureau(make_organ, city):
    return make_organ("qinghe-culture", "清河市文化广电局", city)


@pytest.fixture
def top(make_actor, city):
    return make_actor(city, ADMINISTRATOR, username="top")


@pytest.fixture
def local(make_actor, bureau):
    return make_actor(bureau, ADMINISTRATOR, username="local")


def told():
    return list(Change.objects.order_by("pk").values_list("kind", "subject"))


def test_somebody_new_has_a_post_and_a_code_and_no_password(local, bureau):
    issued = people.create_person(
        actor=local, organ=bureau, username="zhao", name="赵一", role=HANDLER
    )
    person = Person.objects.get(username="zhao")
    key = f"person:{person.pk}"
    assert person.has_usable_password() is False
    assert [post.role for post in person.posts.all()] == [HANDLER]
    assert told() == [("person-created", key), ("post-given", key)]
    assert issued.code not in repr(issued)
    redeem_code(username="zhao", code=issued.code.lower(), password="一个很长的口令 2026")
    person.refresh_from_db()
    assert person.check_password("一个很长的口令 2026")
    with pytest.raises(CodeRefused):
        redeem_code(username="zhao", code=issued.code, password="第二次")


@pytest.mark.parametrize("word", ["nobody", "local"])
def test_a_wrong_code_is_refused_in_the_same_words_whoever_is_named(local, word):
    with pytest.raises(CodeRefused) as refused:
        redeem_code(username=word, code="AAAA-AAAA-AAAA-AAAA", password="x")
    assert refused.value.chinese == CodeRefused().chinese


def test_a_code_ends_by_time_and_by_a_newer_one(local, bureau, monkeypatch):
    first = people.create_person(
        actor=local, organ=bureau, username="zhao", name="赵一", role=HANDLER
    )
    second = people.reissue_code(actor=local, person=first.person)
    with pytest.raises(CodeRefused):
        redeem_code(username="zhao", code=first.code, password="x")
    monkeypatch.setattr("django.utils.timezone.now", lambda: second.until)
    with pytest.raises(CodeRefused):
        redeem_code(username="zhao", code=second.code, password="x")


def test_a_name_is_taken_whatever_its_case(local, bureau):
    with pytest.raises(people.NameTaken):
        people.create_person(actor=local, organ=bureau, username="LOCAL", name="赵", role=HANDLER)


def test_an_administrator_reaches_down_and_not_up_nor_aside(top, local, city, bureau, make_organ):
    county = make_organ("shiping", "石坪县人民政府", city)
    somebody = Person.objects.create_user("citizen")
    people.give_post(actor=top, person=somebody, organ=county, role=HANDLER)
    for organ in (city, county):
        with pytest.raises(Forbidden):
            people.give_post(actor=local, person=somebody, organ=organ, role=HANDLER)
    # By a post in the own organ nobody's account is taken over.
    people.give_post(actor=local, person=somebody, organ=bureau, role=HANDLER)
    for verb in (people.reissue_code, people.reset_second_factor, people.deactivate):
        with pytest.raises(Forbidden):
            verb(actor=local, person=somebody)
    assert Person.objects.get(pk=somebody.pk).is_active is True


def test_a_citizen_is_administered_from_the_top_alone(top, local):
    citizen = Person.objects.create_user("citizen")
    with pytest.raises(Forbidden):
        people.reissue_code(actor=local, person=citizen)
    assert people.reissue_code(actor=top, person=citizen).person == citizen


def test_a_post_is_held_once(top, bureau, local):
    with pytest.raises(people.PostHeld):
        people.give_post(actor=top, person=local.person, organ=bureau, role=ADMINISTRATOR)


def test_the_last_administrator_stays(top, local, city):
    with pytest.raises(people.LastAdministrator):
        people.end_post(actor=top, post=top.posts[0])
    with pytest.raises(people.LastAdministrator):
        people.deactivate(actor=top, person=top.person)
    assert Post.objects.count() == 2
    assert told() == []
    # Below, the top remains in charge.
    people.end_post(actor=local, post=local.posts[0])
    assert find_actor(local.person).posts == ()
    # With another at the top, the first may go.
    people.give_post(actor=top, person=local.person, organ=city, role=ADMINISTRATOR)
    people.deactivate(actor=top, person=top.person)
    assert find_actor(Person.objects.get(pk=top.person.pk)).posts == ()


def test_a_post_is_ended_from_today_and_one_of_today_is_taken_back(top, bureau, make_actor):
    old = make_actor(bureau, HANDLER)
    people.end_post(actor=top, post=old.posts[0])
    assert find_actor(old.person).posts == ()
    assert Post.objects.filter(person=old.person).count() == 1
    new = people.give_post(actor=top, person=old.person, organ=bureau, role=HANDLER)
    people.end_post(actor=top, post=new)
    assert Post.objects.filter(person=old.person).count() == 1


def test_somebody_deactivated_comes_back_by_a_code_and_without_posts(top, local):
    people.deactivate(actor=top, person=local.person)
    issued = people.reactivate(actor=top, person=local.person)
    person = redeem_code(username="local", code=issued.code, password="一个很长的口令 2026")
    assert (person.is_active, find_actor(person).posts) == (True, ())


def test_an_act_that_is_refused_leaves_nothing(local, city):
    with pytest.raises(Forbidden):
        people.create_person(actor=local, organ=city, username="zhao", name="赵", role=HANDLER)
    assert (Person.objects.count(), told()) == (1, [])
