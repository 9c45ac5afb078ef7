"""A kind of case for tests of the log: notes, of which no two may say the same."""

from __future__ import annotations

from gongkai.core.caselog.entries import standing
from gongkai.core.caselog.kinds import CaseKind
from gongkai.core.refusal import Refusal

PROJECTED: dict[str, list[str]] = {}


def fold(case, entries):
    """Return what the notes say, in order."""
    said = [entry.body["text"] for entry in standing(entries)]
    if len(set(said)) < len(said):
        raise Refusal("已经说过", "said before")
    return said


def project(case, state):
    """Keep what the notes say."""
    PROJECTED[str(case.pk)] = list(state)


NOTES = CaseKind(
    name="note",
    fold=fold,
    project=project,
    read_projection=lambda case: {"said": PROJECTED.get(str(case.pk))},
    derive_projection=lambda _case, state: {"said": list(state)},
)
