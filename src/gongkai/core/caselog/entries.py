"""What a log holds, purely: entries, their hash, and what stands after corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

CORRECTED = "corrected"
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a case. `day` is the day of legal effect, `recorded` the moment it was noted.

    `body` holds no personal data; `sealed` does, and is None where it was not opened or is erased.
    """

    sequence: int
    kind: str
    day: date
    recorded: datetime
    actor: str
    actor_name: str
    role: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, Any] | None = field(default=None, repr=False)


def write_canonically(case: str, entry: Entry, digest: str, previous: str) -> bytes:
    """Return the bytes over which an entry's hash is taken."""
    return json.dumps(
        [
            case,
            entry.sequence,
            entry.kind,
            entry.day.isoformat(),
            entry.recorded.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor,
            entry.actor_name,
            entry.role,
            entry.body,
            digest,
            previous,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def chain(case: str, entry: Entry, digest: str, previous: str) -> str:
    """Return the SM3 hash of an entry, which holds the hash before it and its particulars' digest."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(write_canonically(case, entry, digest, previous))
    return sm3.finalize().hex()


class BadCorrection(ValueError):
    """A correction that corrects nothing."""


def standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that stand: corrected ones in their last wording, struck ones left out.

    A correction names what it `corrects` (a sequence) and either `strike`s it or gives a new `day`
    or `body`, which is laid over the old. Corrections themselves are not among what is returned.
    BadCorrection: it names no earlier entry, or one that no longer stands.
    """
    kept: dict[int, Entry] = {}
    for entry in entries:
        if entry.kind != CORRECTED:
            kept[entry.sequence] = entry
            continue
        target = entry.body.get("corrects")
        old = kept.get(target) if isinstance(target, int) else None
        if old is None:
            raise BadCorrection(f"entry {entry.sequence} corrects {target!r}, which does not stand")
        if entry.body.get("strike"):
            del kept[old.sequence]
            continue
        day = entry.body.get("day")
        kept[old.sequence] = replace(
            old,
            day=date.fromisoformat(day) if day else old.day,
            body={**old.body, **entry.body.get("body", {})},
            sealed=old.sealed if entry.sealed is None else {**(old.sealed or {}), **entry.sealed},
        )
    return tuple(kept[sequence] for sequence in sorted(kept))


def head(entries: Sequence[Entry]) -> int:
    """Return the number of entries: what somebody who acts must have seen."""
    return entries[-1].sequence if entries else 0
