"""Files sent along: kept sealed with the draft, filed with the request, told apart, never left behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile, Upload
from gongkai.core.files.storage import read_file
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.particulars import read_particulars
from gongkai.requests.models import Request
from tests.portal.test_pages import ASK, FORM
from tests.requests.conftest import TODAY, carry, filed, office

__all__ = ["carry", "filed", "office"]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PROGRESS = "/o/qinghe-service/progress/"


def attach(name="委托书.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def client(office):
    return Client()


def test_files_stay_with_the_draft_and_are_filed_with_it(client):
    client.post(
        ASK, {**FORM, "save": "1", "attachments": [attach(), attach("说明.txt", "说明".encode())]}
    )
    assert "委托书.pdf" in client.get(ASK).content.decode()
    assert b"%PDF" not in bytes(Upload.objects.first().token)
    looked = client.post(ASK, {**FORM, "look": "1"}).content.decode()
    assert "说明.txt" in looked
    client.post(ASK, {**FORM, "confirm": "1", "key": "k"})
    case = Request.objects.get().case
    stored = sorted(StoredFile.objects.filter(case=case), key=lambda file: file.name)
    assert [(each.name, read_file(each)) for each in stored] == [
        ("委托书.pdf", PDF), ("说明.txt", "说明".encode()),
    ]  # fmt: skip
    assert sorted(fold_case(case).registered.body["files"]) == sorted(
        each.sha256 for each in stored
    )
    assert Upload.objects.count() == 0


def test_a_file_is_removed_and_a_draft_discarded_with_its_files(client):
    client.post(ASK, {**FORM, "save": "1", "attachments": [attach(), attach("说明.txt", b"x")]})
    first = next(each for each in Upload.objects.all() if each.name == "委托书.pdf")
    stranger = Client()
    stranger.post(ASK, {**FORM, "remove": str(first.pk)})
    assert Upload.objects.count() == 2
    page = client.post(ASK, {**FORM, "remove": str(first.pk)}).content.decode()
    assert "委托书.pdf" not in page
    assert FORM["description"] in page
    client.post(ASK, {"discard": "1"})
    assert Upload.objects.count() == 0


HOSTILE = {
    "a program": ("a.exe", b"MZ\x90\x00\x03\x00"), "empty": ("a.pdf", b""), "a page": ("a.html", b"<html><script>"),
    "not what it says": ("a.png", PDF), "an archive": ("a.zip", b"PK\x03\x04\x00"),
    "old office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
}  # fmt: skip


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_what_may_not_come_in_is_told_and_nothing_typed_is_lost(client, file):
    response = client.post(ASK, {**FORM, "look": "1", "attachments": attach(*file)})
    assert response.status_code == 400
    page = response.content.decode()
    assert "error-summary" in page
    assert FORM["description"] in page
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_too_large_and_too_many_are_refused(client, settings):
    settings.MAX_FILE_BYTES = 1000
    large = client.post(ASK, {**FORM, "save": "1", "attachments": attach("a.txt", b"x" * 1001)})
    assert large.status_code == 400
    many = [attach(f"{n}.txt", b"%d" % n) for n in range(11)]
    assert client.post(ASK, {**FORM, "save": "1", "attachments": many}).status_code == 400
    assert Upload.objects.count() == 10


@pytest.fixture
def asked(client, office, filed, carry):
    """A request that waits for its supplement, opened by its applicant."""
    state = carry(filed, "accepted")
    body = {"until": "2026-03-20", "items": ["形式要求"]}
    act(filed.case.pk, "supplement-sent", actor=office["handler"], seen=state.seen, body=body,
        sealed={"how": "请写明年份"})  # fmt: skip
    client.post("/o/qinghe-service/status/", {"number": filed.number, "secret": filed.secret})
    return filed


def test_an_applicant_supplements_on_the_portal_and_the_clock_starts_anew(client, asked, office):
    assert "请写明年份" in client.get(PROGRESS).content.decode()
    post = {"act": "supplement", "text": "2024 年的合同", "attachments": attach()}
    response = client.post(PROGRESS, post, follow=True)
    assert "已收到您补充的材料" in response.content.decode()
    state = fold_case(asked.case)
    entry = state.entries[-1]
    assert (entry.kind, entry.actor, entry.day) == ("supplement-received", "applicant", TODAY)
    assert "2024" not in str(entry.body)
    assert state.due == date(2026, 3, 30)
    found = read_particulars(asked.case, actor=office["handler"], why="办理")
    assert found.later == ((TODAY, "2024 年的合同"),)
    again = client.post(PROGRESS, post)
    assert again.status_code == 400
    assert fold_case(asked.case).seen == state.seen


@pytest.mark.parametrize("post", [{"text": " "}, {"attachments": attach("a.exe", b"MZ\x90\x00")}])
def test_an_empty_or_hostile_supplement_is_not_recorded(client, asked, post):
    before = fold_case(asked.case).seen
    response = client.post(PROGRESS, {"act": "supplement", **post})
    assert response.status_code == 400
    assert (fold_case(asked.case).seen, StoredFile.objects.count()) == (before, 0)
