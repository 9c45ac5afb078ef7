"""An organ's own words for a letter, in versions, over the shipped ones."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.letters import facts
from gongkai.letters.composition import compose
from gongkai.letters.kinds import find_kind
from gongkai.requests.models import LetterTemplate
from gongkai.requests.rules import demand


def save_template(organ: Organ, kind: str, text: str, *, actor: Actor) -> LetterTemplate:
    """Keep a new version of an organ's template, once it has been seen to work.

    TemplateError with the line for one that does not; UnknownKind; Forbidden.
    """
    demand(actor, "edit_templates", organ)
    found = find_kind(kind)
    outcome = found.outcomes[0] if found.outcomes else ""
    sample = facts.LetterFacts(
        organ=facts.Organ(name=organ.name), day=today(), outcome=outcome,
        applicant=facts.Party(name="张三"),
    )  # fmt: skip
    compose(kind, sample, template=text)
    return _keep(organ, kind, text, actor)


def restore_template(organ: Organ, kind: str, *, actor: Actor) -> LetterTemplate:
    """Go back to the shipped words; the organ's own stay in the earlier versions."""
    demand(actor, "edit_templates", organ)
    find_kind(kind)
    return _keep(organ, kind, "", actor)


def _keep(organ: Organ, kind: str, text: str, actor: Actor) -> LetterTemplate:
    if actor.person is None:
        raise Forbidden("须由工作人员保存模板", "templates are saved by staff")
    with transaction.atomic():
        latest = LetterTemplate.objects.filter(organ=organ, kind=kind).aggregate(n=Max("version"))
        return LetterTemplate.objects.create(
            organ=organ, kind=kind, text=text, version=(latest["n"] or 0) + 1, made_by=actor.person
        )
