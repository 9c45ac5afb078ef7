"""Before a file goes out: found in the page, removed from the PDF, and no file breaks it."""

from __future__ import annotations

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.core.apart import GivenUp, run_apart
from gongkai.core.files.models import StoredFile
from gongkai.release.gate import find_leaks
from tests.release.works import make_docx, make_pdf

PHONE = "13912345678"


def send(client, data, name="答复.pdf", **values):
    return client.post(reverse("desk:outgoing"), {"file": SimpleUploadedFile(name, data), **values})


@pytest.fixture
def leaking():
    return make_pdf(
        lambda canvas: canvas.drawString(60, 300, f"联系人手机 {PHONE}，监理单位 清河监理")
    )


def test_what_leaks_is_shown_masked_and_nothing_is_kept(office, at, leaking):
    page = send(at["handler"], leaking, look="1").content.decode()
    assert ("发现 " in page, PHONE in page) == (True, False)
    assert (
        "没有发现不应外送的内容"
        in send(at["handler"], "说明".encode(), "说明.txt", look="1").content.decode()
    )
    assert StoredFile.objects.count() == 0


def test_a_pdf_comes_back_without_what_was_chosen(office, at, leaking):
    response = send(at["handler"], leaking, redact="1", rules=["mobile"], terms="清河监理\n\n")
    assert response["Content-Type"] == "application/pdf"
    # The page is a picture of itself now: that alone is left for a person to look at.
    assert [leak.rule for leak in find_leaks(response.content, "x.pdf")] == ["picture"]
    assert (
        PHONE.encode() in response.content,
        "已涂除" in response["Content-Disposition"] or "%" in response["Content-Disposition"],
    ) == (False, True)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.4 nothing", "a.pdf"),
        (b"\0" * 100, "a.pdf"),
        (make_docx(), "a.docx"),
        (b"x", "../../a"),
    ],
)
def test_what_cannot_be_redacted_is_told(office, at, data, name):
    response = send(at["handler"], data, name, redact="1", rules=["mobile"])
    assert response.status_code == 400
    page = response.content.decode()
    assert ("error-summary" in page, "规定时间" in page) == (True, False)


def test_too_large_a_file_is_refused(office, at, settings):
    settings.MAX_FILE_BYTES = 10
    assert send(at["handler"], b"x" * 11, "a.txt", look="1").status_code == 400


def test_what_hangs_is_given_up():
    with pytest.raises(GivenUp):
        run_apart(0.5, time.sleep, 60)
