"""The days of a request, one line each: counted, skipped, taken out, waited, restarted, due.

The ledger walks from day to day and knows nothing of the arithmetic that finds the due day: that
both agree is a property under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.references import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.statute.clock.trace import RequestTrace
    from gongkai.statute.workdays import DayFact, WorkCalendar

PAUSE = Reference("tiaoli-2019", "33.3")
_WAITS = {
    "supplement": ("等待补正", "the supplement is awaited", Reference("tiaoli-2019", "30")),
    "payment": ("等待缴费", "the payment is awaited", Reference("gbh-2020-109")),
}


class DayStatus(StrEnum):
    """What a day is to the period."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"
    WAITING = "waiting"
    RESTARTED = "restarted"

    @property
    def chinese(self) -> str:
        """The status as printed."""
        return _STATUS_NAMES[self][0]

    @property
    def english(self) -> str:
        """The status in English."""
        return _STATUS_NAMES[self][1]


_STATUS_NAMES = {
    DayStatus.START: ("起算之日", "start"),
    DayStatus.COUNTED: ("计入", "counted"),
    DayStatus.SKIPPED: ("不计", "skipped"),
    DayStatus.PAUSED: ("扣除", "taken out"),
    DayStatus.WAITING: ("等待", "waiting"),
    DayStatus.RESTARTED: ("重新起算", "restart"),
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day with its status and reason; `number` is how many days of the period it completes."""

    fact: DayFact
    status: DayStatus
    number: int
    chinese: str
    english: str
    reference: Reference | None

    @property
    def day(self) -> date:
        """The day itself."""
        return self.fact.day

    def as_json(self) -> dict[str, Any]:
        """Return the line with its reason in both languages."""
        return {
            "day": self.day.isoformat(),
            "status": self.status.value,
            "number": self.number,
            "zh": self.chinese,
            "en": self.english,
            "ref": None if self.reference is None else str(self.reference),
        }


def write_ledger(trace: RequestTrace, calendar: WorkCalendar) -> Iterator[DayLine]:
    """Yield each day from receipt to the due day; without one, to `as_of` or the last event.

    Once the case is closed, the days after that are nothing to the period.
    """
    last = trace.due or trace.as_of or trace.events[-1].day
    if trace.closed is not None:
        last = min(last, trace.closed)
    number = 0
    day = trace.received
    while day <= last:
        fact = calendar.explain(day)
        phase = next(each for each in trace.phases if each.end is None or day <= each.end)
        restart = next((each for each in trace.phases if each.waiting and each.end == day), None)
        if day == trace.received:
            yield _start(trace, fact)
        elif restart is not None:
            number = 0
            yield _restart(restart.waiting, fact)
        elif phase.waiting:
            yield _wait(phase.waiting, fact)
        elif (sent := _pausing(trace, day)) is not None:
            yield _pause(sent, fact, number)
        elif not fact.kind.worked:
            yield DayLine(fact, DayStatus.SKIPPED, number, fact.chinese, fact.english, None)
        else:
            number += 1
            yield _count(trace, fact, number)
        day += timedelta(1)


def _pausing(trace: RequestTrace, day: date) -> Event | None:
    """Return the consultation that takes a day out of the period, if one does."""
    for stretch, sent in trace.stretches:
        if stretch.covers(day):
            return sent
    return None


def _start(trace: RequestTrace, fact: DayFact) -> DayLine:
    reference = trace.steps[0].remark.reference
    return DayLine(
        fact,
        DayStatus.START,
        0,
        "收到申请之日，不计入期限",
        "day of receipt, not counted",
        reference,
    )


def _count(trace: RequestTrace, fact: DayFact, number: int) -> DayLine:
    return DayLine(
        fact,
        DayStatus.COUNTED,
        number,
        f"{fact.chinese}，第{number}个工作日",
        f"{fact.english}, working day {number}",
        trace.period.reference,
    )


def _pause(sent: Event, fact: DayFact, number: int) -> DayLine:
    party = f"（{sent.party}）" if sent.party else ""
    chinese = {
        EventKind.THIRD_PARTY_SENT: "征求第三方意见",
        EventKind.CO_MAKER_SENT: "征求共同制作机关意见",
    }.get(sent.kind, "征求其他机关意见")
    return DayLine(
        fact,
        DayStatus.PAUSED,
        number,
        f"{chinese}{party}所需时间，不计入期限",
        f"{sent.kind.english}: not counted",
        PAUSE,
    )


def _wait(waiting: str, fact: DayFact) -> DayLine:
    chinese, english, reference = _WAITS[waiting]
    return DayLine(fact, DayStatus.WAITING, 0, chinese, english, reference)


def _restart(waiting: str, fact: DayFact) -> DayLine:
    _, _, reference = _WAITS[waiting]
    what, what_en = (
        ("收到补正的申请", "supplement received")
        if waiting == "supplement"
        else ("申请人缴费", "fee paid")
    )
    return DayLine(
        fact,
        DayStatus.RESTARTED,
        0,
        f"{what}，期限自次日起重新计算",
        f"{what_en}: the period runs anew from the next day",
        reference,
    )
