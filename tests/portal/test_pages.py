"""The public's pages: without an account, without a trace of who asked, whatever is typed into them."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.core.identity import is_resident_number, is_uscc
from gongkai.requests.models import Request
from tests.house.tree import ROOT
from tests.requests.conftest import TODAY, WANG, filed, office
from tests.requests.domain.test_intake import CONTENT

__all__ = ["filed", "office"]
FORM = {
    "kind": "natural_person", "name": "王小明", "id_kind": "resident", "id_number": WANG.id_number, "phone": "10012345678",
    "description": "城东文化中心的监理合同", "form": "electronic", "delivery": "online",
}  # fmt: skip
ASK = "/o/qinghe-service/ask/"
STATUS = "/o/qinghe-service/status/"


@pytest.fixture(autouse=True)
def site(organ, settings):
    settings.TODAY = TODAY
    cache.clear()
    yield organ
    cache.clear()


def test_the_only_organ_is_where_one_begins(client):
    assert client.get("/").url == "/o/qinghe-service/"


def test_two_organs_are_chosen_from(client, make_organ):
    make_organ("lanting", "兰亭县人民政府")
    assert "兰亭县人民政府" in client.get("/").content.decode()
    assert "兰亭县人民政府" not in client.get("/?q=清河").content.decode()


def test_the_calculator_ends_with_the_due_day_however_long_ago_it_was(client, settings):
    settings.TODAY = date(2026, 11, 26)
    page = client.get("/deadline/?channel=counter&received=2026-03-02").content.decode()
    days = re.findall(r'<li class="([^"]+)" title="(\S+)', page)
    assert days[-1] == ("counted due", "2026-03-30")
    assert "到 2026 年 11 月 26 日 期限已过" in page


def test_the_first_page_tells_the_average_by_both_its_numbers(client, filed):
    assert "÷" not in client.get("/o/qinghe-service/").content.decode()
    Request.objects.update(closed=TODAY, outcome="granted", working_days=7)
    page = client.get("/o/qinghe-service/").content.decode()
    assert re.search(r"= ([\d,]+) ÷ ([\d,]+)", page).groups() == ("7", "1")


def test_every_page_of_an_organ_says_how_it_is_reached(client, organ):
    organ.phone = "0999-0000000"
    organ.save()
    pages = {
        path: client.get(f"/o/qinghe-service/{path}").content.decode().partition("<footer")[2]
        for path in ("", "ask/", "guide/", "choose/", "search/", "status/")
    }
    assert {path: foot.count("0999-0000000") for path, foot in pages.items()} == dict.fromkeys(
        pages, 1
    )


@pytest.mark.parametrize(
    "path", ["nowhere/", "o/nobody/", "o/qinghe-service/published/2026-0001/", "o/../etc/"]
)
def test_what_is_not_there_is_said_so(client, path):
    assert client.get(f"/{path}").status_code == 404


def test_a_request_is_looked_over_then_filed_once(client):
    looked = client.post(ASK, {**FORM, "look": "1"}).content.decode()
    assert "请核对，然后提交" in looked
    assert Request.objects.count() == 0
    key = re.search(r'name="key" value="(\w+)"', looked)[1]
    for _ in range(2):
        response = client.post(ASK, {**FORM, "confirm": "1", "key": key})
        assert response.url == "/o/qinghe-service/receipt/"
    assert Request.objects.count() == 1
    page = client.get("/o/qinghe-service/receipt/").content.decode()
    assert "2026-0001" in page
    assert "王小明" not in page


WRONG = {
    "no name": {"name": ""}, "an ID with a wrong check digit": {"id_number": WANG.id_number[:-1] + "1"},
    "a credit code that is none": {"id_kind": "uscc", "id_number": "11100000MB0000000X"},
    "no way to be reached": {"phone": ""}, "mail without an address": {"delivery": "email"},
    "an unknown kind": {"kind": "robot"}, "too long": {"description": "长" * 4001}, "not an address": {"email": "x@"},
    "a null byte": {"name": "王\x00小明"},
}  # fmt: skip


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(client, change):
    response = client.post(ASK, {**FORM, **change, "confirm": "1"})
    text = response.content.decode()
    assert response.status_code == 400
    assert "error-summary" in text
    assert Request.objects.count() == 0
    if "description" not in change:
        assert "城东文化中心的监理合同" in text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{% load x %}{{ 7*7 }}", "\u202e倒", "'; DROP TABLE x;--"]
)
def test_hostile_words_are_shown_as_words(client, text):
    looked = client.post(ASK, {**FORM, "description": text, "look": "1"}).content.decode()
    assert "<script>alert" not in looked
    assert (
        client.post(ASK, {**FORM, "description": text, "confirm": "1", "key": "k"}).status_code
        == 302
    )


def test_only_a_draft_that_one_comes_back_to_is_called_a_draft(client):
    told = "这是您上次保存的草稿"
    assert told not in client.post(ASK, {**FORM, "name": "", "look": "1"}).content.decode()
    assert told in client.get(ASK).content.decode()


def test_a_machine_that_fills_the_hidden_field_files_nothing(client):
    client.post(ASK, {**FORM, "confirm": "1", "website": "https://spam.example"})
    assert Request.objects.count() == 0


def test_a_draft_is_kept_sealed_and_can_be_discarded(client):
    client.post(ASK, {**FORM, "save": "1"})
    stored = str(dict(client.session.items()))
    assert "王小明" not in stored
    assert "王小明" in client.get(ASK).content.decode()
    client.post(ASK, {"discard": "1"})
    assert "王小明" not in client.get(ASK).content.decode()


def test_filing_is_limited_by_address(client, settings):
    settings.FILINGS_AN_HOUR = 2
    statuses = [
        client.post(ASK, {**FORM, "confirm": "1", "key": str(n)}).status_code for n in range(3)
    ]
    assert statuses == [302, 302, 429]


def test_following_tells_nothing_personal_and_nothing_to_a_guesser(client, organ, caplog):
    from gongkai.requests.domain.intake import file_request

    filed = file_request(organ=organ, applicant=WANG, content=CONTENT)
    wrong = [
        client.post(STATUS, {"number": number, "secret": secret}).content.decode()
        for number, secret in ((filed.number, "X" * 12), ("2026-9999", filed.secret))
    ]
    told = [re.search(r"error-summary.*?</div>", page, re.DOTALL)[0] for page in wrong]
    assert told[0] == told[1]
    with caplog.at_level(logging.DEBUG):
        response = client.post(
            STATUS, {"number": filed.number, "secret": filed.secret}, follow=True
        )
    page = response.content.decode()
    assert "尚待机关与您确认收到" in page
    for private in ("王小明", WANG.id_number, WANG.phone, CONTENT.description, filed.secret):
        assert private not in page
        assert private not in caplog.text
    client.post("/o/qinghe-service/progress/", {"act": "withdraw"})
    assert "尚未" not in client.get("/").content.decode()


def test_guessing_is_limited(client):
    statuses = {client.post(STATUS, {"number": "x", "secret": "y"}).status_code for _ in range(31)}
    assert statuses == {400, 429}


def test_a_form_without_its_token_is_refused(organ):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(ASK, FORM)
    assert response.status_code == 403
    assert "表单已经失效" in response.content.decode()


def test_pages_forbid_scripts_and_frames(client):
    headers = client.get("/o/qinghe-service/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert "<script" not in client.get(ASK).content.decode()


def check(client, *paths, **more):
    names = ("report", "previous")
    files = {
        name: SimpleUploadedFile(path.name, path.read_bytes())
        for name, path in zip(names, paths, strict=False)
    }
    return client.post("/check/", {**files, **more})


@pytest.mark.slow
def test_a_report_is_checked_beside_last_year_s_and_kept_nowhere(client):
    examples = ROOT / "examples"
    response = check(client, examples / "lanting_2024.html", examples / "lanting_2023.html")
    text = response.content.decode()
    assert response.status_code == 200
    assert "T3-CONCLUDED" in text
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "sandbox" in policy


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.pdf", b"%PDF-1.7 broken"),
        ("x.txt", b"not a report"),
        ("x.docx", b"PK\x03\x04junk"),
        ("x.html", b"<p>hello"),
    ],
)
def test_what_is_no_report_is_said_to_be_none(client, tmp_path: Path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    response = check(client, path)
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()


def test_a_file_too_large_is_refused(client, tmp_path: Path, settings):
    settings.MAX_FILE_BYTES = 10
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF" + b"0" * 100)
    assert check(client, path).status_code == 400


@pytest.mark.parametrize(
    "following", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_the_switches_lead_nowhere_else(client, following):
    response = client.post("/look/set/", {"large": "1", "next": following})
    assert (response.url, response.cookies["large"].value) == ("/", "1")


def test_english_is_complete_beside_chinese(client):
    client.post("/look/language/", {"language": "en", "next": "/"})
    text = client.get("/o/qinghe-service/choose/?matter=petition").content.decode()
    body = re.sub(r"<[^>]+>", "", text.split("<main")[1].split("</main>")[0])
    assert re.findall(r"[\u4e00-\u9fff]+", body) == []


@pytest.mark.parametrize(("number", "right"), [(WANG.id_number, True), (WANG.id_number[:-1] + "1", False), ("", False),
                                               ("99012319901301001X", False), ("１" * 18, False)])  # fmt: skip
def test_resident_numbers(number, right):
    assert is_resident_number(number) is right


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("11100000000013338W", True),
        ("11100000000013338X", False),
        ("12441500196720244T", True),
        ("I" * 18, False),
    ],
)
def test_credit_codes(code, right):
    assert is_uscc(code) is right
