"""Folding the entries of a request: what may not have happened is refused, with its article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.core.caselog.entries import BadCorrection, Entry, head, standing
from gongkai.requests.process.findings import judge
from gongkai.requests.process.kinds import KINDS, REVIEWS, check_entry
from gongkai.requests.process.state import Draft, IllegalAct, RequestState
from gongkai.statute.clock.events import Channel, Event, EventKind
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.clock.request import open_case
from gongkai.statute.decision import Verdict
from gongkai.statute.outcomes import find_outcome
from gongkai.statute.parameters import Law, load_law
from gongkai.statute.references import Reference
from gongkai.statute.workdays import WorkCalendar, load_calendar

AT_ONCE = {Channel.COUNTER, Channel.POST}
AFTER_CLOSE = {"archived", "converted", "noted", "letter-issued", "merged"}


def fold(
    entries: Iterable[Entry], *, calendar: WorkCalendar | None = None, law: Law | None = None
) -> RequestState:
    """Return the state that entries leave, corrections applied.

    Raises IllegalAct (or the clock's IllegalHistory) with the article for what may not be.
    """
    recorded = tuple(entries)
    try:
        stand = standing(recorded)
    except BadCorrection:
        raise IllegalAct(
            "要更正的记录不存在或者已被更正撤销", "the entry to be corrected does not stand"
        ) from None
    if not stand or stand[0].kind != "registered":
        raise IllegalAct("案件须始于登记，登记不能撤销", "a case begins with its registration")
    folding = _Folding(
        RequestState(
            (),
            recorded,
            head(recorded),
            calendar if calendar is not None else load_calendar(),
            law if law is not None else load_law(),
        )
    )
    for entry in (*recorded, *stand):  # corrections themselves, and what they leave
        check_entry(entry)
    folding.begin(stand[0])
    for entry in stand[1:]:
        folding.take(entry)
    return folding.finish(stand)


def to_event(entry: Entry) -> Event:
    """Return an entry as the event of the clock that it is."""
    body = entry.body
    kind = EventKind(entry.kind)
    until = body.get("until") if kind is EventKind.SUPPLEMENT_SENT else None
    return Event(
        kind,
        entry.day,
        until=date.fromisoformat(until) if until else None,
        days=body.get("days"),
        party=body.get("party", ""),
        outcome=body.get("outcome", ""),
        approved_by=body.get("approved_by", ""),
    )


def _refuse(chinese: str, english: str, article: str = "") -> None:
    raise IllegalAct(chinese, english, Reference("tiaoli-2019", article) if article else None)


class _Folding:
    """One walk over the entries of a case."""

    def __init__(self, state: RequestState) -> None:
        self._state = state
        self._events: list[Event] = []

    def begin(self, entry: Entry) -> None:
        check_entry(entry)
        channel = entry.body["channel"]
        if channel not in list(Channel):
            _refuse(f"不认识的渠道“{channel}”", f"unknown channel {channel!r}", "31")
        self._set(entries=(entry,))
        if channel in AT_ONCE:
            self._receive(entry.day, Channel(channel))

    def finish(self, stand: tuple[Entry, ...]) -> RequestState:
        """Open the clock over all events in the order of law, whatever order they were noted in."""
        clock = None
        if self._events:
            clock = open_case(self._events, calendar=self._state.calendar, law=self._state.law)
        return replace(self._state, entries=stand, clock=clock)

    def take(self, entry: Entry) -> None:
        state = self._state
        if entry.kind == "registered":
            _refuse("一件申请只登记一次", "a request is registered once", "45")
        if entry.day < state.registered.day and entry.kind != "noted":
            _refuse(
                f"{entry.day}早于登记之日{state.registered.day}",
                f"{entry.day} is before the registration on {state.registered.day}",
            )
        if state.closed is not None and entry.kind not in AFTER_CLOSE:
            closed = KINDS[state.closed.kind]
            _refuse(
                f"{state.closed.day}已{closed.chinese}，办理已经结束",
                f"handling ended on {state.closed.day}: {closed.english}",
                "36",
            )
        if entry.body.get("imported") and not state.registered.body.get("imported"):
            _refuse("只有从原登记簿转入的申请才能这样登记", "only for a request taken over")
        # What is withdrawn before it counts as received never was on the clock.
        timed = KINDS[entry.kind].event is not None and (
            entry.kind != "withdrawn" or bool(self._events)
        )
        if timed or entry.kind in _NEEDS_RECEIPT:
            self._must_be_received(entry)
        handler = _HANDLERS.get(entry.kind)
        if handler is not None:
            handler(self, entry)
        if timed:
            self._events.append(to_event(entry))

    def _set(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _receive(self, day: date, channel: Channel) -> None:
        self._events.append(Event(EventKind.RECEIVED, day, channel=channel))

    def _must_be_received(self, entry: Entry) -> None:
        if not self._events:
            rule = RECEIPT_RULES[self._state.channel]
            raise IllegalAct(
                f"尚未与申请人确认收到，不能“{KINDS[entry.kind].chinese}”：{rule.chinese}",
                f"not yet confirmed with the applicant: {rule.english}",
                rule.reference,
            )

    def confirm(self, entry: Entry) -> None:
        if self._events:
            _refuse("收到之日已经确定，不需要确认", "the day of receipt is already fixed", "31")
        self._receive(entry.day, self._state.channel)
        self._set(confirmed=entry)

    def assign(self, entry: Entry) -> None:
        self._set(assigned=entry, accepted=None)

    def accept(self, entry: Entry) -> None:
        if self._state.assigned is None or self._state.accepted is not None:
            _refuse("没有待接收的分办", "nothing is assigned that awaits acceptance", "45")
        if entry.actor != self._state.handler:
            _refuse("只有被分办的承办人可以接收", "only who it is assigned to may take it in hand")
        self._set(accepted=entry)

    def approve(self, entry: Entry) -> None:
        if self._state.approved is not None:
            _refuse("延期已经批准", "an extension is already approved", "33.2")
        self._set(approved=entry)

    def extend(self, entry: Entry) -> None:
        if entry.body.get("imported"):
            return  # approved on paper: the clock asks who by
        approved = self._state.approved
        if approved is None:
            _refuse(
                "延期须经政府信息公开工作机构负责人同意",
                "an extension needs the approval of the head of the disclosure office",
                "33.2",
            )
        elif entry.body["days"] > approved.body["days"] or entry.day < approved.day:
            _refuse(
                f"延期以批准的{approved.body['days']}个工作日为限，且不早于批准之日",
                f"approved are {approved.body['days']} working days, from {approved.day}",
                "33.2",
            )

    def draft(self, entry: Entry) -> None:
        if self._state.accepted is None:
            _refuse("承办人接收后才能拟写答复", "the case must be taken in hand first", "45")
        signed = self._state.draft is not None and self._state.draft.signed is not None
        if signed:
            _refuse("答复已经签发，不能重拟", "the reply is signed and cannot be redrafted", "36")
        find_outcome(entry.body["outcome"])  # there is such a leaf
        if found := entry.body.get("found"):
            self._must_follow_from(found, entry)
        self._set(draft=Draft(entry, entry.body["outcome"]))

    def _must_follow_from(self, found: dict[str, bool], entry: Entry) -> None:
        judgement = judge(found, entry.day)[entry.body["outcome"]]
        if judgement.verdict is Verdict.EXCLUDED:
            why = judgement.reasons[0]
            raise IllegalAct(
                f"与查明的事实不符：{why.chinese}",
                f"not what the facts found admit: {why.english}",
                why.reference,
            )

    def _must_be_reviewed(self, entry: Entry) -> Draft:
        draft = self._state.draft
        if draft is None or draft.returned is not None:
            raise IllegalAct(
                "没有待审核的答复稿", "no draft awaits review", Reference("tiaoli-2019", "17")
            )
        if draft.signed is not None:
            _refuse("答复已经签发", "the reply is signed", "36")
        if entry.actor == draft.entry.actor and entry.kind != "review-returned":
            _refuse(
                "拟稿人不能审核、签发自己拟写的答复",
                "who drafted a reply may neither review nor sign it",
                "17",
            )
        return draft

    def pass_review(self, entry: Entry) -> None:
        draft, review = self._must_be_reviewed(entry), entry.body["review"]
        if review not in REVIEWS:
            _refuse(f"没有“{review}”这种审核", f"no such review: {review!r}", "17")
        if review in draft.passed:
            _refuse(f"{REVIEWS[review][1]}已经通过", f"{REVIEWS[review][2]} has passed", "17")
        if any(each.actor == entry.actor for each in draft.passed.values()):
            _refuse(
                "法制审核与保密审查须由不同的人作出",
                "legal and secrecy review are done by different people",
                "17",
            )
        self._set(draft=replace(draft, passed={**draft.passed, review: entry}))

    def send_back(self, entry: Entry) -> None:
        self._set(draft=replace(self._must_be_reviewed(entry), returned=entry))

    def sign(self, entry: Entry) -> None:
        draft = self._must_be_reviewed(entry)
        if missing := [names[1] for key, names in REVIEWS.items() if key not in draft.passed]:
            _refuse(
                f"尚未通过{'、'.join(missing)}，不能签发",
                "legal and secrecy review must have passed before a reply is signed",
                "17",
            )
        if any(each.actor == entry.actor for each in draft.passed.values()):
            _refuse("审核人不能签发", "who reviewed a reply may not sign it", "17")
        self._try_answer(entry.day, draft.outcome)
        self._set(draft=replace(draft, signed=entry))

    def _try_answer(self, day: date, outcome: str) -> None:
        """Ask the clock whether the case may end so on that day."""
        event = Event(EventKind.ANSWERED, day, outcome=outcome)
        open_case([*self._events, event], calendar=self._state.calendar, law=self._state.law)

    def serve(self, entry: Entry) -> None:
        draft = self._state.draft
        if entry.body.get("imported"):
            pass  # drafted, reviewed and signed on paper, before this log began
        elif draft is None or draft.signed is None:
            _refuse("答复尚未签发，不能送达", "the reply is not signed", "36")
        elif entry.body["outcome"] != draft.outcome:
            _refuse("送达的结果与签发的不一致", "what is served is not what was signed", "36")
        elif entry.day < draft.signed.day:
            _refuse("送达早于签发", "served before it was signed", "36")
        self._set(answered=entry)

    def withdraw(self, entry: Entry) -> None:
        self._set(withdrawn=entry)

    def archive(self, entry: Entry) -> None:
        if self._state.closed is None or self._state.archived is not None:
            _refuse("办理结束后归档一次", "archived once, when handling has ended", "45")
        self._set(archived=entry)

    def convert(self, entry: Entry) -> None:
        if self._state.answered is None or self._state.converted is not None:
            _refuse("答复后可以转为主动公开一次", "converted once, after the reply", "44")
        if self._state.outcome not in {"granted", "partially_granted"}:
            _refuse(
                "只有可以公开的政府信息才能转为主动公开",
                "only what may be disclosed is published",
                "44",
            )
        self._set(converted=entry)

    def merge(self, entry: Entry) -> None:
        if self._state.merged is not None:
            _refuse("已经认定为重复申请", "already found to repeat an earlier request", "36(6)")
        self._set(merged=entry)

    def issue(self, entry: Entry) -> None:
        self._set(letters=(*self._state.letters, entry))


_NEEDS_RECEIPT = {"extension-approved", "drafted", "review-passed", "review-returned", "signed"}
_HANDLERS: dict[str, Callable[[_Folding, Entry], None]] = {
    "confirmed": _Folding.confirm,
    "assigned": _Folding.assign,
    "accepted": _Folding.accept,
    "extension-approved": _Folding.approve,
    "extended": _Folding.extend,
    "drafted": _Folding.draft,
    "review-passed": _Folding.pass_review,
    "review-returned": _Folding.send_back,
    "signed": _Folding.sign,
    "answered": _Folding.serve,
    "withdrawn": _Folding.withdraw,
    "archived": _Folding.archive,
    "converted": _Folding.convert,
    "merged": _Folding.merge,
    "letter-issued": _Folding.issue,
}
