"""What happened in a case, in words: every entry, corrections and what they corrected included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.core.caselog.entries import CORRECTED, Entry
from gongkai.look.words import say, speak
from gongkai.requests.process.kinds import KINDS, METHODS, REVIEWS
from gongkai.requests.process.state import RequestState
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.references import Reference

PLAIN = ("party", "handler_name", "how", "number", "working", "payment", "title", "text", "proof")
COUNTING = {
    "each": ("一信多事，按事项分别计件", "one letter, each item a request"),
    "one": ("一信多事，合并计为一件", "one letter, one request"),
}
REASONS = ("reason", "note", "evidence")
PARTS = {
    "registered",
    "accepted",
    "drafted",
    "extension-approved",
    "signed",
    "answered",
    "archived",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as the story tells it."""

    entry: Entry
    words: str
    reference: Reference | None
    details: tuple[str, ...]
    struck: bool
    file: str = ""  # of the letter that went out with it


def tell_story(entries: Sequence[Entry], state: RequestState) -> list[Told]:
    """Return all that was recorded, latest first; an entry that was corrected as it stands now."""
    stand = {entry.sequence: entry for entry in state.entries}
    told = []
    for entry in entries:
        kind = KINDS[entry.kind]
        struck = entry.kind != CORRECTED and entry.sequence not in stand
        now = stand.get(entry.sequence, entry)
        file = "" if entry.kind == "registered" else now.body.get("file", "")
        told.append(Told(entry, speak(kind), kind.reference, tuple(_tell(now)), struck, file))
    return told[::-1]


def list_people(state: RequestState) -> list[tuple[str, str]]:
    """Return who had a part in a case: in words what they did, and their name; each part once."""
    parts: dict[tuple[str, str], None] = {}
    for entry in state.entries:
        if entry.kind == "review-passed":
            told = speak_review(entry.body["review"])
        elif entry.kind in PARTS:
            told = speak(KINDS[entry.kind])
        else:
            continue
        parts[told, entry.actor_name] = None
    return list(parts)


def _tell(entry: Entry) -> Iterator[str]:
    """Yield what an entry's body says; nothing personal is in a body."""
    body = entry.body
    for key in PLAIN:
        if body.get(key) and (entry.kind, key) != ("registered", "number"):
            yield str(body[key])
    for key, tell in _TELL.items():
        if key in body:
            yield str(tell(body[key]))
    yield from body.get("items", ())
    for key in REASONS:
        if body.get(key):
            yield str(body[key])


def _tell_outcome(leaf: str) -> Any:
    outcome = load_outcomes()[leaf]
    return say(outcome.label, outcome.label_en)


def speak_review(review: str) -> str:
    """Return which review it was, in words."""
    return str(say(*REVIEWS[review][1:])) if review in REVIEWS else ""


_TELL: dict[str, Callable[[Any], Any]] = {
    "outcome": _tell_outcome,
    "method": lambda method: say(*METHODS[method]),
    "review": speak_review,
    "days": lambda days: say(f"{days} 个工作日", f"{days} working days"),
    "until": lambda until: say(f"期限 {until}", f"by {until}"),
    "consents": lambda yes: say("同意公开", "consents") if yes else say("不同意公开", "objects"),
    "incoming": lambda letter: say(f"来信 {letter}", f"letter {letter}"),
    "counting": lambda how: say(*COUNTING[how]) if how in COUNTING else how,
    "files": lambda files: say(f"附件 {len(files)} 个", f"{len(files)} files"),
    "imported": lambda _: say("据原登记簿", "from the earlier register"),
    "corrects": lambda place: say(f"更正第 {place} 条", f"corrects entry {place}"),
}
