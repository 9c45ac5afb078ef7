"""A remedy as its entries leave it: its stages on their clocks, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.core.caselog.entries import BadCorrection, Entry, head, standing
from gongkai.core.refusal import Refusal
from gongkai.remedies.process.kinds import (
    CLOSED_BY,
    EVENTS,
    LITIGATION_LAW,
    OPENED_BY,
    OUR_STAGES,
    REASONS,
    RECONSIDERATION_LAW,
    Remedy,
    Result,
    find_events,
    find_procedure,
)
from gongkai.statute.clock.procedures import StageTrace, follow_procedure
from gongkai.statute.workdays import WorkCalendar, load_calendar

KINDS = ("opened", "happened", "decided", "withdrawn", "noted", "corrected")


class IllegalStep(Refusal):
    """A step that the state of the remedy, or the law, does not admit."""


@dataclass(frozen=True, slots=True)
class RemedyState:
    """Where a remedy stands."""

    entries: tuple[Entry, ...]
    seen: int
    remedy: Remedy
    procedure: str
    events: dict[str, date]
    calendar: WorkCalendar = field(repr=False)
    decided: Entry | None = None
    withdrawn: Entry | None = None

    @property
    def opened(self) -> Entry:
        """The entry by which it came in."""
        return self.entries[0]

    @property
    def closed(self) -> Entry | None:
        """The entry that ended it."""
        return self.decided or self.withdrawn

    @property
    def result(self) -> Result | None:
        """How it ended; a withdrawn one counts among the other results."""
        if self.decided is not None:
            return Result(self.decided.body["result"])
        return Result.OTHER if self.withdrawn is not None else None

    @property
    def open_events(self) -> tuple[str, ...]:
        """What may still happen."""
        if self.closed is not None:
            return ()
        return tuple(e for e in find_events(self.remedy, self.procedure) if e not in self.events)

    def follow(self, as_of: date | None = None) -> tuple[StageTrace, ...]:
        """Return the stages with their due days and states."""
        return follow_procedure(
            find_procedure(self.remedy, self.procedure),
            self.events,
            kind=self.procedure,
            calendar=self.calendar,
            as_of=as_of,
        )

    @property
    def due(self) -> date | None:
        """The nearest day by which this organ itself must act; None where nothing is asked of it."""
        return min(
            (
                each.due
                for each in self.follow()
                if each.stage.id in OUR_STAGES and each.done is None and each.due is not None
            ),
            default=None,
        )


def fold(entries: Iterable[Entry], *, calendar: WorkCalendar | None = None) -> RemedyState:
    """Return the state that entries leave, or raise IllegalStep, IllegalHistory with the article."""
    recorded = tuple(entries)
    try:
        stand = standing(recorded)
    except BadCorrection:
        raise IllegalStep(
            "要更正的记录不存在", "the entry to be corrected does not stand"
        ) from None
    if not stand or stand[0].kind != "opened":
        raise IllegalStep("案件须始于立案或者申请，且不能撤销", "a remedy begins with its opening")
    opened = stand[0]
    try:
        remedy = Remedy(opened.body["remedy"])
        procedure = str(opened.body["procedure"])
        events = {OPENED_BY[remedy]: opened.day}
        find_events(remedy, procedure)
    except (KeyError, ValueError):
        raise IllegalStep(
            "不认识的救济种类或者程序", "unknown kind of remedy or procedure"
        ) from None
    if remedy is Remedy.AFTER and not opened.body.get("earlier"):
        raise IllegalStep(
            "复议后起诉的，须写明所经的行政复议案件",
            "litigation after reconsideration names its reconsideration",
            LITIGATION_LAW,
        )
    found: dict[str, Entry] = {}
    for entry in stand[1:]:
        _take(entry, remedy, procedure, opened.day, events, found)
    state = RemedyState(
        entries=stand,
        seen=head(recorded),
        remedy=remedy,
        procedure=procedure,
        events=events,
        calendar=calendar if calendar is not None else load_calendar(),
        decided=found.get("decided"),
        withdrawn=found.get("withdrawn"),
    )
    state.follow()  # the law refuses here what it does not admit
    return state


def _take(  # noqa: PLR0917  (one step of a walk over its own state)
    entry: Entry, remedy: Remedy, procedure: str, opened: date, events: dict[str, date],
    found: dict[str, Entry],
) -> None:  # fmt: skip
    law = RECONSIDERATION_LAW if remedy is Remedy.RECONSIDERATION else LITIGATION_LAW
    if entry.kind not in KINDS or entry.kind == "opened":
        raise IllegalStep(f"不认识的记录“{entry.kind}”", f"unknown entry {entry.kind!r}")
    if entry.kind == "noted":
        return
    if found:
        raise IllegalStep("案件已经审结，不能再记录", "the case has ended", law)
    if entry.day < opened:
        raise IllegalStep(f"{entry.day}早于{opened}", f"{entry.day} is before {opened}", law)
    if entry.kind == "happened":
        name = entry.body.get("event", "")
        if name not in find_events(remedy, procedure):
            raise IllegalStep("这类案件没有这一步", f"no such step here: {name!r}", law)
        if name in events:
            raise IllegalStep(f"“{EVENTS[name][0]}”已经记录", f"{name} is noted already", law)
        events[name] = entry.day
        return
    if entry.kind == "decided":
        if entry.body.get("result") not in set(Result):
            raise IllegalStep("须写明结果：维持、纠正或者其他", "name the result", law)
        if entry.body.get("reason_code", "other") not in REASONS:
            raise IllegalStep("不认识的纠正原因", "unknown reason of correction", law)
        events[CLOSED_BY[remedy]] = entry.day
    found[entry.kind] = entry
