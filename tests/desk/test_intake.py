"""Registering what came by post, with its scans."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile
from gongkai.core.organs.models import Organ
from gongkai.requests.domain.intake import find_receipt
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
    assert sorted(each.name for each in StoredFile.objects.all()) == ["信封.txt", "来信.pdf"]
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


def test_the_next_request_of_a_letter_begins_with_what_they_share(office, at):
    client, address = at["registrar"], reverse("desk:register")
    first = {**LETTER, "incoming": "来信7", "counting": "each", "next": "1",
             "attachments": SimpleUploadedFile("来信.pdf", PDF)}  # fmt: skip
    page = client.post(address, first, follow=True).content.decode()
    assert (f'value="{FORM["name"]}"' in page, "来信7" in page, LETTER["description"] in page) == (
        True,
        True,
        False,
    )
    assert FORM["name"] not in str(dict(client.session.items()))  # sealed
    client.post(
        address, {**LETTER, "incoming": "来信7", "counting": "each", "description": "另一项"}
    )
    cases = [each.case for each in Request.objects.order_by("number")]
    assert [[file.name for file in case.files.all()] for case in cases] == [
        ["来信.pdf"],
        ["来信.pdf"],
    ]
    shown = client.get(reverse("desk:case", args=[cases[0].pk])).content.decode()
    assert "同一来信的其他申请" in shown
    assert "一信多事，按事项分别计件" in shown
    assert 'value="来信7"' not in client.get(address).content.decode()


def test_a_letter_of_several_requests_says_how_they_are_counted(office, at):
    page = (
        at["registrar"]
        .post(reverse("desk:register"), {**LETTER, "incoming": "来信7"})
        .content.decode()
    )
    assert "填了来信编号，请说明怎样计件" in page
    assert Request.objects.count() == 0


def test_a_repeated_request_is_laid_beside_the_earlier_one(office, at, organ, filed, carry):
    from gongkai.requests.domain.intake import Content, file_request
    from tests.requests.conftest import WANG

    later = file_request(organ=organ, applicant=WANG, content=Content("再要城东文化中心的监理合同"))
    carry(later, "accepted")
    address = reverse("desk:act", args=[later.case.pk, "merged"])
    page = at["handler"].get(address, {"number": filed.number}).content.decode()
    assert "<mark>城东文化中心的监理合同</mark>" in page
    evidence = "同一申请人；本件2026-0002的申请内容共13字，其中11字与2026-0001相同；前件尚未答复。"
    assert evidence in page
    state = fold_case(later.case)
    values = {"day": "2026-03-02", "seen": state.seen, "number": filed.number, "evidence": evidence}
    assert at["handler"].post(address, values).status_code == 302
    assert fold_case(later.case).merged.body["into"] == str(filed.case.pk)
    assert at["handler"].get(address, {"number": "<script>"}).status_code in {200, 302}


def test_a_clerk_hands_out_a_slip_that_opens_the_request(at, office):
    client = at["registrar"]
    page = client.post(reverse("desk:register"), LETTER, follow=True).content.decode()
    number = Request.objects.get().number
    secret = re.search(r"<dd>([2-9A-Z]{12})</dd>", page)[1]
    assert (f"<dd>{number}</dd>" in page, "data:image/svg+xml" in page) == (True, True)
    assert secret not in str(dict(client.session.items()))  # sealed
    assert find_receipt(Organ.objects.get(), number, secret) == Request.objects.get().case
    assert (
        client.get(reverse("desk:slips")).headers["Cache-Control"].startswith("max-age=0, no-cache")
    )


def test_the_slips_of_a_letter_stand_together_and_end_with_the_next(at, office):
    client, address = at["registrar"], reverse("desk:register")
    several = {**LETTER, "incoming": "来信7", "counting": "each"}
    client.post(address, {**several, "next": "1"})
    page = client.post(address, {**several, "description": "另一项"}, follow=True).content.decode()
    assert re.findall(r"<dd>(\d{4}-\d{4})</dd>", page) == ["2026-0001", "2026-0002"]
    page = client.post(address, LETTER, follow=True).content.decode()
    assert re.findall(r"<dd>(\d{4}-\d{4})</dd>", page) == ["2026-0003"]
    assert at["handler"].get(reverse("desk:slips")).status_code == 403
