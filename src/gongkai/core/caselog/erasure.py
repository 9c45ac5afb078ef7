"""Erasing what is personal in a case once its retention has ended (个人信息保护法第十九条、第四十七条).

The log stays whole: an event keeps the salted digest of what was recorded, and its row of particulars
says when, by whom and why it was emptied (docs/decisions/0015).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from gongkai.core.caselog.kinds import Retained, find_kind, find_need
from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case, Sealed
from gongkai.core.organs.models import Organ, Person

# For a query of cases: those of which particulars are left.
HAS_PARTICULARS = Exists(
    Sealed.objects.filter(event__case=OuterRef("pk"), token__isnull=False).order_by()
)


def find_sealed(case: Case) -> QuerySet[Sealed]:
    """Return what of a case's particulars is not erased yet."""
    return Sealed.objects.filter(event__case=case, token__isnull=False)


def find_finished(kind: str, organ: Organ) -> QuerySet[Case]:
    """Return an organ's cases of a kind that wait for nobody."""
    found = Case.objects.filter(kind=kind, organ=organ).exclude(find_kind(kind).unfinished)
    return found.select_related("organ").order_by("pk")


def demand_over(case: Case, before: date) -> date:
    """Return the day on which a case's retention began, if it is before a day; else raise Retained."""
    began = find_kind(case.kind).find_end(fold_case(case))
    if began >= before:
        raise Retained(
            f"案件于{began}归档，不早于{before}，个人信息仍应保存",
            f"archived on {began}, not before {before}: the particulars are still kept",
        )
    if need := find_need(case):
        raise need
    return began


def erase_particulars(case: Case, *, by: Person | None, why: str) -> int:
    """Empty every row of a case's particulars; return how many. The caller has asked `demand_over`."""
    return find_sealed(case).update(
        token=None, erased=timezone.now(), erased_by=by, erased_why=why[:200]
    )
