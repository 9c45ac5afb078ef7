"""The anchor: how far every log reaches, in a file that somebody else keeps.

From inside, a chain that was cut off at its end, or rewritten to its end, is as whole as any. Whoever
holds the heads of an earlier day sees it. One JSON line a case, nothing personal in it; the last line
seals those before it and the moment, so that its 64 characters on paper vouch for the whole file.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from cryptography.hazmat.primitives import hashes
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from gongkai.core.caselog.entries import GENESIS
from gongkai.core.caselog.models import Case, Event
from gongkai.core.caselog.proof import Flaw
from gongkai.core.refusal import Refusal

BATCH = 500  # cases: two queries each, and few enough for the parameters of one in SQLite
MOST_EVENTS = 2**31 - 1  # what the column holds
MOST_BYTES = 1000  # of a line: ours have less than two hundred


class NotAnchor(Refusal):
    """A file that is no anchor, not all of one, or one that was altered."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log of a case reaches: how many events, and the hash of the last."""

    case: uuid.UUID
    events: int
    hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the last line says: how many cases, when, and the SM3 over all lines before it and the moment."""

    cases: int
    moment: str
    sm3: str


def find_heads() -> Iterator[Head]:
    """Yield the head of every case, as of one moment: a single query, read as it is used."""
    last = Event.objects.filter(case=OuterRef("pk")).order_by("-sequence")
    cases = Case.objects.order_by("pk").annotate(
        events_=Subquery(last.values("sequence")[:1]), hash_=Subquery(last.values("hash")[:1])
    )
    for key, events, mark in cases.values_list("pk", "events_", "hash_").iterator(2000):
        yield Head(key, events or 0, mark or GENESIS)


def write_anchor(out: BinaryIO) -> Anchor:
    """Write the heads of all cases and the line that seals them; return what that line says."""
    sm3, count = hashes.Hash(hashes.SM3()), 0
    moment = timezone.now().isoformat(timespec="seconds")
    for head in find_heads():
        count += 1
        line = _write({"case": str(head.case), "events": head.events, "hash": head.hash})
        sm3.update(line)
        out.write(line)
    sm3.update(moment.encode())
    anchor = Anchor(count, moment, sm3.finalize().hex())
    out.write(_write({"cases": count, "moment": moment, "sm3": anchor.sm3}))
    return anchor


def _write(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def check_anchor(file: BinaryIO) -> Anchor:
    """Return what an anchor's last line says, once it agrees with the lines before it. NotAnchor."""
    sm3, count, anchor = hashes.Hash(hashes.SM3()), 0, None
    for number, line in _number(file):
        if anchor is not None:
            raise _refuse(number)
        values = _parse(line, number)
        if "sm3" in values:
            anchor = _read_seal(values, number)
            continue
        _read_head(values, number)
        sm3.update(line)
        count += 1
    if anchor is None:
        raise NotAnchor(
            "锚文件不完整：没有最后的封签一行", "the anchor is not whole: its last line is missing"
        )
    sm3.update(anchor.moment.encode())
    if (anchor.cases, anchor.sm3) != (count, sm3.finalize().hex()):
        raise NotAnchor(
            "锚文件与其封签不符：文件被改动过", "the anchor was altered: it does not match its seal"
        )
    return anchor


def compare_anchor(file: BinaryIO) -> Iterator[Flaw | uuid.UUID]:
    """Yield each case of an anchor whose log still holds all that it held then, and a flaw for each other.

    Holds together with `proof.verify` only, which proves that the hashes are those of the events.
    """
    heads = (
        _read_head(values, number)
        for number, line in _number(file)
        if "sm3" not in (values := _parse(line, number))
    )
    while batch := list(islice(heads, BATCH)):
        yield from _compare(batch)


def _compare(batch: list[Head]) -> Iterator[Flaw | uuid.UUID]:
    keys = [head.case for head in batch]
    known = set(Case.objects.filter(pk__in=keys).values_list("pk", flat=True))
    events = Event.objects.filter(case__in=keys, sequence__in={head.events for head in batch})
    marks = {
        (case, sequence): mark
        for case, sequence, mark in events.values_list("case_id", "sequence", "hash").order_by()
    }
    for head in batch:
        mark = marks.get((head.case, head.events))
        if head.case not in known:
            yield Flaw(
                head.case, None, "案件不见了，锚文件里有它",
                "the case is missing; the anchor has it",
            )  # fmt: skip
        elif mark is None and head.events:
            yield Flaw(
                head.case, None, f"记录被截短：锚文件里有{head.events}条",
                f"the log was shortened: the anchor has {head.events} events",
            )  # fmt: skip
        elif mark != head.hash and head.events:
            yield Flaw(
                head.case, head.events, "记录被改写：散列值与锚文件里的不同",
                "the log was rewritten: the hash is not that of the anchor",
            )  # fmt: skip
        else:
            yield head.case


def _number(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(MOST_BYTES):
        number += 1
        yield number, line


def _refuse(number: int) -> NotAnchor:
    return NotAnchor(f"锚文件第{number}行不能识别", f"line {number} of the anchor is not one")


def _parse(line: bytes, number: int) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError:
        raise _refuse(number) from None
    if not isinstance(values, dict) or not line.endswith(b"\n"):
        raise _refuse(number)
    return values


def _read_head(values: dict[str, Any], number: int) -> Head:
    match values:
        case {"case": str(case), "events": int(events), "hash": str(mark), **rest} if not rest:
            try:
                if 0 <= events <= MOST_EVENTS:
                    return Head(uuid.UUID(case), events, mark)
            except ValueError:
                raise _refuse(number) from None
    raise _refuse(number)


def _read_seal(values: dict[str, Any], number: int) -> Anchor:
    match values:
        case {"cases": int(cases), "moment": str(moment), "sm3": str(sm3), **rest} if not rest:
            return Anchor(cases, moment, sm3)
    raise _refuse(number)
