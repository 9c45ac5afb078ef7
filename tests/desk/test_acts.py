"""Acting in the page: the outcome found, its words asked for, the letter previewed and sent, nothing left in the log."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gongkai.core.audit.models import Access
from gongkai.core.caselog.log import fold_case, open_entries
from gongkai.core.caselog.models import Event
from gongkai.core.files.models import StoredFile
from gongkai.core.organs.models import Organ
from gongkai.requests.domain.handling import act
from gongkai.statute.outcomes import load_outcomes

DAY = "2026-03-02"


@pytest.fixture
def in_hand(filed, carry):
    Organ.objects.update(phone="0999-1234567", office="公开办", address="清河市虚构大道1号")
    return carry(filed, "accepted")


def find(name, filed, *more):
    return reverse(f"desk:{name}", args=[filed.case.pk, *more])


def list_fields(page):
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([a-z_]+)"', page)
    return {each for each in names if not each.startswith("csrf")}


def test_a_reply_begins_with_its_outcome(at, filed, in_hand):
    response = at["handler"].get(find("act", filed, "drafted"))
    assert response.headers["Location"] == find("outcome", filed)
    page = at["handler"].get(find("outcome", filed)).content.decode()
    offered = set(re.findall(r"act/drafted/\?outcome=([a-z_.]+)", page))
    assert set(load_outcomes()) - offered == {  # what has not happened in this case
        "unavailable.still_unclear", "not_processed.excessive", "other.supplement_overdue", "other.fee_unpaid",
        "refused.third_party_rights",
    }  # fmt: skip
    assert page.count("不适用") == 21 - len(offered)


def test_questions_lead_to_what_the_facts_admit(at, filed, in_hand):
    client, address = at["handler"], find("outcome", filed)
    page = client.get(address).content.decode()
    asked = []
    while links := re.findall(r'class="button act" href="([^"]+)">(是|否)</a>', page):
        asked.append(re.search(r'class="question">([^<]+)<', page)[1].strip())
        yes = asked[-1].startswith(("是否属于本机关负责公开", "经检索，本机关是否掌握"))
        link = next(each for each, word in links if word == ("是" if yes else "否"))
        page = client.get(link.replace("&amp;", "&")).content.decode()
    assert (len(set(asked)), "事实已经查明" in page) == (len(asked), True)
    assert set(re.findall(r"act/drafted/\?outcome=([a-z_.]+)", page)) == {"granted", "other.other"}
    back = re.findall(r'href="([^"]+)" aria-label="退回到这一问"', page)
    page = client.get(back[0].replace("&amp;", "&")).content.decode()
    assert asked[0] in page


FIELDS = {
    "granted": {"supplied", "route"},
    "refused.deliberative": {"facts", "reasons"},
    "unavailable.not_held": {"facts", "reasons", "competent_organ", "competent_contact"},
    "not_processed.repeated": {"facts", "reasons", "earlier_number", "earlier_day"},
}


@pytest.mark.parametrize("leaf", FIELDS)
def test_just_the_words_of_the_outcome_are_asked_for(at, filed, in_hand, leaf):
    page = at["handler"].get(f"{find('act', filed, 'drafted')}?outcome={leaf}").content.decode()
    assert (
        list_fields(page) - {"day", "seen", "outcome", "found", "next", "preview"} == FIELDS[leaf]
    )


def test_a_draft_is_previewed_without_being_recorded_and_its_words_are_sealed(at, filed, in_hand):
    address = find("act", filed, "drafted")
    values = {"day": DAY, "seen": in_hand.seen, "outcome": "refused.deliberative", "found": "held=yes",
              "facts": "该文件是讨论记录。", "reasons": "公开后不利于充分讨论。"}  # fmt: skip
    page = at["handler"].post(address, {**values, "preview": "1"}).content.decode()
    assert ("必备内容齐全" in page, "该文件是讨论记录" in page) == (True, True)
    assert fold_case(filed.case).seen == in_hand.seen
    assert at["handler"].post(address, values).status_code == 302
    entry = Event.objects.filter(case=filed.case).latest("sequence")
    assert entry.body == {"outcome": "refused.deliberative", "found": {"held": True}}
    assert open_entries(filed.case)[-1].sealed == {
        "facts": "该文件是讨论记录。", "reasons": "公开后不利于充分讨论。"
    }  # fmt: skip


def test_an_outcome_that_the_facts_exclude_is_not_drafted(at, filed, in_hand):
    values = {
        "day": DAY,
        "seen": in_hand.seen,
        "outcome": "granted",
        "found": "held=no",
        "supplied": "合同",
    }
    response = at["handler"].post(find("act", filed, "drafted"), values)
    assert (response.status_code, "与查明的事实不符" in response.content.decode()) == (400, True)
    assert fold_case(filed.case).seen == in_hand.seen


def test_what_was_sent_back_is_mended_from_its_own_words(at, office, filed, carry):
    state = carry(filed, "drafted")
    act(filed.case.pk, "review-returned", actor=office["legal_reviewer"], seen=state.seen,
        body={"review": "legal", "reason": "写明依据"})  # fmt: skip
    before = Access.objects.count()
    page = at["handler"].get(find("act", filed, "drafted")).content.decode()
    assert ("监理合同复印件" in page, Access.objects.count() - before) == (True, 1)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_notice_goes_out_with_its_act_or_is_only_noted(at, filed, in_hand, elsewhere):
    address = find("act", filed, "supplement-sent")
    values = {"day": DAY, "seen": in_hand.seen, "items": "形式要求", "how": "请写明要纸质还是电子文本",
              "until": "2026-03-20", **({"elsewhere": "on"} if elsewhere else {})}  # fmt: skip
    preview = at["handler"].post(address, {**values, "preview": "1"})
    assert ("请写明要纸质还是电子文本" in preview.content.decode(), StoredFile.objects.count()) == (
        True,
        0,
    )
    assert at["handler"].post(address, values).status_code == 302
    body = fold_case(filed.case).entries[-1].body
    page = at["handler"].get(find("case", filed)).content.decode()
    if elsewhere:
        assert body == {"until": "2026-03-20", "items": ["形式要求"]}
    else:
        assert body["number"] == "清政服公补〔2026〕1号"
        assert (
            page.count(find("file", filed, body["file"])) == 2
        )  # in the story and among the papers


def test_personal_words_are_refused_with_all_that_was_typed(at, filed, in_hand):
    text = "申请人证件990123199001010017，已电话联系"
    response = at["handler"].post(
        find("act", filed, "noted"), {"day": DAY, "seen": in_hand.seen, "text": text}
    )
    page = response.content.decode()
    assert (response.status_code, "请去掉个人信息" in page, text in page) == (400, True, True)
    assert fold_case(filed.case).seen == in_hand.seen


@pytest.mark.parametrize(("days", "status"), [(20, 302), (21, 400)])
def test_an_extension_is_as_long_as_the_law_allows(at, filed, in_hand, days, status):
    values = {"day": DAY, "seen": in_hand.seen, "days": days, "reason": "材料较多"}
    response = at["office_head"].post(find("act", filed, "extension-approved"), values)
    assert response.status_code == status
