from __future__ import annotations

import pytest

from gongkai.core.accounts import organs, people
from gongkai.core.accounts.rules import find_administered
from gongkai.core.audit.models import Change
from gongkai.core.organs.models import Division, Organ, OrganKind, Person
from gongkai.core.organs.roles import Role
from gongkai.core.organs.tree import TreeBroken
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.requests.domain.handling import act, assign
from gongkai.requests.domain.intake import file_request
from gongkai.requests.models import Request
from gongkai.statute.errors import StatuteError
from tests.requests.conftest import TODAY, WANG, Content

ADMINISTRATOR, DEPARTMENT = Role.ADMINISTRATOR, OrganKind.DEPARTMENT
PARTICULARS = {"short_name": "清文广", "kind": DEPARTMENT}


@pytest.fixture
def city(make_organ):
    return make_organ("qinghe", "清河市人民政府", kind="government")


@pytest.fixture
def bureau(make_organ, city):
    return make_organ("qinghe-culture", "清河市文化广电局", city, short_name="清文广")


@pytest.fixture
def county(make_organ, city):
    return make_organ("shiping", "石坪县人民政府", city, kind="government")


@pytest.fixture
def elsewhere(make_organ):
    return make_organ("linshui", "临水市人民政府", kind="government")


@pytest.fixture
def top(make_actor, city):
    return make_actor(city, ADMINISTRATOR, username="top")


@pytest.fixture
def local(make_actor, bureau):
    return make_actor(bureau, ADMINISTRATOR, username="local")


def told():
    return list(Change.objects.order_by("pk").values_list("kind", "subject"))


def create(actor, parent, code="qinghe-culture-film", name="清河市电影管理处", **fields):
    given = {**PARTICULARS, **fields}
    return organs.create_organ(actor=actor, parent=parent, code=code, name=name, **given)


def test_an_organ_is_created_below_one_that_is_administered(local, bureau, city, county):
    organ = create(local, bureau)
    organ.refresh_from_db()
    assert (organ.path, organ.channels, organ.active) == (
        "/qinghe/qinghe-culture/qinghe-culture-film/",
        ["counter", "post"],
        True,
    )
    assert told() == [("organ-created", "organ:qinghe-culture-film")]
    for above_or_beside in (city, county):
        with pytest.raises(Forbidden):
            create(local, above_or_beside, code="other", name="其他")


@pytest.mark.parametrize(
    "code",
    ["", "a", "A-b", "a/b", "../etc", "qi\n", "qinghe-film\n", "清河", "a" * 41, "1a", "a%b"],
)
def test_what_is_no_code_is_refused(top, city, code):
    with pytest.raises(Refusal):
        create(top, city, code=code)
    assert Organ.objects.count() == 1


@pytest.mark.parametrize("region", ["990000", "64000", "六四〇〇〇〇", "640000\n"])
def test_what_is_no_region_is_refused(top, city, region):
    with pytest.raises(StatuteError):
        create(top, city, region=region)
    with pytest.raises(StatuteError):
        organs.change_organ(actor=top, organ=city, name="清河", region=region, **PARTICULARS)
    assert (Organ.objects.count(), told()) == (1, [])


@pytest.mark.parametrize("taken", [{"code": "shiping"}, {"name": "石坪县人民政府"}])
def test_a_code_and_a_name_are_one_organs(top, city, county, taken):
    with pytest.raises(organs.OrganTaken):
        create(top, city, **taken)


def test_a_change_is_noted_with_what_was_and_what_is(local, bureau):
    given = {"name": "清河市文化和旅游局", "short_name": "清文旅", "kind": DEPARTMENT}
    organs.change_organ(actor=local, organ=bureau, **given)
    organs.change_organ(actor=local, organ=bureau, **given)  # nothing changes, nothing is noted
    change = Change.objects.get()
    assert (change.kind, change.organ, change.body["changed"]) == (
        "organ-changed",
        bureau,
        {"name": ["清河市文化广电局", "清河市文化和旅游局"], "short_name": ["清文广", "清文旅"]},
    )


def test_another_region_moves_what_is_due(local, bureau, make_actor, settings):
    """Ningxia has days off of its own for years that were arranged, and asks about others."""
    settings.TODAY = TODAY
    clerk = make_actor(bureau, Role.REGISTRAR)
    filed = file_request(organ=bureau, applicant=WANG, content=Content("合同", "合同"))
    act(filed.case.pk, "confirmed", actor=clerk, seen=1)
    assert Request.objects.get().provisional is False
    organs.change_organ(actor=local, organ=bureau, name="局", region="640000", **PARTICULARS)
    assert Request.objects.get().provisional is True


def test_an_organ_moves_with_all_below_it(top, bureau, county):
    film = create(top, bureau)
    organs.move_organ(actor=top, organ=bureau, parent=county)
    film.refresh_from_db()
    assert film.path == "/qinghe/shiping/qinghe-culture/qinghe-culture-film/"
    change = Change.objects.get(kind="organ-moved")
    assert change.body["parents"] == ["qinghe", "shiping"]
    with pytest.raises(TreeBroken):
        organs.move_organ(actor=top, organ=bureau, parent=film)
    organs.move_organ(actor=top, organ=bureau, parent=county)  # it stands there
    assert Change.objects.filter(kind="organ-moved").count() == 1


def test_nobody_moves_an_organ_out_of_the_reach_of_those_above(
    top, local, bureau, city, elsewhere, make_actor
):
    for actor, organ, parent in (
        (local, bureau, elsewhere),  # neither above nor there
        (top, bureau, elsewhere),  # not there
        (make_actor(elsewhere, ADMINISTRATOR), bureau, elsewhere),  # not above
        (top, city, bureau),  # the top stays
    ):
        with pytest.raises(Forbidden):
            organs.move_organ(actor=actor, organ=organ, parent=parent)
    bureau.refresh_from_db()
    assert bureau.path == "/qinghe/qinghe-culture/"


def test_the_tree_has_a_bottom(top, city):
    parent = city
    for number in range(9):
        parent = create(top, parent, code=f"organ{number:034}", name=f"第{number}级")
    with pytest.raises(Refusal):
        create(top, parent, code="o" * 40, name="太深")
    assert max(len(organ.path) for organ in Organ.objects.all()) == 368


def test_an_organ_closes_from_above_once_nothing_is_open(top, local, bureau, make_actor, settings):
    settings.TODAY = TODAY
    film = create(local, bureau)
    filed = file_request(organ=bureau, applicant=WANG, content=Content("合同", "合同"))
    with pytest.raises(Forbidden):
        organs.deactivate_organ(actor=local, organ=bureau)
    with pytest.raises(organs.OrganBusy) as busy:
        organs.deactivate_organ(actor=top, organ=bureau)
    assert "1 个机关" in busy.value.chinese
    organs.deactivate_organ(actor=top, organ=film)
    with pytest.raises(organs.OrganBusy) as busy:
        organs.deactivate_organ(actor=top, organ=bureau)
    assert "1 件没有办结" in busy.value.chinese
    clerk = make_actor(bureau, Role.REGISTRAR)
    act(filed.case.pk, "confirmed", actor=clerk, seen=1)
    act(filed.case.pk, "withdrawn", actor=clerk, seen=2)
    organs.deactivate_organ(actor=top, organ=bureau)
    with pytest.raises(organs.OrganClosed):
        organs.reactivate_organ(actor=top, organ=film)
    with pytest.raises(organs.OrganClosed):
        create(top, bureau, code="more", name="又一个")
    organs.reactivate_organ(actor=top, organ=bureau)
    organs.reactivate_organ(actor=top, organ=bureau)
    bureau.refresh_from_db()
    assert bureau.active is True
    assert [kind for kind, _ in told()] == [
        "organ-created", "organ-deactivated", "organ-deactivated", "organ-reactivated",
    ]  # fmt: skip


def test_one_at_the_top_does_not_close(top, city):
    with pytest.raises(Forbidden):
        organs.deactivate_organ(actor=top, organ=city)


def test_divisions(local, bureau, county, settings, make_actor):
    settings.TODAY = TODAY
    first = organs.add_division(actor=local, organ=bureau, name="办公室")
    with pytest.raises(Refusal):
        organs.add_division(actor=local, organ=bureau, name="办公室")
    organs.rename_division(actor=local, division=first, name="综合科")
    organs.remove_division(actor=local, division=first)
    assert Division.objects.count() == 0
    with pytest.raises(Forbidden):
        organs.add_division(actor=local, organ=county, name="办公室")
    assert [kind for kind, _ in told()] == [
        "division-added",
        "division-renamed",
        "division-removed",
    ]


def test_a_division_that_something_names_stays(local, bureau, settings, make_actor):
    settings.TODAY = TODAY
    held, named = (Division.objects.create(organ=bureau, name=name) for name in ("甲", "乙"))
    make_actor(bureau, Role.HANDLER, division=held)
    clerk, handler = make_actor(bureau, Role.REGISTRAR), make_actor(bureau, Role.HANDLER)
    filed = file_request(organ=bureau, applicant=WANG, content=Content("合同", "合同"))
    act(filed.case.pk, "confirmed", actor=clerk, seen=1)
    assign(filed.case.pk, handler=handler.person, actor=clerk, seen=2, division=named)
    Request.objects.update(division=None)  # as after it went to another; the log still names it
    for division in (held, named):
        with pytest.raises(organs.DivisionUsed):
            organs.remove_division(actor=local, division=division)
    assert Division.objects.count() == 2


def test_what_an_administrator_reaches(top, local, city, bureau, county, elsewhere):
    def codes(actor):
        return sorted(organ.code for organ in find_administered(actor))

    assert codes(top) == ["qinghe", "qinghe-culture", "shiping"]
    assert codes(local) == ["qinghe-culture"]


def test_an_account_without_a_post_is_not_taken_over_by_giving_it_one(top, local, bureau, city):
    citizen = Person.objects.create_user("citizen")
    with pytest.raises(Forbidden):
        people.give_post(actor=local, person=citizen, organ=bureau, role=Role.HANDLER)
    colleague = Person.objects.create_user("colleague")
    people.give_post(actor=top, person=colleague, organ=city, role=Role.HANDLER)
    people.give_post(actor=local, person=colleague, organ=bureau, role=Role.HANDLER)
    people.deactivate(actor=top, person=colleague)
    with pytest.raises(Refusal):
        people.give_post(actor=local, person=colleague, organ=bureau, role=Role.HANDLER)
