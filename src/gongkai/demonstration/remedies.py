"""A handful of invented remedies against replies of the demonstration."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from gongkai.core.organs.actor import find_actor
from gongkai.core.organs.models import Organ, Post
from gongkai.core.organs.roles import Role
from gongkai.remedies.domain.handling import decide, note_event, open_remedy
from gongkai.remedies.process.kinds import Remedy, Result
from gongkai.requests.models import Request

MOST = 6
RECENT = timedelta(8)  # the newest remedy came in so long ago, and our answer to it is still due


def fill_remedies(chance: Random, organ: Organ, today: date) -> int:
    """Open remedies against replies that granted nothing, and carry them on; return how many."""
    post = (
        Post.objects.filter(organ=organ, role=Role.LEGAL_REVIEWER).select_related("person").first()
    )
    if post is None:
        return 0
    actor = find_actor(post.person)
    against = Request.objects.filter(organ=organ, closed__lt=today - timedelta(20)).exclude(
        outcome__in=["granted", ""]
    )[:MOST]
    for ordinal, request in enumerate(against, start=1):
        assert request.closed is not None
        newest = ordinal == 1
        day = min(request.closed + timedelta(chance.randint(3, 15)), today)
        if newest:
            day = today - RECENT
        case, state = open_remedy(
            organ=organ, kind=Remedy.RECONSIDERATION, number=f"清府复〔{day.year}〕{ordinal}号",
            authority="清河市人民政府", about=f"{request.number} {request.subject}",
            procedure=chance.choice(["simple", "ordinary"]), day=day, actor=actor, request=request.pk,
        )  # fmt: skip
        for event, wait in (("accepted", 4), ("copy-received", 3), ("answered", 3)):
            day += timedelta(wait if newest else chance.randint(1, wait))
            if day > today:
                break
            state = note_event(case.pk, event, day=day, actor=actor, seen=state.seen)
        day += timedelta(chance.randint(10, 40))
        if day <= today:
            result = chance.choice([Result.UPHELD, Result.UPHELD, Result.CORRECTED])
            code = "law" if result is Result.CORRECTED else ""
            decide(case.pk, result, day=day, actor=actor, seen=state.seen, reason_code=code)
    return len(against)
