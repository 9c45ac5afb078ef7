"""The proof: chains unbroken, particulars as recorded, projections equal to what the log says."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from gongkai.core.caselog.entries import GENESIS, chain
from gongkai.core.caselog.kinds import find_kind
from gongkai.core.caselog.log import to_entry
from gongkai.core.caselog.models import Case, Event, Sealed
from gongkai.core.sealing import SealBroken, reseal, unseal
from gongkai.statute.errors import StatuteError


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a case: where, and what."""

    case: uuid.UUID
    sequence: int | None
    chinese: str
    english: str


def verify(cases: QuerySet[Case] | None = None) -> Iterator[Flaw | uuid.UUID]:
    """Yield each case that holds, and every flaw of those that do not."""
    for case in (
        (Case.objects.all() if cases is None else cases).select_related("organ").iterator(500)
    ):
        flaws = list(_verify_case(case))
        yield from flaws or (case.pk,)


def _verify_case(case: Case) -> Iterator[Flaw]:
    events = list(
        Event.objects.filter(case=case).order_by("sequence").select_related("particulars")
    )
    if not events:
        yield Flaw(case.pk, None, "案件没有任何记录", "the case has no events")
        return
    previous = GENESIS
    for number, event in enumerate(events, start=1):
        if event.sequence != number:
            yield Flaw(case.pk, number, f"缺少第{number}条记录", f"event {number} is missing")
            return
        entry = to_entry(event)
        if event.previous != previous or event.hash != chain(
            str(case.pk), entry, event.digest, previous
        ):
            yield Flaw(case.pk, number, "记录与其散列值不符", "the event does not match its hash")
            return
        previous = event.hash
        yield from _verify_particulars(case, event)
    kind = find_kind(case.kind)
    try:
        state = kind.fold(case, [to_entry(event) for event in events])
    except StatuteError as refusal:
        yield Flaw(case.pk, None, f"记录不合法：{refusal.chinese}", f"illegal: {refusal.english}")
        return
    kept, derived = kind.read_projection(case), kind.derive_projection(case, state)
    if kept != derived:
        yield Flaw(
            case.pk,
            None,
            f"列表数据与记录不一致：{_tell(kept, derived)}；可用 gongkai rebuild 重建",
            f"the projection differs from the log: {_tell(kept, derived)}; run gongkai rebuild",
        )


def _verify_particulars(case: Case, event: Event) -> Iterator[Flaw]:
    kept = getattr(event, "particulars", None)
    if (kept is None) != (not event.digest):
        yield Flaw(
            case.pk, event.sequence, "个人信息的有无与记录不符", "particulars and event disagree"
        )
    elif kept is not None and kept.token is not None:
        try:
            unseal(kept.token, event.digest)
        except SealBroken as broken:
            yield Flaw(case.pk, event.sequence, broken.chinese, broken.english)
    elif kept is not None and kept.erased is None:
        yield Flaw(case.pk, event.sequence, "个人信息缺失", "particulars are missing")


def _tell(kept: object, derived: object) -> str:
    """Return the names of the columns that differ; never their values, which may be personal."""
    if not isinstance(kept, dict) or not isinstance(derived, dict):
        return "缺失 / missing" if not kept else "结构 / shape"
    return "、".join(key for key in derived if kept.get(key) != derived[key]) or "多余 / surplus"


def rebuild(cases: QuerySet[Case] | None = None) -> Iterator[uuid.UUID]:
    """Make the projections anew from the log, case by case; yield each case done."""
    for case in (
        (Case.objects.all() if cases is None else cases).select_related("organ").iterator(500)
    ):
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            events = Event.objects.filter(case=case).order_by("sequence")
            kind = find_kind(case.kind)
            kind.project(case, kind.fold(case, [to_entry(event) for event in events]))
        yield case.pk


def rotate_keys() -> Iterator[int]:
    """Seal all particulars under the first key; yield how many are done, batch by batch."""
    done = 0
    keys = Sealed.objects.exclude(token=None).order_by("pk").values_list("pk", flat=True)
    for _, batch in groupby(enumerate(list(keys)), key=lambda pair: pair[0] // 500):
        with transaction.atomic():
            for kept in Sealed.objects.select_for_update().filter(pk__in=[pk for _, pk in batch]):
                kept.token = reseal(bytes(kept.token or b""))
                kept.save(update_fields=["token"])
                done += 1
        yield done
