"""How long who asked is known, and erasing it after that (个人信息保护法第十九条、第四十七条)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from gongkai.core.audit.trail import note_change
from gongkai.core.caselog.erasure import (
    HAS_PARTICULARS,
    demand_over,
    erase_particulars,
    find_finished,
    find_sealed,
)
from gongkai.core.caselog.kinds import Retained
from gongkai.core.caselog.log import read_entries
from gongkai.core.caselog.models import Case
from gongkai.core.files.erasure import HAS_FILES, erase_files
from gongkai.core.files.models import StoredFile
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.core.today import today
from gongkai.requests.domain.projection import KIND
from gongkai.requests.models import Receipt
from gongkai.requests.rules import demand
from gongkai.statute.errors import StatuteError


class NoPeriod(Refusal):
    """Nobody has said how long particulars are kept."""


@dataclass(frozen=True, slots=True)
class Expired:
    """A request whose particulars may go: since when it is archived, and what is left in it."""

    case: uuid.UUID
    number: str
    archived: date
    particulars: int
    files: int


def find_limit(before: date | None = None) -> date:
    """Return the day before which requests must have been archived for their particulars to go.

    It is the day given, or follows from the retention that the installation sets, which no day given
    may shorten. NoPeriod: neither is said. Retained: the day given is too late.
    """
    years = settings.RETENTION_YEARS
    latest = _go_back(today(), years) if years else today()
    if before is None and not years:
        raise NoPeriod(
            "没有设定保存期限：请设 GONGKAI_RETENTION_YEARS，或者用 --before 写明日期",
            "no retention is set: set GONGKAI_RETENTION_YEARS, or name a day by --before",
        )
    if before is not None and before > latest:
        raise Retained(
            f"{before}以后归档的仍在保存期限内，最晚可写{latest}",
            f"what was archived until {before} is still to be kept; at the latest {latest}",
        )
    return latest if before is None else before


def _go_back(day: date, years: int) -> date:
    """Return the same day so many years ago; 28 February where there was no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def find_expired(organ: Organ, before: date) -> Iterator[Expired]:
    """Yield the requests of an organ that were archived before a day and of which anything is left."""
    left = find_finished(KIND, organ).filter(HAS_PARTICULARS | HAS_FILES)
    for case in left.select_related("organ", "request").iterator(500):
        try:
            archived = demand_over(case, before)
        except StatuteError:  # still kept, or a log that does not hold, which `verify` tells
            continue
        files = StoredFile.objects.filter(case=case, erased=None).count()
        yield Expired(case.pk, case.request.number, archived, find_sealed(case).count(), files)


def erase_request(case_id: uuid.UUID, *, before: date, why: str, actor: Actor) -> Expired:
    """Erase who asked, in what words, and every file of a request; return what went.

    All files: each was sent by the applicant or is addressed to them. The log, the columns of lists
    and the receipt by which the request is followed stay; the link to an account goes. Forbidden.
    Retained, or what another case says that needs this one: nothing was erased.
    """
    with transaction.atomic():
        case = (
            Case.objects.select_for_update(of=("self",))
            .select_related("organ", "request")
            .get(pk=case_id, kind=KIND)
        )
        demand(actor, "erase", case.organ)
        archived = demand_over(case, find_limit(before))
        given = {digest for entry in read_entries(case) for digest in entry.body.get("files", ())}
        particulars = erase_particulars(case, by=actor.person, why=why)
        files = erase_files(case, given=given, by=actor.person, why=why)
        Receipt.objects.filter(case=case).update(person=None)
        number = case.request.number
        if particulars or files:
            note_change(
                actor, case.organ, kind="particulars-erased", subject=f"case:{case.pk}", name=number,
                why=why[:200], archived=archived.isoformat(), particulars=particulars, files=files,
            )  # fmt: skip
    return Expired(case.pk, number, archived, particulars, files)
