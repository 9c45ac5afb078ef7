"""Two requests side by side, and several in one letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.audit.models import Access
from gongkai.core.files.storage import Incoming
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import Applicant, Content, file_request, register_request
from gongkai.requests.domain.letter import find_letter_files, find_of_letter
from gongkai.requests.domain.queries import View, choose_view, find_own_turn
from gongkai.requests.domain.repeats import LEAST, _cut, compare, find_repeats
from gongkai.requests.models import Request
from gongkai.statute.clock.events import Channel
from tests.requests.conftest import DRAFT, TODAY, WANG

EARLIER = "申请公开城东文化中心监理合同及补充协议"
LATER = "请公开城东文化中心监理合同，谢谢"
LI = Applicant("natural_person", "李四", "", "", "10087654321")


@pytest.fixture
def pair(organ, office):
    return [
        file_request(organ=organ, applicant=WANG, content=Content(text)).case.request
        for text in (EARLIER, LATER)
    ]


def test_what_two_requests_share_is_marked_and_the_reads_are_noted(pair, office):
    found = compare(pair[1], pair[0], actor=office["handler"])
    assert [piece.text for piece in found.here if piece.same] == ["请公开城东文化中心监理合同"]
    assert (
        "".join(each.text for each in found.here),
        "".join(each.text for each in found.there),
    ) == (LATER, EARLIER)
    assert (found.common, found.length, found.same_applicant) == (13, len(LATER), True)
    assert found.evidence == (
        "同一申请人；本件2026-0002的申请内容共16字，其中13字与2026-0001相同；前件尚未答复。"
    )
    assert Access.objects.filter(why__contains="2026-0001").count() == 2


def test_another_applicant_is_told_apart_and_found_nowhere(pair, organ, office):
    other = file_request(organ=organ, applicant=LI, content=Content(EARLIER)).case.request
    assert compare(other, pair[0], actor=office["handler"]).same_applicant is False
    assert find_repeats(other) == []
    assert find_repeats(pair[1]) == [pair[0]]


def test_who_reads_no_particulars_compares_nothing(pair, organ, make_actor):
    with pytest.raises(Forbidden):
        compare(pair[1], pair[0], actor=make_actor(organ, Role.AUDITOR))
    assert Access.objects.count() == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_pieces_put_together_are_the_text(here, there):
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    pieces = list(_cut(here, [(each.a, each.size) for each in blocks if each.size >= LEAST]))
    assert "".join(piece.text for piece in pieces) == here


def register(organ, office, subject, files=()):
    return register_request(
        organ=organ, channel=Channel.POST, day=TODAY, applicant=WANG, content=Content(subject, subject),
        actor=office["registrar"], incoming="来信7", counting="each", files=files,
    ).case  # fmt: skip


def test_requests_of_one_letter_are_cases_apart_that_share_its_scans(organ, office):
    scan = Incoming("来信.txt", "一信三事".encode())
    first = register(organ, office, "甲", [scan])
    assert find_letter_files(organ, "来信7") == [scan]
    second = register(organ, office, "乙", find_letter_files(organ, "来信7"))
    assert [each.case for each in find_of_letter(organ, "来信7")] == [first, second]
    assert [each.name for each in second.files.all()] == ["来信.txt"]
    assert list(find_of_letter(organ, "")) == []


def test_each_review_has_a_queue_and_each_reviewer_their_own(organ, office, filed, carry):
    state = carry(filed, "drafted")

    def queues():
        return {
            view: Request.objects.filter(choose_view(view, actor=office["leader"], organ=organ, today=TODAY)).count()
            for view in (View.LEGAL, View.SECRECY, View.SIGN)
        }  # fmt: skip

    def turns():
        return {
            role: Request.objects.filter(find_own_turn(office[role], organ)).count()
            for role in ("legal_reviewer", "secrecy_reviewer", "leader")
        }

    assert queues() == {View.LEGAL: 1, View.SECRECY: 1, View.SIGN: 0}
    assert turns() == {"legal_reviewer": 1, "secrecy_reviewer": 1, "leader": 0}
    state = act(filed.case.pk, "review-passed", actor=office["legal_reviewer"], seen=state.seen,
                body={"review": "legal"})  # fmt: skip
    assert queues() == {View.LEGAL: 0, View.SECRECY: 1, View.SIGN: 0}
    assert turns() == {"legal_reviewer": 0, "secrecy_reviewer": 1, "leader": 0}
    state = act(filed.case.pk, "review-passed", actor=office["secrecy_reviewer"], seen=state.seen,
                body={"review": "secrecy"})  # fmt: skip
    assert queues() == {View.LEGAL: 0, View.SECRECY: 0, View.SIGN: 1}
    assert turns() == {"legal_reviewer": 0, "secrecy_reviewer": 0, "leader": 1}
    assert DRAFT["body"]["outcome"] == state.draft.outcome
