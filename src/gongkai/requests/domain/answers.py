"""Replies: signed with the next number of their series (清政服公复〔2026〕3号)."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.organs.actor import Actor
from gongkai.core.today import today
from gongkai.letters.kinds import kind_for
from gongkai.release.gate import find_leaks_in_text
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.letters import Leaking, demand_whole, prepare_reply, store_letter
from gongkai.requests.domain.numbers import take_document_number
from gongkai.requests.process.acts import try_act
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import find_role


def sign(case_id: uuid.UUID, *, actor: Actor, seen: int, day: date | None = None) -> RequestState:
    """Sign the reply of a request. A number refused is given back: the series has no gap.

    Forbidden, Overtaken, and what the state refuses: reviews missing, an outcome not admitted. A
    letter that lacks an essential part (Incomplete) or leaks (Leaking) is not signed.
    """
    day = day or today()
    with transaction.atomic():
        case = Case.objects.select_related("organ").get(pk=case_id)
        state = fold_case(case)
        letter = "" if state.draft is None else kind_for(state.draft.outcome).id
        number = take_document_number(case.organ, letter, day)
        role = find_role(actor, "signed", case.organ)
        # What the law refuses is said before what the letter lacks.
        body = {"number": number}
        if refusal := try_act(state, "signed", body, actor=actor.key, role=role, day=day):
            raise refusal
        reply = prepare_reply(case, actor=actor, day=day, number=number)
        demand_whole(reply)
        stored = store_letter(case, reply)
        body = {"number": number, "letter": reply.kind, "file": stored.sha256}
        return act(case_id, "signed", actor=actor, seen=seen, day=day, body=body)


def convert(
    case_id: uuid.UUID,
    *,
    title: str,
    text: str,
    actor: Actor,
    seen: int,
    url: str = "",
    day: date | None = None,
) -> RequestState:
    """Publish what was granted (条例第四十四条). Leaking: somebody's personal data stands in it."""
    organ = Case.objects.select_related("organ").get(pk=case_id).organ
    if leaks := find_leaks_in_text(f"{title}\n{text}\n{url}", allow=organ.contacts):
        raise Leaking(leaks)
    body = {"title": title, "text": text, **({"url": url} if url else {})}
    return act(case_id, "converted", actor=actor, seen=seen, day=day, body=body)
