"""Open deadlines that move when an arrangement comes out or changes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.statute.clock.events import Event, EventKind, parse_channel, parse_event
from gongkai.statute.clock.request import open_case
from gongkai.statute.errors import DataError
from gongkai.statute.keys import refuse_keys

if TYPE_CHECKING:
    from gongkai.statute.parameters import Law
    from gongkai.statute.workdays import WorkCalendar

_KEYS = {"id", "received", "channel", "events"}


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A request by its number and its events."""

    id: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A case whose due day is another one under the new calendar, or is now certain.

    `was_provisional` and `is_provisional` say whether either day rested on an unknown year.
    """

    case: str
    before: date | None
    after: date | None
    was_provisional: bool
    is_provisional: bool

    @property
    def settled(self) -> bool:
        """Whether the day stayed and is no longer provisional."""
        return self.before == self.after and self.was_provisional and not self.is_provisional

    def as_json(self) -> dict[str, Any]:
        """Return the move as plain data."""
        return {
            "case": self.case,
            "before": None if self.before is None else self.before.isoformat(),
            "after": None if self.after is None else self.after.isoformat(),
            "was_provisional": self.was_provisional,
            "is_provisional": self.is_provisional,
        }


def parse_cases(text: str, name: str) -> tuple[OpenCase, ...]:
    """Read open cases: `[[case]]` with `id`, `received`, and, if any, `channel` and `events`.

    Events are written `KIND:DATE[:DETAIL]`. What cannot be read is a DataError or InvalidQuestion.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"{name}：不是有效的 TOML：{error}", f"{name}: not TOML: {error}"
        ) from error
    refuse_keys(table, {"case"}, {"case"}, name)
    cases = []
    for row in table["case"]:
        refuse_keys(row, _KEYS, {"id", "received"}, name)
        channel = parse_channel(row["channel"]) if "channel" in row else None
        first = Event(EventKind.RECEIVED, row["received"], channel=channel)
        cases.append(OpenCase(row["id"], (first, *map(parse_event, row.get("events", ())))))
    return tuple(cases)


def find_moves(
    cases: Iterable[OpenCase],
    before: WorkCalendar,
    after: WorkCalendar,
    *,
    law: Law | None = None,
) -> Sequence[Move]:
    """Return the open cases whose due day moves or becomes certain, in the order given.

    Closed cases never move. IllegalHistory as in `open_case`.
    """
    moves = []
    for each in cases:
        old = open_case(each.events, calendar=before, law=law)
        if old.closed is not None:
            continue
        new = open_case(each.events, calendar=after, law=law)
        was, now = old.due, new.due
        move = Move(
            each.id,
            was,
            now,
            was is not None and bool(before.gaps(old.received, was)),
            now is not None and bool(after.gaps(new.received, now)),
        )
        if was != now or move.settled:
            moves.append(move)
    return moves
