"""Who may do what with requests: every permission of the app, in one place.

A predicate takes an Actor and an organ (or a case's organ). Roles count in the very organ only;
a supervisor reads lists and figures of organs below, never particulars.
"""

from __future__ import annotations

import rules

from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.requests.process.kinds import APPLICANT, KINDS

WORKING = {
    Role.REGISTRAR,
    Role.HANDLER,
    Role.LEGAL_REVIEWER,
    Role.SECRECY_REVIEWER,
    Role.OFFICE_HEAD,
    Role.LEADER,
}


def _holds(name: str, roles: set[Role]) -> rules.Predicate:
    def holds(actor: Actor, organ: Organ) -> bool:
        return bool(actor.roles_at(organ) & roles)

    return rules.predicate(holds, name=name)


@rules.predicate
def supervises(actor: Actor, organ: Organ) -> bool:
    """Whether the organ stands below one in which the actor is a supervisor."""
    return actor.supervises(organ)


works_here = _holds("works_here", WORKING)
audits_here = _holds("audits_here", {Role.AUDITOR})

RULES = rules.RuleSet()
RULES.add_rule("list", works_here | audits_here | supervises)
RULES.add_rule("read", works_here | audits_here | supervises)
RULES.add_rule("read_particulars", works_here)
RULES.add_rule("register", _holds("registers", {Role.REGISTRAR}))
RULES.add_rule("import", _holds("imports", {Role.REGISTRAR, Role.OFFICE_HEAD}))
RULES.add_rule("assign", _holds("assigns", {Role.REGISTRAR, Role.OFFICE_HEAD}))
RULES.add_rule("archive", _holds("archives", {Role.REGISTRAR}))
RULES.add_rule("export", works_here | audits_here)
RULES.add_rule("statistics", works_here | audits_here | supervises)
RULES.add_rule("edit_templates", _holds("edits", {Role.OFFICE_HEAD}))
RULES.add_rule("erase", _holds("erases", {Role.OFFICE_HEAD}))
RULES.add_rule("verify", audits_here | _holds("heads", {Role.OFFICE_HEAD}))


def may(actor: Actor, action: str, organ: Organ) -> bool:
    """Whether an actor may do something in an organ. KeyError for an action nobody defined."""
    return bool(RULES.test_rule(action, actor, organ))


def demand(actor: Actor, action: str, organ: Organ) -> None:
    """Raise Forbidden unless the actor may."""
    if not may(actor, action, organ):
        raise Forbidden(
            f"您在“{organ}”没有这项权限。需要时请联系本机关的系统管理员",
            f"You may not do this at {organ}. If you need to, ask your organ's administrator",
        )


def find_role(actor: Actor, kind: str, organ: Organ) -> str:
    """Return the role in which an actor may make an entry of a kind; Forbidden where none may."""
    allowed = KINDS[kind].roles
    if actor.key == APPLICANT and APPLICANT in allowed:
        return APPLICANT
    held = actor.roles_at(organ)
    role = next((each for each in allowed if each in held), None)
    if role is None:
        names = "、".join(str(Role(each).label) for each in allowed if each in set(Role))
        raise Forbidden(
            f"“{KINDS[kind].chinese}”应由{names}办理",
            f"“{KINDS[kind].english}” is for: {', '.join(allowed)}",
        )
    return role
