"""A case whose particulars were erased opens everywhere, and says so instead of failing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile
from gongkai.requests.domain.retention import erase_request
from tests.requests.domain.test_retention import LATER, WHY, answered, archive, file, folder

__all__ = ["answered", "archive", "folder"]

pytestmark = pytest.mark.slow


@pytest.fixture
def erased(answered, office, settings, django_capture_on_commit_callbacks):
    settings.TODAY = LATER
    with django_capture_on_commit_callbacks(execute=True):
        erase_request(answered.pk, before=LATER, why=WHY, actor=office["office_head"])
    return answered


def read(response):
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("role", ["registrar", "handler", "office_head", "leader"])
def test_its_page_opens_and_its_particulars_are_said_to_be_gone(erased, at, role):
    status, page = read(at[role].get(reverse("desk:case", args=[erased.pk])))
    assert (status, erased.request.number in page) == (200, True)
    status, page = read(
        at[role].post(reverse("desk:particulars", args=[erased.pk]), {"why": "核对"})
    )
    assert (status, "个人信息已按规定删除。" in page, "王小明" in page) == (200, True, False)


def test_it_is_proved_and_listed(erased, at):
    status, page = read(at["office_head"].post(reverse("desk:prove", args=[erased.pk])))
    assert status == 200
    status, page = read(at["registrar"].get("/desk/?view=all"))
    assert (status, erased.request.number in page) == (200, True)


def test_its_files_are_no_files_any_more(erased, at):
    for stored in StoredFile.objects.filter(case=erased):
        address = reverse("desk:file", args=[erased.pk, stored.sha256])
        assert at["registrar"].get(address).status_code == 404


@pytest.mark.parametrize("kind", ["receipt", "supplement"])
@pytest.mark.parametrize("press", ["preview", "issue"])
def test_a_letter_about_it_is_not_issued(erased, at, kind, press):
    address = reverse("desk:letter", args=[erased.pk])
    status, _ = read(
        at["handler"].post(address, {"kind": kind, "seen": erased.request.seen, press: "1"})
    )
    assert status == 200
    assert StoredFile.objects.filter(case=erased, erased=None).count() == 0


def test_another_request_is_laid_beside_it(erased, at, organ, office):
    from gongkai.requests.domain.handling import act

    filed = file(organ)
    act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
    address = reverse("desk:act", args=[filed.case.pk, "merged"])
    status, page = read(at["office_head"].get(address, {"number": erased.request.number}))
    assert (status, "无法逐字对照" in page) == (200, True)


def test_whoever_has_the_secret_still_sees_where_it_stands(erased, organ):
    from django.contrib.auth.hashers import make_password

    from gongkai.requests.models import Receipt

    Receipt.objects.filter(case=erased).update(secret=make_password("ABCDEFGH2345"))
    client = Client()
    values = {"number": erased.request.number, "secret": "ABCDEFGH2345"}
    client.post(reverse("portal:status", args=[organ.code]), values)
    status, page = read(client.get(reverse("portal:progress", args=[organ.code])))
    assert (status, erased.request.number in page, "王小明" in page) == (200, True, False)
    reply = fold_case(erased).draft.signed.body["file"]
    response = client.get(reverse("portal:paper", args=[organ.code, reply]))
    assert response.headers["Location"] == reverse("portal:progress", args=[organ.code])
