"""The guide: saved in versions, each of which the public can still read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gongkai.core.audit.models import Change
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.guide import find_guide, is_stale, save_guide
from tests.requests.conftest import TODAY

GUIDE = {
    "office": "政府信息公开办公室", "address": "清河市虚构大道1号", "postcode": "000000",
    "office_hours": "工作日 9:00—17:00", "phone": "0999-1234567", "fax": "", "email": "", "court": "",
    "channels": ["counter", "post", "online"],
}  # fmt: skip


def read(client, organ, **query):
    response = client.get(reverse("portal:guide", args=[organ.code]), query)
    page, _, _ = response.content.decode().partition("<footer")  # which tells how things stand now
    return response.status_code, page


def test_each_saving_is_a_version_that_stays_readable(organ, office, at, client, settings):
    at["office_head"].post(reverse("desk:organ-page"), GUIDE)
    settings.TODAY = TODAY + timedelta(40)
    at["office_head"].post(
        reverse("desk:organ-page"),
        {**GUIDE, "phone": "0999-7654321", "channels": ["counter", "post"]},
    )
    status, now = read(client, organ)
    assert (status, "0999-7654321" in now, "网上提交" in now) == (200, True, False)
    status, then = read(client, organ, version="1")
    assert (status, "0999-1234567" in then, "0999-7654321" in then, "网上提交" in then) == (
        200,
        True,
        False,
        True,
    )
    assert "这是以前的版本" in then
    change = Change.objects.filter(kind="organ-guide-changed").order_by("pk")[1]
    assert change.body["changed"] == {
        "phone": ["0999-1234567", "0999-7654321"], "channels": ["counter、post、online", "counter、post"],
    }  # fmt: skip
    assert "第 2 版" in at["office_head"].get(reverse("desk:organ-page")).content.decode()


@pytest.mark.parametrize(
    ("version", "status"), [("9", 404), ("x", 200), ("-1", 200), ("9" * 30, 200), ("\0", 200)]
)
def test_a_version_that_does_not_exist_is_not_found(organ, office, client, version, status):
    assert read(client, organ, version=version)[0] == status


def test_who_does_not_keep_the_guide_cannot_save_it(organ, office):
    with pytest.raises(Forbidden):
        save_guide(organ, GUIDE, actor=office["handler"])
    assert (Organ.objects.get(pk=organ.pk).phone, find_guide(organ, 1)) == ("", None)


def test_a_guide_not_looked_at_for_a_year_is_stale(organ, settings):
    settings.TODAY = TODAY
    organ.guide_updated = None
    assert is_stale(organ)
    organ.guide_updated = date(2025, 3, 2)
    assert not is_stale(organ)
    organ.guide_updated = date(2025, 3, 1)
    assert is_stale(organ)


def test_the_basic_channels_cannot_be_closed(organ, office, at):
    page = at["office_head"].post(reverse("desk:organ-page"), {**GUIDE, "channels": ["online"]})
    assert "不能关闭" in page.content.decode()
