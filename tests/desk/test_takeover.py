"""Taking a register over, as a clerk does it in the page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.requests.models import Request
from gongkai.requests.register.sheet import read_lines
from tests.requests.register.test_takeover import ANSWERED, ASKED, make_book


def test_a_register_is_checked_then_taken_over_in_the_page(office, at):

    client, address = at["registrar"], reverse("desk:takeover")
    data = make_book(ANSWERED, {**ASKED, "number": "2025-0008", "channel": "电报"})
    client.post(address, {"file": SimpleUploadedFile("登记簿.xlsx", data)})
    page = client.get(address).content.decode()
    assert "渠道：不是可以填的内容" in page
    assert Request.objects.count() == 0
    mended = client.get(reverse("desk:takeover-faults"))
    assert len(read_lines(mended.content)) == 1
    response = client.post(address, {"commit": "1"}, follow=True)
    assert "已转入 1 件，1 行有问题没有转入" in response.content.decode()
    assert [each.number for each in Request.objects.all()] == ["2025-0007"]
    assert "上传并检查" in client.get(address).content.decode()  # the file is gone


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04junk"])
def test_what_is_no_register_is_told_on_the_page(office, at, data):
    client, address = at["registrar"], reverse("desk:takeover")
    file = SimpleUploadedFile("登记簿.xlsx", data)
    response = client.post(address, {"file": file}, follow=True)
    assert response.status_code == (400 if not data else 200)
    assert 'class="message error"' in response.content.decode() or not data
