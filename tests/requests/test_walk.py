"""A request from form to archive, through the verbs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.core.caselog.proof import Flaw, verify
from gongkai.requests.domain.handling import act, assign
from gongkai.requests.domain.intake import Applicant, Content, file_request
from gongkai.requests.models import Request
from gongkai.requests.process.acts import Opening, admissible
from gongkai.requests.process.missing import find_lacks

DAY = date(2026, 3, 2)


@pytest.fixture
def office(organ, make_actor):
    return {
        role: make_actor(organ, role, username=role)
        for role in (
            "registrar",
            "handler",
            "legal_reviewer",
            "secrecy_reviewer",
            "office_head",
            "leader",
        )
    }


def test_from_form_to_archive(organ, office, settings):
    settings.TODAY = DAY
    filed = file_request(
        organ=organ,
        applicant=Applicant(
            "natural_person", "王小明", "resident", "11010519491231002X", "13800000000"
        ),
        content=Content("城东文化中心监理合同", "城东文化中心监理合同"),
    )
    state, case = filed.state, filed.case
    assert [lack.id for lack in find_lacks(state, DAY)] == ["confirmation"]

    def do(role, kind, **body):
        nonlocal state
        state = act(case.pk, kind, actor=office[role], seen=state.seen, body=body)

    do("registrar", "confirmed")
    state = assign(
        case.pk, handler=office["handler"].person, actor=office["registrar"], seen=state.seen
    )
    do("handler", "accepted")
    acts = admissible(state, actor=office["handler"].key, roles=["handler"], today=DAY)
    assert [each.id for each in acts if each.opening is Opening.NOW] == [
        "supplement-sent", "reasons-requested", "fee-sent", "third-party-sent", "co-maker-sent",
        "organ-sent", "drafted", "withdrawn", "merged", "noted",
    ]  # fmt: skip
    do("handler", "third-party-sent", party="甲公司")
    do("handler", "third-party-answered", party="甲公司", consents=True)
    do("handler", "drafted", outcome="granted")
    do("legal_reviewer", "review-passed", review="legal")
    do("secrecy_reviewer", "review-passed", review="secrecy")
    settings.TODAY = DAY + timedelta(7)
    do("leader", "signed", number="清政服公复〔2026〕1号")
    do("registrar", "answered", outcome="granted", method="post")
    do("registrar", "archived")
    assert find_lacks(state, DAY) == ()
    assert [each for each in verify() if isinstance(each, Flaw)] == []
    assert Request.objects.get(case=case).step == "done"
