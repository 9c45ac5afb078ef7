"""What may be done next: every role by every act by every state of a case (条例第二十九至三十六、四十五条).

R registrar, H handler, L legal reviewer, S secrecy reviewer, O head of the office, D leader.
"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.requests.process.acts import NEVER_OFFERED, Opening, admissible
from gongkai.requests.process.folding import fold
from gongkai.requests.process.kinds import KINDS
from tests.requests.process.histories import PEOPLE, assign, make, register, reply

LETTERS = {
    "registrar": "R", "handler": "H", "legal_reviewer": "L", "secrecy_reviewer": "S", "office_head": "O",
    "leader": "D",
}  # fmt: skip
IN_HAND = [register(), *assign()]
DAY = "2026-03-03"
STATES = {
    "filed": [register("online")],
    "received": [register()],
    "assigned": [register(), assign()[0]],
    "in hand": IN_HAND,
    "supplement asked": [*IN_HAND, ("supplement-sent", DAY, "handler", {"until": "2026-03-20", "items": ["名称"]})],
    "fee asked": [*IN_HAND, ("fee-sent", DAY, "handler", {"amount": 10000, "measure": "pages", "quantity": 300})],
    "third party asked": [*IN_HAND, ("third-party-sent", DAY, "handler", {"party": "甲公司"})],
    "extension approved": [*IN_HAND, ("extension-approved", DAY, "office_head", {"days": 10, "reason": "量大"})],
    "drafted": [*IN_HAND, *reply()[:1]],
    "legal passed": [*IN_HAND, *reply()[:2]],
    "reviewed": [*IN_HAND, *reply()[:3]],
    "sent back": [*IN_HAND, *reply()[:1],
                  ("review-returned", "2026-03-10", "legal_reviewer", {"review": "legal", "reason": "补充理由"})],
    "signed": [*IN_HAND, *reply()[:4]],
    "answered": [*IN_HAND, *reply()],
    "archived": [*IN_HAND, *reply(), ("archived", "2026-03-10", "registrar", {})],
    "withdrawn": [*IN_HAND, ("withdrawn", "2026-03-10", "registrar", {})],
}  # fmt: skip
ALWAYS = {"noted": "RHLSOD"}
MENDABLE = {**ALWAYS, "corrected": "RO"}  # what came after the registration
CONSULT = {"third-party-sent": "RHO", "co-maker-sent": "RHO", "organ-sent": "RHO"}
RUNNING = {"assigned": "RO", **CONSULT, "withdrawn": "RH", "merged": "HO"}
ASKING = {"supplement-sent": "RHO", "reasons-requested": "RHO", "fee-sent": "RHO"}
LONGER = {"extension-approved": "O"}
OPEN = {**MENDABLE, **RUNNING, **ASKING}
TABLE = {
    "filed": {**ALWAYS, "confirmed": "R", "assigned": "RO", "withdrawn": "RH", "merged": "HO"},
    "received": {**ALWAYS, **RUNNING, **ASKING, **LONGER},
    "assigned": {**OPEN, **LONGER, "accepted": "H"},
    "in hand": {**OPEN, **LONGER, "drafted": "H"},
    "supplement asked": {**MENDABLE, **RUNNING, **LONGER, "drafted": "H", "supplement-received": "RHO"},
    "fee asked": {**MENDABLE, **RUNNING, **LONGER, "drafted": "H", "fee-delivered": "RHO", "fee-paid": "RHO"},
    "third party asked": {**OPEN, **LONGER, "drafted": "H", "third-party-delivered": "RHO",
                          "third-party-answered": "RHO"},
    "extension approved": {**OPEN, "drafted": "H", "extended": "RHO"},
    "drafted": {**OPEN, **LONGER, "drafted": "H", "review-passed": "LS", "review-returned": "LSD"},
    "legal passed": {**OPEN, **LONGER, "drafted": "H", "review-passed": "S", "review-returned": "LSD"},
    "reviewed": {**OPEN, **LONGER, "drafted": "H", "review-returned": "LSD", "signed": "OD"},
    "sent back": {**OPEN, **LONGER, "drafted": "H"},
    "signed": {**OPEN, **LONGER, "answered": "RH"},
    "answered": {**MENDABLE, "archived": "R", "converted": "O", "merged": "HO"},
    "archived": {**MENDABLE, "converted": "O", "merged": "HO"},
    "withdrawn": {**MENDABLE, "archived": "R", "merged": "HO"},
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", LETTERS)
def test_what_a_role_may_do_in_a_state(state, role):
    acts = admissible(
        fold(make(*STATES[state])), actor=PEOPLE[role], roles=[role], today=date(2026, 3, 10)
    )
    open_ = {act.id for act in acts if act.opening is Opening.NOW}
    assert open_ == {kind for kind, letters in TABLE[state].items() if LETTERS[role] in letters}


def test_no_role_beyond_these_may_do_anything_and_every_kind_is_somewhere_open():
    roles = {role for kind in KINDS.values() for role in kind.roles}
    assert roles == {*LETTERS, "applicant"}
    somewhere = {kind for row in TABLE.values() for kind in row}
    # These wait for what no state above holds: reasons asked for, another organ asked, a late case.
    elsewhere = {
        "reasons-given",
        "co-maker-delivered",
        "co-maker-answered",
        "organ-answered",
        "deferred",
    }
    assert set(KINDS) - NEVER_OFFERED - somewhere == elsewhere
