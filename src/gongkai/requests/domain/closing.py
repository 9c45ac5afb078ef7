"""Closing an organ: not while it owes anybody a reply."""

from __future__ import annotations

from gongkai.core.accounts.organs import set_active
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.requests.models import Request


def close_organ(*, actor: Actor, organ: Organ) -> Organ:
    """Close an organ. Refusal while requests are open in it; whatever `set_active` refuses."""
    open_ = Request.objects.filter(organ=organ, closed__isnull=True).count()
    if open_:
        raise Refusal(
            f"“{organ}”还有 {open_} 件申请在办，办结后才能停用",
            f"{organ} has {open_} open requests: close them first",
        )
    return set_active(actor=actor, organ=organ, active=False)
