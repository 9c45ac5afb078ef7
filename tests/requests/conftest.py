"""An office with one of each, and requests in it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.requests.domain.handling import act, assign
from gongkai.requests.domain.intake import Applicant, Content, file_request

TODAY = date(2026, 3, 2)
ROLES = ["registrar", "handler", "legal_reviewer", "secrecy_reviewer", "office_head", "leader"]
DRAFT = {"body": {"outcome": "granted"}, "sealed": {"supplied": "监理合同复印件"}}
WANG = Applicant(
    "natural_person", "王小明", "resident", "990123199001010017", "10012345678", "", "清河市虚构路1号"
)  # fmt: skip


@pytest.fixture
def office(organ, make_actor, settings):
    """Return an actor for each role of the organ, on a day that is a Monday."""
    settings.TODAY = TODAY
    return {role: make_actor(organ, role, username=role) for role in ROLES}


@pytest.fixture
def filed(organ, office):
    """Return a request filed on the portal today."""
    return file_request(
        organ=organ,
        applicant=WANG,
        content=Content("城东文化中心的监理合同", "城东文化中心监理合同"),
    )


@pytest.fixture
def carry(office):
    """Return a function that carries a request on, step by step, up to a kind of entry."""

    def carry_on(filed, last):
        state = filed.state
        steps = [
            ("registrar", "confirmed", {}),
            ("registrar", "assigned", {}),
            ("handler", "accepted", {}),
            ("handler", "drafted", DRAFT),
            ("legal_reviewer", "review-passed", {"body": {"review": "legal"}}),
            ("secrecy_reviewer", "review-passed", {"body": {"review": "secrecy"}}),
        ]
        for role, kind, words in steps:
            if kind == "assigned":
                state = assign(
                    filed.case.pk,
                    handler=office["handler"].person,
                    actor=office[role],
                    seen=state.seen,
                )
            else:
                state = act(filed.case.pk, kind, actor=office[role], seen=state.seen, **words)
            if kind == last:
                break
        return state

    return carry_on
