"""A request as its events unfold: each moves its clock, or is refused with the article.

Three mechanics, kept apart as the law keeps them: a supplement and a payment *restart* the period,
a consultation takes days *out* of it, an extension *adds* to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NoReturn

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.clock.legality import check_outcome
from gongkai.statute.clock.pauses import Stretch, find_due
from gongkai.statute.clock.trace import Phase
from gongkai.statute.errors import IllegalHistory
from gongkai.statute.references import Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.statute.parameters import Law, Value
    from gongkai.statute.workdays import WorkCalendar

SUPPLEMENT = Reference("tiaoli-2019", "30")
RECEIPT = Reference("tiaoli-2019", "31")
THIRD_PARTY = Reference("tiaoli-2019", "32")
PAUSE = Reference("tiaoli-2019", "33.3")
CO_MAKER = Reference("tiaoli-2019", "34")
EXCESSIVE = Reference("tiaoli-2019", "35")
REPLY = Reference("tiaoli-2019", "36")
FEE = Reference("gbh-2020-109")

_SENT = {
    EventKind.THIRD_PARTY_SENT: ("consultation.third_party", THIRD_PARTY),
    EventKind.CO_MAKER_SENT: ("consultation.co_maker", CO_MAKER),
    EventKind.ORGAN_SENT: ("", PAUSE),
}
_DELIVERED = {
    EventKind.THIRD_PARTY_DELIVERED: EventKind.THIRD_PARTY_SENT,
    EventKind.CO_MAKER_DELIVERED: EventKind.CO_MAKER_SENT,
}
_ANSWERED = {
    EventKind.THIRD_PARTY_ANSWERED: EventKind.THIRD_PARTY_SENT,
    EventKind.CO_MAKER_ANSWERED: EventKind.CO_MAKER_SENT,
    EventKind.ORGAN_ANSWERED: EventKind.ORGAN_SENT,
}


def _refuse(chinese: str, english: str, reference: Reference) -> NoReturn:
    raise IllegalHistory(chinese, english, reference)


@dataclass(slots=True)
class Consultation:
    """A letter asking for an opinion: sent, perhaps delivered, answered, expired."""

    sent: Event
    delivered: date | None = None
    answered: date | None = None
    expires: date | None = None

    @property
    def stretch(self) -> Stretch:
        """The days it takes out: until the answer, at most until silence tells."""
        ends = [day for day in (self.answered, self.expires) if day is not None]
        return Stretch(self.sent.day, min(ends, default=None))


class Case:
    """A request as its events unfold. Feed events in the order of law; read off the clock."""

    __slots__ = (
        "added",
        "answered",
        "calendar",
        "closed",
        "consultations",
        "deferral",
        "events",
        "extensions",
        "fee_by",
        "fee_paid",
        "fee_sent",
        "law",
        "period",
        "phases",
        "reasons_given",
        "reasons_requested",
        "received",
        "start",
        "supplement_received",
        "supplement_sent",
        "values",
        "waiting",
    )

    def __init__(self, received: Event, calendar: WorkCalendar, law: Law) -> None:
        self.calendar = calendar
        self.law = law
        self.events = [received]
        self.received = received.day
        self.start = received.day
        self.period = law.at("reply", received.day)
        self.values: list[Value] = [self.period]
        self.waiting = ""
        self.phases: list[Phase] = []
        self.consultations: list[Consultation] = []
        self.extensions: list[Event] = []
        self.added = 0
        self.deferral: Event | None = None
        self.supplement_sent: Event | None = None
        self.supplement_received: Event | None = None
        self.reasons_requested: Event | None = None
        self.reasons_given: Event | None = None
        self.fee_sent: Event | None = None
        self.fee_by: date | None = None
        self.fee_paid: Event | None = None
        self.answered: Event | None = None
        self.closed: Event | None = None

    @property
    def total(self) -> int:
        """Working days the organ has: the period, its extension and its deferral."""
        return self.period.number + self.added

    @property
    def due(self) -> date | None:
        """Last day for the reply, or None while the law sets none."""
        if self.waiting:
            return None
        if not self.consultations:
            return self.calendar.add(self.start, self.total)
        stretches = [each.stretch for each in self.consultations]
        return find_due(self.calendar, self.start, self.total, stretches)

    def take(self, event: Event) -> None:
        """Take the next event, or raise IllegalHistory with the article that forbids it."""
        if self.closed is not None:
            _refuse(
                f"{self.closed.day}已{self.closed.kind.chinese}，此后不得再有“{event.kind.chinese}”",
                f"after {self.closed.kind.english} on {self.closed.day} "
                f"there can be no event {event.kind.value!r}",
                REPLY,
            )
        self._handlers[event.kind](self, event)
        self.events.append(event)

    def _receive(self, event: Event) -> None:
        _refuse(
            f"一件申请只有一个收到之日：{self.received}、{event.day}",
            f"a request is received once: {self.received}, {event.day}",
            RECEIPT,
        )

    def _must_run(self, event: Event, reference: Reference) -> None:
        if self.waiting:
            waiting, english = (
                ("补正", "the supplement")
                if self.waiting == "supplement"
                else ("缴费", "the payment")
            )
            _refuse(
                f"等待申请人{waiting}期间答复期限并未进行，不能“{event.kind.chinese}”",
                f"no event {event.kind.value!r} while {english} is awaited: no period is running",
                reference,
            )

    def _must_be_in_time(self, event: Event, reference: Reference) -> None:
        self._must_run(event, reference)
        due = self.due
        if due is not None and event.day > due:
            _refuse(
                f"答复期限已于{due}届满，{event.day}不能再“{event.kind.chinese}”",
                f"the period ended on {due}; no event {event.kind.value!r} on {event.day}",
                reference,
            )

    def _wait(self, event: Event, what: str) -> None:
        self.phases.append(Phase(self.start, event.day))
        self.start = event.day
        self.waiting = what

    def _restart(self, event: Event) -> None:
        self.phases.append(Phase(self.start, event.day, self.waiting))
        self.start = event.day
        self.waiting = ""

    def _send_supplement(self, event: Event) -> None:
        times = self.law.find("supplement.notices", self.received)
        if self.supplement_sent is not None and times is not None:
            _refuse(
                f"补正只能一次性告知，已于{self.supplement_sent.day}告知",
                f"a supplement is asked for once; it was on {self.supplement_sent.day}",
                SUPPLEMENT,
            )
        self._must_run(event, SUPPLEMENT)
        limit = self.law.find("supplement.notice", self.received)
        if limit is not None:
            self.values.append(limit)
            last = self.calendar.add(self.received, limit.number)
            if event.day > last:
                _refuse(
                    f"补正告知应在收到申请之日起{limit.number}个工作日内（最迟{last}）作出，"
                    f"{event.day}已过期",
                    f"a supplement is asked for within {limit.number} working days of receipt, "
                    f"by {last}, not on {event.day}",
                    SUPPLEMENT,
                )
        if event.until is not None and event.until < event.day:
            _refuse(
                "补正期限早于告知之日",
                "the period to supplement ends before the notice",
                SUPPLEMENT,
            )
        self.supplement_sent = event
        self.supplement_received = None
        self._wait(event, "supplement")

    def _receive_supplement(self, event: Event) -> None:
        if self.supplement_sent is None or self.supplement_received is not None:
            _refuse(
                "没有待补正的告知，不能收到补正的申请",
                "no supplement is awaited",
                SUPPLEMENT,
            )
        self.supplement_received = event
        self._restart(event)

    def _request_reasons(self, event: Event) -> None:
        self._must_be_in_time(event, EXCESSIVE)
        self.reasons_requested = event

    def _give_reasons(self, event: Event) -> None:
        if self.reasons_requested is None:
            _refuse("没有要求说明理由", "no reasons were asked for", EXCESSIVE)
        self.reasons_given = event

    def _extend(self, event: Event) -> None:
        times = self.law.at("reply.extensions", self.received)
        if len(self.extensions) >= times.number:
            earlier = self.extensions[-1].day
            _refuse(
                f"答复期限只能延长{times.number}次，已于{earlier}延长",
                f"extensions of the period: {times.number}; it was extended on {earlier}",
                times.reference,
            )
        limit = self.law.at("reply.extension", self.received)
        self.values.append(limit)
        days = event.days if event.days is not None else limit.number
        if not 0 < days <= limit.number:
            _refuse(
                f"延长的期限最长{limit.number}个工作日，不能为{days}",
                f"an extension is at most {limit.number} working days, not {days}",
                limit.reference,
            )
        self._must_be_in_time(event, limit.reference)
        self.extensions.append(replace(event, days=days))
        self.added += days

    def _defer(self, event: Event) -> None:
        if self.reasons_given is None:
            _refuse(
                "确定延迟答复的合理期限，须先要求并收到申请人的理由",
                "a deferred reply needs reasons asked for and given",
                EXCESSIVE,
            )
        if self.deferral is not None or event.days is None or event.days <= 0:
            _refuse(
                "延迟答复须一次确定若干工作日",
                "a deferral is set once, in working days",
                EXCESSIVE,
            )
        self._must_be_in_time(event, EXCESSIVE)
        self.deferral = event
        self.added += event.days

    def _send_fee(self, event: Event) -> None:
        limit = self.law.find("fee.payment", event.day)
        if limit is None:
            _refuse(
                f"{event.day}尚无信息处理费的规定",
                f"on {event.day} there was no rule on fees",
                FEE,
            )
        if self.fee_sent is not None:
            _refuse(
                f"一件申请只发一次收费通知，已于{self.fee_sent.day}发出",
                f"one fee notice for a request; it was sent on {self.fee_sent.day}",
                FEE,
            )
        self._must_be_in_time(event, FEE)
        self.values.append(limit)
        self.fee_sent = event
        self.fee_by = self.calendar.add(event.day, limit.number)
        self._wait(event, "payment")

    def _deliver_fee(self, event: Event) -> None:
        if self.fee_sent is None or self.fee_paid is not None:
            _refuse("没有待缴费的收费通知", "no fee notice is open", FEE)
        limit = self.law.at("fee.payment", self.fee_sent.day)
        self.fee_by = self.calendar.add(event.day, limit.number)

    def _pay_fee(self, event: Event) -> None:
        if self.fee_sent is None or self.fee_by is None or self.fee_paid is not None:
            _refuse("没有待缴费的收费通知", "no fee notice is open", FEE)
        if event.day > self.fee_by:
            _refuse(
                f"缴费期限已于{self.fee_by}届满，视为放弃申请",
                f"the fee was to be paid by {self.fee_by}; the request lapsed",
                FEE,
            )
        self.values.append(self.law.at("fee.restart", self.fee_sent.day))
        self.fee_paid = event
        self._restart(event)

    def _consult(self, event: Event) -> None:
        parameter, _ = _SENT[event.kind]
        consultation = Consultation(event)
        limit = self.law.find(parameter, self.received) if parameter else None
        if limit is not None:
            self.values.append(limit)
            consultation.expires = self.calendar.add(event.day, limit.number)
        self.consultations.append(consultation)

    def _open_consultation(self, event: Event, sent: EventKind) -> Consultation:
        for each in self.consultations:
            if each.sent.kind is sent and each.sent.party == event.party and each.answered is None:
                return each
        return _refuse(
            f"没有待答复的征求意见，不能“{event.kind.chinese}”",
            f"{event.kind.value} without a consultation that awaits it",
            _SENT[sent][1],
        )

    def _deliver(self, event: Event) -> None:
        sent = _DELIVERED[event.kind]
        consultation = self._open_consultation(event, sent)
        consultation.delivered = event.day
        limit = self.law.find(_SENT[sent][0], self.received)
        if limit is not None:
            consultation.expires = self.calendar.add(event.day, limit.number)

    def _hear(self, event: Event) -> None:
        self._open_consultation(event, _ANSWERED[event.kind]).answered = event.day

    def _withdraw(self, event: Event) -> None:
        self.closed = event

    def _answer(self, event: Event) -> None:
        if event.outcome:
            check_outcome(self, event)
        self.answered = event
        self.closed = event

    _handlers: ClassVar[dict[EventKind, Callable[[Case, Event], None]]] = {
        EventKind.RECEIVED: _receive,
        EventKind.SUPPLEMENT_SENT: _send_supplement,
        EventKind.SUPPLEMENT_RECEIVED: _receive_supplement,
        EventKind.REASONS_REQUESTED: _request_reasons,
        EventKind.REASONS_GIVEN: _give_reasons,
        EventKind.FEE_SENT: _send_fee,
        EventKind.FEE_DELIVERED: _deliver_fee,
        EventKind.FEE_PAID: _pay_fee,
        EventKind.THIRD_PARTY_SENT: _consult,
        EventKind.CO_MAKER_SENT: _consult,
        EventKind.ORGAN_SENT: _consult,
        EventKind.THIRD_PARTY_DELIVERED: _deliver,
        EventKind.CO_MAKER_DELIVERED: _deliver,
        EventKind.THIRD_PARTY_ANSWERED: _hear,
        EventKind.CO_MAKER_ANSWERED: _hear,
        EventKind.ORGAN_ANSWERED: _hear,
        EventKind.EXTENDED: _extend,
        EventKind.DEFERRED: _defer,
        EventKind.WITHDRAWN: _withdraw,
        EventKind.ANSWERED: _answer,
    }
