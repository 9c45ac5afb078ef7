"""Acting on a request: one verb through which every entry goes, and the few that mean more."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gongkai.core.caselog.log import Happening, append, hold
from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import Incoming, store_file
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Division, Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.core.today import today
from gongkai.release.gate import find_leaks_in_text
from gongkai.release.leak import Leak
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand, find_role


class FutureDay(Refusal):
    """A day of legal effect that has not come yet."""


class Personal(Refusal):
    """Somebody's personal data in words that would stand in the log, unsealed and for ever."""

    def __init__(self, leaks: Sequence[Leak]) -> None:
        """Name what was found, masked."""
        found = "；".join(f"{each.chinese}（{each.masked}）" for each in leaks)
        super().__init__(
            f"这里写的会原样留在记录里，不能改也不能删。请去掉个人信息（个人信息保护法第五十一条）：{found}",
            "These words stay in the log and can be neither changed nor removed. Take out "
            + "; ".join(each.english for each in leaks),
        )
        self.leaks = tuple(leaks)


def act(
    case_id: uuid.UUID,
    kind: str,
    *,
    actor: Actor,
    seen: int,
    day: date | None = None,
    body: Mapping[str, Any] | None = None,
    sealed: Mapping[str, Any] | None = None,
    files: Sequence[Incoming] = (),
) -> RequestState:
    """Make one entry in a request's log, with effect on a day (today), and return the new state.

    `sealed` are words kept apart, `files` what came with it. Forbidden: the actor holds no role for
    it. Overtaken: somebody acted since `seen`. FutureDay: the day has not come. Personal: somebody's
    data stands in the open words. Whatever the state or the law refuses is raised with its article;
    NotAccepted for a file that may not be kept.
    """
    day = day or today()
    if day > today():
        raise FutureDay(f"{day}尚未到来，不能登记为已经发生", f"{day} has not come yet")
    told = dict(body or {})
    if files:
        told["files"] = [file.sha256 for file in files]
    with hold(case_id) as case:
        role = find_role(actor, kind, case.organ)
        demand_nothing_personal(case.organ, told)
        for file in files:
            store_file(case, file.data, file.name)
        happening = Happening(kind, day, told, sealed, role)
        state: RequestState = append(case, happening, actor=actor, seen=seen)
        return state


WORDS = ("subject", "reason", "note", "text", "evidence", "how", "place", "party")


def demand_nothing_personal(organ: Organ, body: Mapping[str, Any]) -> None:
    """Raise Personal where somebody's data stands in the words of a body: a log cannot forget.

    The organ's own contacts may.
    """
    words = "\n".join(str(body[key]) for key in WORDS if body.get(key))
    if words and (leaks := find_leaks_in_text(words, allow=organ.contacts)):
        raise Personal(leaks)


def assign(
    case_id: uuid.UUID,
    *,
    handler: Person,
    actor: Actor,
    seen: int,
    division: Division | None = None,
    day: date | None = None,
    reason: str = "",
) -> RequestState:
    """Give a request to a handler of its organ. Forbidden where they hold no such post there."""
    case = Case.objects.select_related("organ").get(pk=case_id)
    post = Post.objects.filter(person=handler, organ=case.organ, role=Role.HANDLER).first()
    if post is None:
        raise Forbidden(
            f"{handler}不是{case.organ}的承办人", f"{handler} is no handler of {case.organ}"
        )
    place = division or post.division
    body: dict[str, Any] = {"handler": f"person:{handler.pk}", "handler_name": str(handler)}
    if place is not None:
        body["division"] = str(place.pk)
    if reason:
        body["reason"] = reason
    return act(case_id, "assigned", actor=actor, seen=seen, day=day, body=body)


def correct(
    case_id: uuid.UUID,
    *,
    corrects: int,
    reason: str,
    actor: Actor,
    seen: int,
    strike: bool = False,
    day: date | None = None,
    body: Mapping[str, Any] | None = None,
) -> RequestState:
    """Correct an earlier entry by a further one: strike it, or give it another day or wording."""
    told: dict[str, Any] = {"corrects": corrects, "reason": reason}
    if strike:
        told["strike"] = True
    if day is not None:
        told["day"] = day.isoformat()
    if body:
        told["body"] = dict(body)
    return act(case_id, "corrected", actor=actor, seen=seen, body=told)


def demand_reading(actor: Actor, case: Case) -> None:
    """Raise Forbidden unless the actor may read a request."""
    demand(actor, "read", case.organ)
