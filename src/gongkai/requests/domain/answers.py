"""Replies: signed with the next number of their series (清政服公复〔2026〕3号)."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.numbering.series import take_number
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.today import today
from gongkai.requests.domain.handling import act
from gongkai.requests.process.state import RequestState
from gongkai.statute.outcomes import load_outcomes

SERIES = "公复"
NOTICES = "公告"  # what is not processed, or closed, is told and not answered
TOLD = {"not_processed", "closed"}


def sign(case_id: uuid.UUID, *, actor: Actor, seen: int, day: date | None = None) -> RequestState:
    """Sign the reply of a request. A number refused is given back: the series has no gap.

    Forbidden, Overtaken, and what the state refuses: reviews missing, an outcome not admitted.
    """
    day = day or today()
    with transaction.atomic():
        case = Case.objects.select_related("organ").get(pk=case_id)
        number = take_document_number(case.organ, fold_case(case), day)
        return act(case_id, "signed", actor=actor, seen=seen, day=day, body={"number": number})


def take_document_number(organ: Organ, state: RequestState, day: date) -> str:
    """Return the next document number for the reply of a case."""
    letter = "" if state.draft is None else load_outcomes()[state.draft.outcome].letter
    series = NOTICES if letter in TOLD else SERIES
    number = take_number(organ, f"document:{series}", day.year)
    return f"{organ.short_name}{series}〔{day.year}〕{number}号"
