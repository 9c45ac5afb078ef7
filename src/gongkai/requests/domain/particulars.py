"""Reading what is sealed: one way in, and each read is noted with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from gongkai.core.audit.trail import note_access
from gongkai.core.caselog.entries import Entry
from gongkai.core.caselog.log import open_entries
from gongkai.core.caselog.models import Case
from gongkai.core.organs.actor import Actor
from gongkai.core.refusal import Refusal
from gongkai.requests.domain.intake import Applicant, Content
from gongkai.requests.rules import demand


class NoReason(Refusal):
    """Personal data is not shown without a reason."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who asks, and in what words."""

    applicant: Applicant
    content: Content
    later: tuple[tuple[date, str], ...] = ()  # supplements and reasons, each with its day


def read_particulars(case: Case, *, actor: Actor, why: str) -> Particulars | None:
    """Return who asks and what for, and note who read it; None where it was erased.

    Forbidden, NoReason: as `open_history`.
    """
    return read_out(open_history(case, actor=actor, why=why))


def open_history(case: Case, *, actor: Actor, why: str) -> tuple[Entry, ...]:
    """Return the entries of a case with all that is sealed beside them; the read is noted.

    Forbidden: not one of those who handle requests in this organ. NoReason: `why` is empty.
    """
    demand(actor, "read_particulars", case.organ)
    if not why.strip():
        raise NoReason("请说明查看个人信息的理由", "Say why you need the personal data")
    note_access(actor, case.organ, what="applicant", why=why.strip()[:200], case=case.pk)
    return open_entries(case)


def read_out(entries: Sequence[Entry]) -> Particulars | None:
    """Return who asks and what for from an opened history; None where it was erased."""
    first, *rest = entries
    if first.sealed is None:
        return None
    return Particulars(
        Applicant(**_known(Applicant, first.sealed["applicant"])),
        Content(**_known(Content, first.sealed["content"])),
        tuple(
            (entry.day, entry.sealed["text"])
            for entry in rest
            if entry.sealed and entry.sealed.get("text")
        ),
    )


def _known(kind: type, values: dict[str, str]) -> dict[str, str]:
    return {each.name: values[each.name] for each in fields(kind) if each.name in values}
