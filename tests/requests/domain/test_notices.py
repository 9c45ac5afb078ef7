"""Acts with their letters: both or neither, whole, numbered without gaps, and nothing personal in the log."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.audit.models import Access
from gongkai.core.caselog.log import Overtaken, fold_case, open_entries
from gongkai.core.caselog.models import Event
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.files.models import StoredFile
from gongkai.core.organs.actor import APPLICANT
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.frequency import count_frequency
from gongkai.requests.domain.handling import Personal, act
from gongkai.requests.domain.intake import Content, register_request
from gongkai.requests.domain.letters import Incomplete, Leaking, issue_letter, offered_kinds
from gongkai.requests.domain.notices import act_with_letter, preview_notice
from gongkai.requests.models import Request
from gongkai.requests.process.findings import find_words
from gongkai.requests.process.kinds import KINDS, BadBody
from gongkai.statute.clock.events import Channel
from gongkai.statute.outcomes import load_outcomes
from tests.requests.conftest import TODAY, WANG

SUPPLEMENT = {
    "body": {"until": "2026-03-20", "items": ["政府信息的名称、文号或者其他特征性描述"]},
    "sealed": {"how": "请写明合同签订的年份"},
}
LETTERS = {  # kind -> what it is made with, and a word of its own that its letter must hold
    "supplement-sent": (SUPPLEMENT, "请写明合同签订的年份"),
    "reasons-requested": (
        {"body": {"until": "2026-03-20"}, "sealed": {"facts": "申请人本月已申请12件。"}}, "已申请12件"),
    "fee-sent": ({"body": {"measure": "items", "quantity": 11, "amount": 100, "working": "第11件100元",
                           "payment": "银行汇缴"}}, "银行汇缴"),
    "third-party-sent": (
        {"body": {"party": "第三方甲"}, "sealed": {"recipient": "赵四", "information": "监理合同"}}, "赵四"),
    "co-maker-sent": ({"body": {"party": "清河市住建局"}, "sealed": {"information": "监理合同"}}, "清河市住建局"),
    "organ-sent": ({"body": {"party": "清河市档案馆", "until": "2026-03-20"},
                    "sealed": {"information": "监理合同", "matter": "查找原件"}}, "查找原件"),
    "withdrawn": ({"body": {}}, "撤回"),
}  # fmt: skip


@pytest.fixture
def in_hand(filed, office, carry):
    """A request in its handler's hands, of an organ whose particulars are known."""
    Organ.objects.update(phone="0999-1234567", office="公开办", address="清河市虚构大道1号")
    filed.case.organ.refresh_from_db()
    return carry(filed, "accepted")


def test_every_kind_with_a_letter_is_tried_here():
    assert {kind.id for kind in KINDS.values() if kind.letter} == {*LETTERS, "extended", "deferred"}


@pytest.mark.parametrize("kind", LETTERS)
def test_an_act_sends_out_its_letter_as_previewed(filed, office, in_hand, kind):
    words, own = LETTERS[kind]
    seen_before = preview_notice(filed.case, kind, actor=office["handler"], day=TODAY, **words)
    assert (seen_before.missing, seen_before.leaks) == ((), ())
    assert own in seen_before.text.plain() + seen_before.text.addressee
    state = act_with_letter(
        filed.case.pk, kind, actor=office["handler"], seen=in_hand.seen, **words
    )
    sent = state.entries[-1]
    assert (sent.kind, sent.body["letter"]) == (kind, KINDS[kind].letter)
    assert sent.body["number"] == seen_before.text.number
    assert sent.body["number"].endswith("〔2026〕1号")
    assert StoredFile.objects.get(sha256=sent.body["file"]).case_id == filed.case.pk
    assert [each for each in verify() if isinstance(each, Flaw)] == []


def test_the_words_of_an_act_stand_sealed_beside_the_log(filed, office, in_hand):
    words, _ = LETTERS["third-party-sent"]
    act_with_letter(
        filed.case.pk, "third-party-sent", actor=office["handler"], seen=in_hand.seen, **words
    )
    told = str(list(Event.objects.values_list("body", "actor_name")))
    assert ("赵四" in told, "监理合同" in told.replace("城东文化中心监理合同", "")) == (
        False,
        False,
    )
    assert open_entries(filed.case)[-1].sealed == words["sealed"]
    assert Access.objects.filter(why="文书：第三方意见征求书").count() == 1


def test_a_letter_that_lacks_something_sends_nothing_and_gives_its_number_back(
    filed, office, in_hand
):
    handler = office["handler"]
    lacking = {"body": {"party": "第三方甲"}}
    with pytest.raises(Incomplete):
        act_with_letter(
            filed.case.pk, "third-party-sent", actor=handler, seen=in_hand.seen, **lacking
        )
    leaking = {"body": {"party": "第三方甲"}, "sealed": {"information": f"含{WANG.id_number}"}}
    with pytest.raises(Leaking):
        act_with_letter(
            filed.case.pk, "third-party-sent", actor=handler, seen=in_hand.seen, **leaking
        )
    assert (fold_case(filed.case).seen, StoredFile.objects.count()) == (in_hand.seen, 0)
    words, _ = LETTERS["third-party-sent"]
    state = act_with_letter(
        filed.case.pk, "third-party-sent", actor=handler, seen=in_hand.seen, **words
    )
    assert state.entries[-1].body["number"] == "清政服公征〔2026〕1号"


def test_who_was_overtaken_or_may_not_sends_nothing(filed, office, in_hand):
    words, _ = LETTERS["supplement-sent"]
    with pytest.raises(Overtaken):
        act_with_letter(
            filed.case.pk,
            "supplement-sent",
            actor=office["handler"],
            seen=in_hand.seen - 1,
            **words,
        )
    with pytest.raises(Forbidden):
        act_with_letter(
            filed.case.pk, "supplement-sent", actor=office["leader"], seen=in_hand.seen, **words
        )
    assert StoredFile.objects.count() == 0


def test_a_letter_whose_act_went_without_it_is_offered_by_itself(filed, office, in_hand):
    alone = {
        "application_form",
        "receipt",
        "consultation_reply",
        "consultation_notice",
        "third_party_told",
    }
    assert set(offered_kinds(in_hand)) == alone
    state = act(filed.case.pk, "withdrawn", actor=APPLICANT, seen=in_hand.seen)
    assert set(offered_kinds(state)) == {*alone, "withdrawal"}
    state = issue_letter(filed.case.pk, "withdrawal", actor=office["handler"], seen=state.seen)
    assert (state.letters[0].body["number"], set(offered_kinds(state))) == (
        "清政服公撤〔2026〕1号",
        alone,
    )


def test_an_extension_tells_who_approved_and_until_when(filed, office, in_hand):
    state = act(filed.case.pk, "extension-approved", actor=office["office_head"], seen=in_hand.seen,
                body={"days": 10, "reason": "材料较多"})  # fmt: skip
    body = {"days": 10, "approved_by": "某人"}
    letter = preview_notice(filed.case, "extended", actor=office["handler"], day=TODAY, body=body)
    assert letter.missing == ()
    assert "2026年4月14日" in letter.text.plain()
    state = act_with_letter(
        filed.case.pk, "extended", actor=office["handler"], seen=state.seen, body=body
    )
    assert state.due == date(2026, 4, 14)


def test_a_deferral_tells_why_and_until_when(filed, office, in_hand):
    state = act(filed.case.pk, "reasons-requested", actor=office["handler"], seen=in_hand.seen)
    state = act(filed.case.pk, "reasons-given", actor=office["handler"], seen=state.seen,
                body={"reasonable": True}, sealed={"text": "研究需要"})  # fmt: skip
    body = {"days": 30, "reason": "件数众多"}
    letter = preview_notice(
        filed.case, "deferred", actor=office["office_head"], day=TODAY, body=body
    )
    assert letter.missing == ()
    state = act_with_letter(
        filed.case.pk, "deferred", actor=office["office_head"], seen=state.seen, body=body
    )
    assert (state.entries[-1].body["letter"], state.due) == ("deferral", letter.facts.new_due)


@pytest.mark.parametrize(
    "text", ["回信到wang@lanting.example", f"证件{WANG.id_number}", "寄到清河市虚构路1号2单元301室"]
)
def test_nothing_personal_is_written_where_it_could_never_be_removed(filed, office, in_hand, text):
    for kind, key in (("noted", "text"), ("third-party-sent", "party")):
        with pytest.raises(Personal):
            act(filed.case.pk, kind, actor=office["handler"], seen=in_hand.seen, body={key: text})
    assert fold_case(filed.case).seen == in_hand.seen


def test_the_organ_s_own_telephone_may_be_noted(filed, office, in_hand):
    state = act(filed.case.pk, "noted", actor=office["handler"], seen=in_hand.seen,
                body={"text": "请对方拨打0999-1234567"})  # fmt: skip
    assert state.seen == in_hand.seen + 1


def test_nothing_is_sealed_that_its_kind_does_not_seal(filed, office, in_hand):
    with pytest.raises(BadBody):
        act(filed.case.pk, "noted", actor=office["handler"], seen=in_hand.seen,
            body={"text": "见附件"}, sealed={"name": "王小明"})  # fmt: skip


WORDS = {
    "facts": "经检索，查明有关情况。", "reasons": "属于该情形。", "supplied": "监理合同复印件", "withheld": "报价部分",
    "route": "凭告知书到公开办领取", "special_rule": "《不动产登记暂行条例》", "competent_organ": "清河市住建局",
    "competent_contact": "清河市虚构大道9号", "channel": "清河市信访局窗口", "earlier_number": "清政服公复〔2025〕9号",
    "earlier_day": "2025-06-03", "decision": "本机关终止办理。",
}  # fmt: skip
NOTICE = {  # what must have happened before some outcomes
    "other.supplement_overdue": [("supplement-sent", SUPPLEMENT)],
    "other.fee_unpaid": [("fee-sent", LETTERS["fee-sent"][0]), ("fee-delivered", {"body": {}})],
    "unavailable.still_unclear": [("supplement-sent", SUPPLEMENT),
                                  ("supplement-received", {"sealed": {"text": "年份不详"}})],
    "not_processed.excessive": [("reasons-requested", {"body": {}}),
                                ("reasons-given", {"body": {"reasonable": False}})],
}  # fmt: skip


@pytest.mark.parametrize("leaf", load_outcomes())
def test_every_outcome_has_a_whole_letter_from_the_words_it_asks_for(
    filed, office, in_hand, settings, leaf
):
    state = in_hand
    for kind, words in NOTICE.get(leaf, ()):
        state = act(filed.case.pk, kind, actor=office["handler"], seen=state.seen, **words)
    settings.TODAY = date(2026, 5, 6)
    needed, welcome = find_words(leaf)
    for asked in dict.fromkeys((needed, (*needed, *welcome))):
        kept = {name: WORDS[name] for name in asked}
        if "supplied" in welcome:
            kept["supplied"] = WORDS["supplied"]
        if not load_outcomes()[leaf].references and "reasons" in kept:
            kept["reasons"] = "依据《中华人民共和国政府信息公开条例》第二条。"
        letter = preview_notice(filed.case, "drafted", actor=office["handler"], day=settings.TODAY,
                                body={"outcome": leaf}, sealed=kept)  # fmt: skip
        assert (letter.missing, letter.leaks) == ((), ())
        assert {name for name in kept if kept[name].rstrip("。") not in letter.text.plain()} <= {
            "earlier_day"
        }


def test_the_place_in_the_month_is_fixed_by_the_day_of_receipt(organ, office, settings):
    Organ.objects.update(phone="0999-1234567")
    ordinals = {}
    for day in (date(2026, 2, 27), date(2026, 3, 4), date(2026, 3, 3), date(2026, 3, 3)):
        settings.TODAY = date(2026, 3, 31)
        filed = register_request(
            organ=organ, channel=Channel.COUNTER, day=day, applicant=WANG,
            content=Content("合同", "合同"), actor=office["registrar"],
        )  # fmt: skip
        ordinals[filed.number] = None
    for request in Request.objects.all():
        frequency = count_frequency(request)
        ordinals[request.number] = (frequency.ordinal, frequency.month, frequency.year)
    assert list(ordinals.values()) == [(1, 1, 1), (3, 3, 4), (1, 3, 3), (2, 3, 3)]


def test_an_unknown_applicant_or_an_unreceived_request_has_no_frequency(filed):
    request = Request.objects.get()
    assert count_frequency(request) is None
