"""The auditor's page and its CSV: reads and changes, by kind, day and word."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.utils import timezone, translation

import gongkai
from gongkai.core.accounts import organs, people
from gongkai.core.audit.trail import note_access
from gongkai.core.audit.words import CHANGES, READS, tell_facts
from gongkai.core.organs.models import OrganKind
from gongkai.core.organs.roles import Role
from tests.requests.conftest import TODAY


@pytest.fixture
def bureau(make_organ, settings):
    settings.TODAY = TODAY
    return make_organ("qinghe-culture", "清河市文化广电局", short_name="清文广")


@pytest.fixture
def admin(make_actor, bureau):
    return make_actor(bureau, Role.ADMINISTRATOR, username="admin", name="马云帆")


@pytest.fixture
def auditor(make_actor, bureau, sign_in):
    return sign_in(make_actor(bureau, Role.AUDITOR, username="auditor", name="方立新"))


@pytest.fixture
def trail(admin, bureau, make_actor):
    """Leave one read, a post, a code and another name in the trail."""
    person = make_actor(bureau, Role.HANDLER, username="zhou", name="周岚").person
    people.give_post(actor=admin, person=person, organ=bureau, role=Role.LEADER)
    note_access(admin, bureau, what="applicant", why="=核对")
    people.reissue_code(actor=admin, person=person)
    organs.change_organ(
        actor=admin, organ=bureau, name="文旅局", short_name="清文广", kind=OrganKind.GOVERNMENT,
    )  # fmt: skip
    return person


def told(response):
    """Return the third to fifth column of the page."""
    rows = re.findall(r"<tr>(.*?)</tr>", response.content.decode().split("<tbody>")[-1], re.DOTALL)
    return [re.findall(r"<td[^>]*>\s*(.*?)\s*</td>", row, re.DOTALL)[2:] for row in rows]


ROWS = [
    ["修改机关", "文旅局", "名称 清河市文化广电局 → 文旅局；种类 政府工作部门 → 人民政府"],
    ["发放一次性代码", "周岚", ""],
    ["申请人的个人信息", "", "=核对"],
    ["任命", "周岚", "角色 分管领导；自 2026-03-02"],
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", ROWS), ("?entry=read", ROWS[2:3]), ("?entry=change", [*ROWS[:2], ROWS[3]]), ("?q=周岚", [ROWS[1], ROWS[3]]),
     ("?q=核对", ROWS[2:3]), ("?q=马云帆", ROWS), ("?q=文旅", ROWS[:1]), ("?entry=x&page=99", ROWS), ("?since=2999-12-31", []),
     ("?until=2000-01-01", []), ("?since=2999-12-31&entry=read", []), ("?q=%00", ROWS), ("?q=" + "x" * 61, ROWS)],
)  # fmt: skip
def test_reads_and_changes_newest_first(auditor, trail, query, expected):
    assert told(auditor.get(f"/desk/audit/{query}")) == expected
    text = auditor.get(f"/desk/audit.csv{query}").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert rows[0] == ["时间", "谁", "做了什么", "对象", "理由、内容"]
    defused = [[what, of, why.replace("=核", "'=核")] for what, of, why in reversed(expected)]
    assert [row[2:] for row in rows[1:]] == defused


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "x", "%00", "1' OR 1"])
def test_a_day_that_cannot_be_stands_with_its_error(auditor, trail, day):
    for name in ("since", "until"):
        page = auditor.get(f"/desk/audit/?{name}={day}")
        assert (page.status_code, f'id="id_{name}_error"' in page.content.decode()) == (200, True)
        assert auditor.get(f"/desk/audit.csv?{name}={day}").status_code == 200


def test_the_last_day_counts_to_its_end_in_china(auditor, bureau, admin, monkeypatch):
    for moment in ("2026-03-02T15:59:59", "2026-03-02T16:00:00"):
        when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda when=when: when)
        note_access(admin, bureau, what="letter", why=moment)
    monkeypatch.undo()
    assert [row[2] for row in told(auditor.get("/desk/audit/?until=2026-03-02"))] == [
        "2026-03-02T15:59:59"
    ]
    assert [row[2] for row in told(auditor.get("/desk/audit/?since=2026-03-03"))] == [
        "2026-03-02T16:00:00"
    ]


def test_an_auditor_sees_their_organ_and_what_is_done_with_its_peoples_accounts(
    auditor, trail, make_organ, make_actor, sign_in
):
    other = make_organ("shiping", "石坪县人民政府")
    boss = make_actor(other, Role.ADMINISTRATOR, name="外人")
    stranger = make_actor(other, Role.HANDLER)
    people.reissue_code(actor=boss, person=stranger.person)
    note_access(boss, other, what="applicant", why="别的机关")
    assert told(auditor.get("/desk/audit/")) == ROWS
    page = sign_in(make_actor(other, Role.AUDITOR)).get("/desk/audit/")
    assert [row[0] for row in told(page)] == ["申请人的个人信息", "发放一次性代码"]


@pytest.mark.parametrize("many", [1, 60])
def test_a_page_costs_the_same_whatever_its_size(
    auditor, admin, bureau, trail, many, django_assert_max_num_queries
):
    for number in range(many):
        note_access(admin, bureau, what="file", why=f"第{number}次")
        organs.add_division(actor=admin, organ=bureau, name=f"第{number}科")
    with django_assert_max_num_queries(11):
        auditor.get("/desk/audit/")


def test_in_english(auditor, trail):
    auditor.cookies["django_language"] = "en"
    assert told(auditor.get("/desk/audit/?q=周岚"))[1] == [
        "Gave a post",
        "周岚",
        "role Leader; since 2026-03-02",
    ]


def test_every_kind_that_is_noted_has_words():
    source = Path(gongkai.__file__).parent
    texts = [
        path.read_text("utf-8")
        for path in source.rglob("*.py")
        if "note_" in path.read_text("utf-8")
    ]
    code = "\n".join(texts)
    kinds = set(
        re.findall(
            r'"((?:person|post|organ|division|code|second-factor|password|register|digest|particulars)-[a-z-]+)"',
            code,
        )
    )
    kinds -= {"organ-page", "organ-people"}  # addresses
    reads = set(re.findall(r'what="([^"]+)"', code))
    assert (kinds, reads - set(READS)) == (set(CHANGES), set())


@pytest.mark.parametrize(
    "body", [{}, {"x": None}, {"role": "gone"}, {"changed": {}}, {"role": ["<b>", 1]}]
)
def test_facts_that_nobody_foresaw_are_told_as_they_are(body):
    assert isinstance(tell_facts("person:1", body), str)


def test_what_the_guide_says_is_noted_as_it_was_and_is(auditor, bureau, admin, sign_in):
    data = {
        "office": "办公室", "address": "虚构路1号", "office_hours": "工作日", "phone": "0999-1", "email": "",
        "channels": ["counter", "post"],
    }  # fmt: skip
    assert sign_in(admin).post("/desk/organ-page/", data).status_code == 302
    ((what, of, facts),) = told(auditor.get("/desk/audit/?entry=change"))
    assert (what, of) == ("更新公开指南", "清河市文化广电局")
    assert facts == (
        "公开工作机构 — → 办公室；地址 — → 虚构路1号；办公时间 — → 工作日；电话 — → 0999-1；申请渠道 — → counter、post"
    )


def test_flags_and_blanks_are_told():
    changed = {"second_factor": [False, True], "region": ["", "640000"]}
    with translation.override("zh-hans"):  # whatever the page before was read in
        told = tell_facts("organ:qinghe", {"organ_name": "清河", "changed": changed})
    assert told == "行政区划代码 — → 640000；要求动态码 否 → 是"
