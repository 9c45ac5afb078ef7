"""What a clock answers: the due day, the state of the case, and every reason for both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.statute.clock.events import Event
    from gongkai.statute.clock.pauses import Stretch
    from gongkai.statute.parameters import Value
    from gongkai.statute.references import Reference


class State(StrEnum):
    """Where a request stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    ABANDONED = "abandoned"
    LAPSED = "lapsed"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        """The state as printed."""
        return _STATE_NAMES[self][0]

    @property
    def english(self) -> str:
        """The state in English."""
        return _STATE_NAMES[self][1]


_STATE_NAMES = {
    State.RUNNING: ("答复期限进行中", "the period is running"),
    State.PAUSED: ("征求意见中，时间不计入期限", "paused for a consultation"),
    State.AWAITING_SUPPLEMENT: ("等待申请人补正", "waiting for the supplement"),
    State.AWAITING_PAYMENT: ("等待申请人缴费", "waiting for the payment"),
    State.ABANDONED: ("逾期未补正，视为放弃申请", "not supplemented in time: abandoned"),
    State.LAPSED: ("逾期未缴费，视为放弃申请", "not paid in time: abandoned"),
    State.OVERDUE: ("已逾期未答复", "overdue"),
    State.ANSWERED: ("已按期答复", "answered in time"),
    State.ANSWERED_LATE: ("逾期答复", "answered late"),
    State.WITHDRAWN: ("申请人已撤回", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about a result, in both languages, with the article where there is one."""

    chinese: str
    english: str
    reference: Reference | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the remark with its article in both languages."""
        out: dict[str, Any] = {"zh": self.chinese, "en": self.english}
        if self.reference is not None:
            out["ref"] = str(self.reference)
            out["article"] = self.reference.chinese
        return out


@dataclass(frozen=True, slots=True)
class Step:
    """What one event did to the clock."""

    day: date
    remark: Remark


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters besides the due day: the last to supplement, to pay, to object."""

    id: str
    day: date
    remark: Remark


@dataclass(frozen=True, slots=True)
class Phase:
    """A run of the clock or a wait: from the day after `begin` through `end` (None: not over)."""

    begin: date
    end: date | None
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class RequestTrace:
    """The clock of one request.

    `due` is None while the law sets none: a supplement or a payment is awaited, or another organ
    consulted has no day by which to answer. `doubts` make the result provisional.
    """

    events: tuple[Event, ...]
    received: date
    state: State
    due: date | None
    total: int
    period: Value
    steps: tuple[Step, ...]
    milestones: tuple[Milestone, ...]
    phases: tuple[Phase, ...]
    stretches: tuple[tuple[Stretch, Event], ...]
    doubts: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    closed: date | None = None
    as_of: date | None = None
    values: tuple[Value, ...] = field(default=(), repr=False)

    @property
    def provisional(self) -> bool:
        """Whether the result rests on anything not confirmed."""
        return bool(self.doubts)
