"""Papers that an applicant may have on the page where the request is followed: their own, as served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.core.caselog.models import Case
from gongkai.core.files.models import StoredFile
from gongkai.requests.domain.letters import TO_OTHERS
from gongkai.requests.process.state import RequestState


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter to the applicant: of which day, and the file."""

    day: date
    file: StoredFile
    reply: bool


def find_papers(case: Case, state: RequestState) -> list[Paper]:
    """Return the letters to the applicant that were served electronically, latest first.

    Notices: where the applicant chose the page as the way to be told. The reply: where it was served so.
    """
    cited = list(_cite(state))
    files = {
        each.sha256: each
        for each in StoredFile.objects.filter(
            case=case, sha256__in=[sha for _, sha, _ in cited], erased=None
        )
    }
    papers = [Paper(day, files[sha], reply) for day, sha, reply in cited if sha in files]
    return papers[::-1]


def _cite(state: RequestState) -> Iterator[tuple[date, str, bool]]:
    if state.registered.body.get("served_online"):
        for entry in state.entries:
            letter = entry.body.get("letter", "")
            if letter and entry.kind != "signed" and letter not in TO_OTHERS:
                yield entry.day, entry.body.get("file", ""), False
    answered, draft = state.answered, state.draft
    if answered is not None and answered.body["method"] == "electronic" and draft is not None:
        signed = draft.signed
        yield answered.day, "" if signed is None else signed.body.get("file", ""), True
