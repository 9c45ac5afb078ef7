"""Administering organs: who may, what is refused, and the line each act leaves in the trail."""

from __future__ import annotations

import pytest

from gongkai.core.accounts import organs
from gongkai.core.audit.models import Change
from gongkai.core.organs.models import Division, Organ
from gongkai.core.organs.roles import Role
from gongkai.core.organs.tree import TreeBroken
from gongkai.core.refusal import Forbidden, Refusal

NEW = {"name": "清河市档案局", "short_name": "清档", "kind": "department"}


@pytest.fixture
def city(make_organ):
    return make_organ("qinghe", "清河市人民政府", kind="government")


@pytest.fixture
def bureau(make_organ, city):
    return make_organ("qinghe-culture", "清河市文化广电局", city)


@pytest.fixture
def county(make_organ, city):
    return make_organ("shiping", "石坪县人民政府", city, kind="government")


@pytest.fixture
def top(make_actor, city):
    return make_actor(city, Role.ADMINISTRATOR)


@pytest.fixture
def local(make_actor, bureau):
    return make_actor(bureau, Role.ADMINISTRATOR)


def told():
    return [(each.kind, each.subject) for each in Change.objects.order_by("pk")]


def test_an_organ_is_made_below_one_that_is_administered(top, local, city, bureau):
    made = organs.create_organ(actor=top, parent=bureau, code="qinghe-archive", values=NEW)
    assert (made.path, made.parent, made.channels) == (
        "/qinghe/qinghe-culture/qinghe-archive/", bureau, ["counter", "post", "online"],
    )  # fmt: skip
    assert list(organs.find_administered(local)) == [bureau, made]
    assert told() == [("organ-created", "organ:qinghe-archive")]
    with pytest.raises(Forbidden):
        organs.create_organ(actor=local, parent=city, code="qinghe-sports", values=NEW)


@pytest.mark.parametrize(
    "change",
    [{"code": "X"}, {"code": "qinghe-culture"}, {"code": "../etc"}, {"name": ""}, {"name": "清河市文化广电局"},
     {"kind": "club"}, {"name": "长" * 101}],
)  # fmt: skip
def test_what_cannot_be_an_organ_is_refused_and_not_made(top, city, bureau, change):
    values = {**NEW, "code": "qinghe-archive", **change}
    with pytest.raises(organs.NotValid):
        organs.create_organ(actor=top, parent=city, code=values.pop("code"), values=values)
    assert (Organ.objects.count(), told()) == (2, [])


def test_a_change_says_what_was_and_what_is(local, bureau):
    organs.change_organ(
        actor=local, organ=bureau, values={"short_name": "清文", "path": "/elsewhere/"}
    )
    bureau.refresh_from_db()
    assert (bureau.short_name, bureau.path) == ("清文", "/qinghe/qinghe-culture/")
    assert Change.objects.get().body == {"changed": {"short_name": ["清政服", "清文"]}}


def test_an_organ_moves_with_all_below_it_and_never_under_itself(
    top, local, bureau, county, make_organ
):
    below = make_organ("qinghe-library", "清河市图书馆", bureau)
    organs.move_organ(actor=top, organ=bureau, parent=county)
    below.refresh_from_db()
    assert below.path == "/qinghe/shiping/qinghe-culture/qinghe-library/"
    with pytest.raises(TreeBroken):
        organs.move_organ(actor=top, organ=county, parent=below)
    with pytest.raises(Forbidden):
        organs.move_organ(actor=local, organ=bureau, parent=county)


def test_an_organ_is_closed_from_above_and_after_those_below_it(
    top, local, city, bureau, make_organ
):
    below = make_organ("qinghe-library", "清河市图书馆", bureau)
    with pytest.raises(Refusal, match="下级机关"):
        organs.set_active(actor=top, organ=bureau, active=False)
    organs.set_active(actor=local, organ=below, active=False)
    organs.set_active(actor=top, organ=bureau, active=False)
    assert list(Organ.objects.filter(active=True)) == [city]
    for organ, actor in ((bureau, local), (city, top)):
        with pytest.raises(Forbidden):
            organs.set_active(actor=actor, organ=organ, active=False)


def test_an_organ_that_owes_replies_is_not_closed(top, bureau):
    from gongkai.requests.domain.closing import close_organ
    from gongkai.requests.domain.intake import Content, file_request
    from tests.requests.conftest import WANG

    file_request(organ=bureau, applicant=WANG, content=Content("x"))
    with pytest.raises(Refusal, match="1 件申请在办"):
        close_organ(actor=top, organ=bureau)
    bureau.refresh_from_db()
    assert bureau.active is True


def test_divisions_are_made_renamed_and_removed_unless_used(local, bureau, county, make_actor):
    division = organs.add_division(actor=local, organ=bureau, name=" 市场科 ")
    organs.rename_division(actor=local, division=division, name="文化市场科")
    for name in ("文化市场科", "", "长" * 61):
        with pytest.raises(organs.NotValid):
            organs.add_division(actor=local, organ=bureau, name=name)
    make_actor(bureau, Role.HANDLER, division=division)
    with pytest.raises(organs.InUse):
        organs.remove_division(actor=local, division=division)
    empty = organs.add_division(actor=local, organ=bureau, name="空科")
    organs.remove_division(actor=local, division=empty)
    assert [each.name for each in Division.objects.all()] == ["文化市场科"]
    assert [kind for kind, _ in told()] == [
        "division-added", "division-renamed", "division-added", "division-removed",
    ]  # fmt: skip
    with pytest.raises(Forbidden):
        organs.add_division(actor=local, organ=county, name="科")
