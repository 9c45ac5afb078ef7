"""Registering what came by post, with its scans."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile
from gongkai.requests.models import Request
from tests.portal.test_attachments import PDF
from tests.portal.test_pages import FORM

LETTER = {
    **FORM,
    "channel": "post",
    "day": "2026-03-02",
    "subject": "监理合同",
    "incoming": "",
    "counting": "",
}


def test_a_letter_is_registered_with_its_scans(office, at):
    scans = [SimpleUploadedFile("来信.pdf", PDF), SimpleUploadedFile("信封.txt", b"x")]
    at["registrar"].post(reverse("desk:register"), {**LETTER, "attachments": scans})
    case = Request.objects.get().case
    assert [each.name for each in StoredFile.objects.order_by("name")] == ["信封.txt", "来信.pdf"]
    assert len(fold_case(case).registered.body["files"]) == 2


def test_a_scan_that_may_not_come_in_keeps_the_form(office, at):
    scan = SimpleUploadedFile("来信.exe", b"MZ\x90\x00\x03")
    page = (
        at["registrar"]
        .post(reverse("desk:register"), {**LETTER, "attachments": scan})
        .content.decode()
    )
    assert ("来信.exe：" in page, LETTER["description"] in page) == (True, True)
    assert Request.objects.count() == 0


def test_a_clerk_records_a_supplement_that_came_by_post(office, at, filed, carry):
    from gongkai.requests.domain.handling import act

    state = carry(filed, "accepted")
    body = {"until": "2026-03-20", "items": ["形式要求"]}
    state = act(
        filed.case.pk, "supplement-sent", actor=office["handler"], seen=state.seen, body=body
    )
    address = reverse("desk:act", args=[filed.case.pk, "supplement-received"])
    values = {"day": "2026-03-02", "seen": state.seen, "text": "2024 年",
              "attachments": SimpleUploadedFile("补正.pdf", PDF)}  # fmt: skip
    assert at["registrar"].post(address, values).status_code == 302
    entry = fold_case(filed.case).entries[-1]
    assert (entry.kind, len(entry.body["files"]), "2024" in str(entry.body)) == (
        "supplement-received",
        1,
        False,
    )
