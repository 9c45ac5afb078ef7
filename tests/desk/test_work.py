"""The work list: what stands first, what narrows it, what is remembered, and one act on many."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from gongkai.core.organs.models import Division
from gongkai.requests.domain.handling import act, assign
from gongkai.requests.domain.intake import Content, file_request
from gongkai.requests.models import Request
from tests.requests.conftest import WANG

NUMBERS = re.compile(r'<td class="tight">(2026-\d{4})</td>')


@pytest.fixture
def several(organ, office):
    """Four requests: two assigned and due on different days, one unconfirmed, one withdrawn."""
    registrar, handler = office["registrar"], office["handler"].person
    division = Division.objects.create(organ=organ, name="综合科")
    made = [
        file_request(organ=organ, applicant=WANG, content=Content("描述", f"事项{n}"))
        for n in range(4)
    ]
    for filed in (made[0], made[1], made[3]):
        state = act(filed.case.pk, "confirmed", actor=registrar, seen=1)
        assign(filed.case.pk, handler=handler, actor=registrar, seen=state.seen, division=division)
    Request.objects.filter(pk=made[0].case.pk).update(due=date(2026, 4, 7), channel="post")
    act(made[3].case.pk, "withdrawn", actor=registrar, seen=3)
    return made


def see_page(client, query):
    return client.get(f"/desk/?{query}").content.decode()


def see(client, query):
    return NUMBERS.findall(see_page(client, query))


def test_the_open_stand_by_their_due_day_and_all_by_arrival(at, several):
    assert see(at["registrar"], "view=open") == ["2026-0002", "2026-0001", "2026-0003"]
    assert see(at["registrar"], "view=all") == ["2026-0004", "2026-0003", "2026-0002", "2026-0001"]
    assert see(at["registrar"], "view=all&sort=-number") == [
        "2026-0004", "2026-0003", "2026-0002", "2026-0001",
    ]  # fmt: skip


def test_what_waits_for_the_archive_is_one_line_under_ones_own_turn(at, several):
    page = at["registrar"].get("/desk/").content.decode()
    assert NUMBERS.findall(page) == ["2026-0003"]
    assert re.search(r'view=archive">([^<]+)', page.split("</table>")[1])[1] == (
        "另有 1 件已办结，待归档"
    )
    assert "另有" not in at["handler"].get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("handler={handler}", ["2026-0004", "2026-0002", "2026-0001"]),
        ("division={division}", ["2026-0004", "2026-0002", "2026-0001"]),
        ("handler={registrar}", ["2026-0004", "2026-0003", "2026-0002", "2026-0001"]),
        ("channel=post", ["2026-0001"]),
        ("since=2026-03-03", []),
        ("since=2026-03-02&until=2026-03-02", ["2026-0004", "2026-0002", "2026-0001"]),
        ("until=2026-02-30", ["2026-0004", "2026-0003", "2026-0002", "2026-0001"]),
        ("outcome=granted", []),
        ("step=confirm", ["2026-0003"]),
        ("handler={handler}&channel=online&q=事项3", ["2026-0004"]),
    ],
)
def test_a_list_is_narrowed(at, office, several, query, found):
    filled = query.format(
        handler=office["handler"].person.pk,
        registrar=office["registrar"].person.pk,
        division=Division.objects.get().pk,
    )
    assert see(at["registrar"], f"view=all&{filled}") == found


def test_what_narrows_a_list_survives_sorting_and_export_and_is_named(at, office, several):
    query = f"view=all&handler={office['handler'].person.pk}&channel=post"
    page = at["registrar"].get(f"/desk/?{query}").content.decode()
    assert re.findall(r'<span class="badge">([^<]+)</span>', page.split("</summary>")[0]) == [
        f"承办人：{office['handler'].person}", "渠道：邮寄（需签收）",
    ]  # fmt: skip
    links = re.findall(r'href="(\?[^"]+sort=due)"', page)
    assert links == [f"?{query}&sort=due".replace("&", "&amp;")]
    text = at["registrar"].get(f"/desk/export.csv?{query}").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(StringIO(text))] == ["编号", "2026-0001"]


def test_an_impossible_condition_is_said_at_its_field(at, several):
    page = at["registrar"].get("/desk/?view=all&handler=999999").content.decode()
    assert page.count('<ul class="errors"') == 1


def test_the_chosen_columns_last_longer_than_a_session(at, office, several, sign_in):
    client = at["registrar"]
    response = client.post("/desk/columns/", {"column": ["number", "division"], "back": "view=all"})
    assert (response.url, response.cookies["columns"]["max-age"]) == ("/desk/?view=all", 31536000)
    later = sign_in(office["registrar"])
    later.cookies["columns"] = response.cookies["columns"].value
    heads = later.get("/desk/?view=all").content.decode().split("<thead>")[1].split("</thead>")[0]
    words = [word.strip() for word in re.sub(r"<[^>]+>", "", heads).split() if word.strip()]
    assert words == ["选择", "编号", "科室"]


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/?view=all", "\r\nX: y"])
def test_a_form_leads_back_to_the_list_and_nowhere_else(at, several, back):
    response = at["registrar"].post("/desk/columns/", {"column": ["number"], "back": back})
    assert response.url.startswith("/desk/")


def test_the_ticked_are_archived_and_the_others_named_with_the_reason(at, several):
    keys = [str(filed.case.pk) for filed in several[2:]]
    data = {"case": keys, "back": "view=archive&tick=page"}
    response = at["registrar"].post("/desk/archive/", data)
    assert response.url == "/desk/?view=archive"
    page = at["registrar"].get(response.url).content.decode()
    told = re.findall(r'<p class="message (\w+)">([^<]+)</p>', page)
    assert [(tag, words.partition("：")[0]) for tag, words in told] == [
        ("success", "已归档 1 件"), ("error", "1 件没有办理（2026-0003）"),
    ]  # fmt: skip
    assert list(Request.objects.filter(step="done").values_list("number", flat=True)) == [
        "2026-0004"
    ]


def test_archiving_is_for_registrars_and_needs_something_ticked(at, several):
    assert at["handler"].post("/desk/archive/", {"case": []}).status_code == 403
    assert Client().post("/desk/archive/").status_code == 302
    page = at["registrar"].post("/desk/archive/", {"case": ["x"]}, follow=True).content.decode()
    assert "请先勾选要归档的申请" in page
    assert Request.objects.filter(step="done").count() == 0


def test_a_page_is_ticked_as_a_whole(at, several):
    ticked = {
        query: len(re.findall(r'name="case"[^>]+ checked>', see_page(at["registrar"], query)))
        for query in ("view=archive", "view=archive&tick=page", "view=all&tick=page")
    }
    assert ticked == {"view=archive": 0, "view=archive&tick=page": 1, "view=all&tick=page": 4}
