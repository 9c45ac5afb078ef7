"""An organ's own words for a letter, in versions, over the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet

from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.core.today import today
from gongkai.letters import facts
from gongkai.letters.composition import compose
from gongkai.letters.contents import Missing, find_missing
from gongkai.letters.kinds import find_kind, load_templates
from gongkai.letters.samples import make_sample
from gongkai.letters.text import LetterText
from gongkai.requests.models import LetterTemplate
from gongkai.requests.rules import demand
from gongkai.statute.remedies import OrganKind


class NoVersion(Refusal):
    """A version of a template that there is not."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A template filled with invented facts, and what the letter would lack."""

    text: LetterText
    missing: tuple[Missing, ...]


def preview_template(organ: Organ, kind: str, text: str) -> Preview:
    """Return a template as a letter to nobody. TemplateError with the line; UnknownKind."""
    sample = make_sample(kind, organ=_describe(organ), day=today())
    letter = compose(kind, sample, template=text)
    return Preview(letter, find_missing(kind, letter, sample))


def find_template(organ: Organ, kind: str, version: int | None = None) -> str:
    """Return the words of an organ for a kind, or those of an earlier version; else the shipped ones.

    UnknownKind; NoVersion.
    """
    find_kind(kind)
    found = list_versions(organ, kind)
    kept = found.first() if version is None else found.filter(version=version).first()
    if kept is None and version is not None:
        raise NoVersion(f"没有第 {version} 版", f"there is no version {version}")
    return kept.text if kept is not None and kept.text else load_templates()[kind]


def list_versions(organ: Organ, kind: str) -> QuerySet[LetterTemplate]:
    """Return the versions of an organ's words for a kind, the latest first; an empty one is the shipped."""
    found = LetterTemplate.objects.filter(organ=organ, kind=kind)
    return found.select_related("made_by").order_by("-version")


def save_template(organ: Organ, kind: str, text: str, *, actor: Actor) -> LetterTemplate:
    """Keep a new version of an organ's template, once it has been seen to work.

    TemplateError with the line for one that does not; UnknownKind; Forbidden.
    """
    demand(actor, "edit_templates", organ)
    preview_template(organ, kind, text)
    return _keep(organ, kind, text, actor)


def restore_template(
    organ: Organ, kind: str, *, actor: Actor, version: int | None = None
) -> LetterTemplate:
    """Go back to a version, or to the shipped words, as a further version: nothing is lost.

    NoVersion; UnknownKind; Forbidden.
    """
    demand(actor, "edit_templates", organ)
    text = "" if version is None else find_template(organ, kind, version)
    find_kind(kind)
    return _keep(organ, kind, text, actor)


def _describe(organ: Organ) -> facts.Organ:
    return facts.Organ(
        name=organ.name, short=organ.short_name, office=organ.office, address=organ.address,
        postcode=organ.postcode, phone=organ.phone, fax=organ.fax, email=organ.email,
        hours=organ.office_hours, kind=OrganKind(organ.kind),
    )  # fmt: skip


def _keep(organ: Organ, kind: str, text: str, actor: Actor) -> LetterTemplate:
    if actor.person is None:
        raise Forbidden("须由工作人员保存模板", "templates are saved by staff")
    with transaction.atomic():
        latest = LetterTemplate.objects.filter(organ=organ, kind=kind).aggregate(n=Max("version"))
        return LetterTemplate.objects.create(
            organ=organ, kind=kind, text=text, version=(latest["n"] or 0) + 1, made_by=actor.person
        )
