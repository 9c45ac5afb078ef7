"""What applicants send after their request: a supplement (art. 30), reasons (art. 35), with files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import Incoming, store_file
from gongkai.core.organs.actor import Actor
from gongkai.core.refusal import Refusal
from gongkai.requests.domain.handling import act
from gongkai.requests.process.state import RequestState

SUPPLEMENT, REASONS = "supplement-received", "reasons-given"


class Empty(Refusal):
    """Nothing was written and nothing was sent along."""


def find_wanted(state: RequestState) -> str:
    """Return the kind of entry that the applicant is asked for now; empty where nothing is."""
    clock = state.clock
    if clock is None or state.closed is not None:
        return ""
    if clock.waiting == "supplement":
        return SUPPLEMENT
    asked = clock.reasons_requested is not None and clock.reasons_given is None
    return REASONS if asked else ""


def find_asked(state: RequestState) -> list[str]:
    """Return what the organ asked to be supplemented, in the words of its notice."""
    notices = [entry for entry in state.entries if entry.kind == "supplement-sent"]
    if find_wanted(state) != SUPPLEMENT or not notices:
        return []
    body = notices[-1].body
    return [*body["items"], *([body["reason"]] if body.get("reason") else [])]


def supplement(
    case_id: uuid.UUID,
    kind: str,
    *,
    text: str,
    files: Sequence[Incoming],
    actor: Actor,
    seen: int,
    day: date | None = None,
) -> RequestState:
    """Record what an applicant sent: their words sealed, their files stored with the case.

    Empty; NotAccepted for a file that may not be kept; whatever `act` refuses.
    """
    if not text.strip() and not files:
        raise Empty("请写明内容，或者选择文件", "Write something, or choose a file")
    body = {"files": [file.sha256 for file in files]} if files else {}
    with transaction.atomic():
        case = Case.objects.get(pk=case_id)
        for file in files:
            store_file(case, file.data, file.name)
        return act(
            case_id, kind, actor=actor, seen=seen, day=day, body=body, sealed={"text": text.strip()}
        )
