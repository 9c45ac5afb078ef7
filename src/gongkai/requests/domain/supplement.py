"""What applicants send after their request: a supplement (art. 30), reasons (art. 35), with files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from gongkai.core.caselog.log import open_entries
from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import Incoming
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


def read_asked(case: Case, state: RequestState) -> list[str]:
    """Return what the applicant is asked to supplement and how, in the words of the notice to them."""
    if find_wanted(state) != SUPPLEMENT:
        return []
    sent = [entry for entry in open_entries(case) if entry.kind == "supplement-sent"]
    how = (sent[-1].sealed or {}).get("how")
    return [*sent[-1].body["items"], *([how] if how else [])]


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
    demand_something(text, files)
    words = {"text": text.strip()} if text.strip() else None
    return act(case_id, kind, actor=actor, seen=seen, day=day, sealed=words, files=files)


def demand_something(text: str, files: Sequence[Incoming]) -> None:
    """Raise Empty where an applicant is said to have sent nothing."""
    if not text.strip() and not files:
        raise Empty("请写明内容，或者选择文件", "Write something, or choose a file")
