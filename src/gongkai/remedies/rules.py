"""Who may do what with remedies."""

from __future__ import annotations

import rules

from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden

READERS = {
    Role.REGISTRAR, Role.HANDLER, Role.LEGAL_REVIEWER, Role.OFFICE_HEAD, Role.LEADER, Role.AUDITOR,
}  # fmt: skip
WRITERS = {Role.REGISTRAR, Role.LEGAL_REVIEWER, Role.OFFICE_HEAD}


@rules.predicate
def reads(actor: Actor, organ: Organ) -> bool:
    """Whether the actor works with requests here, audits them, or supervises the organ."""
    return bool(actor.roles_at(organ) & READERS) or actor.supervises(organ)


@rules.predicate
def writes(actor: Actor, organ: Organ) -> bool:
    """Whether the actor keeps the remedies of this organ."""
    return bool(actor.roles_at(organ) & WRITERS)


RULES = rules.RuleSet()
RULES.add_rule("list", reads)
RULES.add_rule("write", writes)


def may(actor: Actor, action: str, organ: Organ) -> bool:
    """Whether an actor may list or write remedies of an organ."""
    return bool(RULES.test_rule(action, actor, organ))


def demand(actor: Actor, action: str, organ: Organ) -> Role | str:
    """Return the role in which an actor may; raise Forbidden where they may not."""
    if not may(actor, action, organ):
        raise Forbidden(
            "复议、诉讼案件由登记、法制审核和公开工作机构负责人办理",
            "Remedies are kept by registrar, legal reviewer and head of office",
        )
    return next((role for role in sorted(WRITERS & actor.roles_at(organ))), "")
