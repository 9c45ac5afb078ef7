"""Templates: beside the letter they make, in versions, and a way back to each of them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gongkai.letters.kinds import load_templates
from gongkai.requests.domain.templates import (
    NoVersion,
    find_template,
    restore_template,
    save_template,
)
from gongkai.requests.models import LetterTemplate

GRANTED = reverse("desk:template", args=["granted"])
SHIPPED = load_templates()["granted"]
OWN = SHIPPED.replace("# 政府信息公开告知书", "# 清河市政府信息公开告知书")
PARTS = re.compile(r"<span>([^<]+)</span>\s*<span class=\"badge (\w+)\">")


@pytest.fixture
def head(at):
    return at["office_head"]


def see(client, query=""):
    return client.get(GRANTED + query).content.decode()


def test_a_template_stands_beside_its_letter(head):
    page = see(head)
    assert re.search(r'<h2 class="letter-title">([^<]+)', page)[1] == "政府信息公开告知书"
    assert {state for _, state in PARTS.findall(page)} == {"holds"}
    assert LetterTemplate.objects.count() == 0


def test_a_preview_keeps_nothing_and_says_what_is_lost(head):
    page = head.post(GRANTED, {"text": "# 告知书\n\n同意。", "preview": "1"}).content.decode()
    assert re.search(r'<h2 class="letter-title">([^<]+)', page)[1] == "告知书"
    assert [part for part, state in PARTS.findall(page) if state == "waits"][:2] == [
        "文号", "申请人",
    ]  # fmt: skip
    assert LetterTemplate.objects.count() == 0


def test_what_does_not_work_is_refused_and_what_was_typed_is_kept(head):
    page = head.post(GRANTED, {"text": "{{ nothing.here }", "save": "1"}).content.decode()
    assert page.count('class="errors"') == 1
    assert "{{ nothing.here }" in page
    assert LetterTemplate.objects.count() == 0


def test_each_saving_is_a_version_and_one_goes_back_to_any(head, organ, office):
    for text in (OWN, OWN.replace("告知书", "答复书")):
        assert head.post(GRANTED, {"text": text, "save": "1"}).status_code == 302
    page = see(head)
    who = str(office["office_head"].person)
    assert re.findall(r'href="\?version=(\d)"', page) == ["2", "1"]
    assert page.count(who) >= 2
    assert "清河市政府信息公开告知书" in see(head, "?version=1")
    head.post(GRANTED, {"restore": "1"})
    assert find_template(organ, "granted").replace("\r\n", "\n") == OWN
    head.post(GRANTED, {"restore": "shipped"})
    assert find_template(organ, "granted") == SHIPPED
    kept = LetterTemplate.objects.order_by("version").values_list("version", "text")
    assert [(number, bool(text)) for number, text in kept] == [
        (1, True), (2, True), (3, True), (4, False),
    ]  # fmt: skip


def test_a_version_that_there_is_not(head, organ, office):
    save_template(organ, "granted", OWN, actor=office["office_head"])
    with pytest.raises(NoVersion):
        restore_template(organ, "granted", actor=office["office_head"], version=7)
    for query, data in (("?version=7", None), ("", {"restore": "7"}), ("", {"restore": "x"})):
        response = head.get(GRANTED + query) if data is None else head.post(GRANTED, data)
        assert response.url == reverse("desk:templates")
    assert LetterTemplate.objects.count() == 1


def test_the_list_says_whose_words_are_used(head, organ, office):
    save_template(organ, "granted", OWN, actor=office["office_head"])
    page = head.get(reverse("desk:templates")).content.decode()
    assert page.count('class="badge asks"') == 1
