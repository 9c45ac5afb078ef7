"""A request as its entries leave it: what is known of it, and the dates that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.core.caselog.entries import Entry
from gongkai.core.refusal import Refusal
from gongkai.statute.clock.case import Case as Clock
from gongkai.statute.clock.case import Consultation
from gongkai.statute.clock.events import Channel
from gongkai.statute.clock.request import follow_request
from gongkai.statute.clock.trace import RequestTrace
from gongkai.statute.parameters import Law
from gongkai.statute.workdays import WorkCalendar


class IllegalAct(Refusal):
    """An act that the state of the case, or the law, does not admit."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply as drafted: by whom, with which outcome, and how far its reviews are."""

    entry: Entry
    outcome: str
    passed: dict[str, Entry] = field(default_factory=dict)
    returned: Entry | None = None
    signed: Entry | None = None


@dataclass(frozen=True, slots=True)
class RequestState:
    """Where a request stands after its entries. Dates of the clock are asked of `clock`, `follow`.

    `entries` are those that stand, `recorded` all that were made, corrected ones and corrections too.
    """

    entries: tuple[Entry, ...]
    recorded: tuple[Entry, ...]
    seen: int
    calendar: WorkCalendar = field(repr=False)
    law: Law = field(repr=False)
    clock: Clock | None = field(default=None, repr=False)
    confirmed: Entry | None = None
    assigned: Entry | None = None
    accepted: Entry | None = None
    approved: Entry | None = None
    draft: Draft | None = None
    answered: Entry | None = None
    withdrawn: Entry | None = None
    archived: Entry | None = None
    converted: Entry | None = None
    merged: Entry | None = None
    letters: tuple[Entry, ...] = ()

    @property
    def registered(self) -> Entry:
        """The entry by which the request came in."""
        return self.entries[0]

    @property
    def channel(self) -> Channel:
        """How it came in (art. 31)."""
        return Channel(self.registered.body["channel"])

    @property
    def subject(self) -> str:
        """What it is about, in neutral words: the clerk's, who gives them when confirming receipt."""
        given = self.registered.body.get("subject", "")
        return str(given if self.confirmed is None else self.confirmed.body.get("subject", given))

    @property
    def received(self) -> date | None:
        """The day of receipt; None before an online request, a letter or a fax is confirmed."""
        return None if self.clock is None else self.clock.received

    @property
    def closed(self) -> Entry | None:
        """The entry that ended the handling: reply served, or request withdrawn."""
        return self.answered or self.withdrawn

    @property
    def due(self) -> date | None:
        """The last day for the reply; None while the law sets none."""
        return None if self.clock is None else self.clock.due

    @property
    def consultations(self) -> Sequence[Consultation]:
        """Who was consulted."""
        return () if self.clock is None else self.clock.consultations

    @property
    def outcome(self) -> str:
        """The leaf of table 3, once the reply is served."""
        return "" if self.answered is None else str(self.answered.body["outcome"])

    @property
    def handler(self) -> str:
        """The key of who has the case in hand."""
        return "" if self.assigned is None else str(self.assigned.body["handler"])

    def follow(self, today: date | None = None) -> RequestTrace | None:
        """Return the clock with its reasons as of a day; None before receipt."""
        if self.clock is None:
            return None
        as_of = None if today is None else max(today, self.clock.received)
        return follow_request(self.clock.events, calendar=self.calendar, law=self.law, as_of=as_of)
