"""What may happen next: every act with its article, open now, later, or not at all, and why.

An act is open if the case folds with it: the law decides, by trial.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from gongkai.core.caselog.entries import Entry
from gongkai.requests.process.folding import fold
from gongkai.requests.process.kinds import KINDS, REVIEWS, Kind
from gongkai.requests.process.state import RequestState
from gongkai.statute.clock.events import EventKind
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.references import Reference

NEVER_OFFERED = {"registered", "letter-issued"}
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Opening(StrEnum):
    """Whether an act may be done."""

    NOW = "now"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `body` is what is already known of it; `since` the day from which it opens."""

    kind: Kind
    opening: Opening
    chinese: str
    english: str
    reference: Reference | None
    body: dict[str, Any]
    since: date | None = None
    why: str = ""
    why_en: str = ""
    last: date | None = None

    @property
    def id(self) -> str:
        """The kind of entry the act makes."""
        return self.kind.id


def admissible(
    state: RequestState, *, actor: str, roles: Collection[str], today: date
) -> tuple[Act, ...]:
    """Return every act that somebody with these roles may ever do, open ones first.

    `actor` is their key in the log: who drafted does not review, who reviewed does not sign.
    """
    acts = [
        _judge(state, kind, body, actor=actor, roles=roles, today=today)
        for kind in KINDS.values()
        if kind.id not in NEVER_OFFERED and set(kind.roles) & set(roles)
        for body in _bodies(state, kind, actor, roles, today)
    ]
    order = list(Opening)
    return tuple(sorted(acts, key=lambda act: order.index(act.opening)))


def try_act(
    state: RequestState, kind: str, body: dict[str, Any], *, actor: str, role: str, day: date
) -> StatuteError | None:
    """Return what refuses an act on a day, or None where nothing does."""
    entry = Entry(
        sequence=state.seen + 1,
        kind=kind,
        day=day,
        recorded=_MOMENT,
        actor=actor,
        actor_name="",
        role=role,
        body=body,
    )
    try:
        fold([*state.recorded, entry], calendar=state.calendar, law=state.law)
    except StatuteError as refusal:
        return refusal
    return None


def admissible_outcomes(state: RequestState, day: date) -> dict[str, StatuteError | None]:
    """Return each leaf of table 3 with what refuses it in this case on a day, or None."""
    found: dict[str, StatuteError | None] = {}
    for leaf in load_outcomes():
        event = Entry(
            1, "answered", day, _MOMENT, "", "", body={"outcome": leaf, "method": "counter"}
        )
        found[leaf] = _try_event(state, event)
    return found


def _try_event(state: RequestState, entry: Entry) -> StatuteError | None:
    from gongkai.requests.process.folding import to_event
    from gongkai.statute.clock.request import open_case

    if state.clock is None:
        return None
    try:
        open_case([*state.clock.events, to_event(entry)], calendar=state.calendar, law=state.law)
    except StatuteError as refusal:
        return refusal
    return None


def _judge(
    state: RequestState,
    kind: Kind,
    body: dict[str, Any],
    *,
    actor: str,
    roles: Collection[str],
    today: date,
) -> Act:
    role = next(each for each in kind.roles if each in roles)
    refusal = try_act(state, kind.id, body, actor=actor, role=role, day=today)
    last = _last_day(state, kind)
    act = Act(
        kind, Opening.NOW, kind.chinese, kind.english, kind.reference, _known(kind, body), last=last
    )
    if refusal is None:
        return act
    act = replace(
        act,
        opening=Opening.NO,
        reference=refusal.reference or kind.reference,
        why=refusal.chinese,
        why_en=refusal.english,
    )
    for day in _days_that_matter(state, today):
        if try_act(state, kind.id, body, actor=actor, role=role, day=day) is None:
            return replace(act, opening=Opening.LATER, since=day)
    return act


def _known(kind: Kind, body: dict[str, Any]) -> dict[str, Any]:
    """Return what of a trial's body is a fact and not a stand-in."""
    if kind.id in _SENT_BY:
        return {"party": body["party"]}
    return {"review": body["review"]} if "review" in kind.required else {}


def _days_that_matter(state: RequestState, today: date) -> Iterator[date]:
    """Yield the days after today on which a wait of the case ends."""
    clock = state.clock
    if clock is None:
        return
    ends = [each.expires for each in clock.consultations if each.answered is None]
    if clock.waiting == "supplement" and clock.supplement_sent is not None:
        ends.append(clock.supplement_sent.until)
    if clock.waiting == "payment":
        ends.append(clock.fee_by)
    for day in sorted({end + timedelta(1) for end in ends if end is not None}):
        if day > today:
            yield day


def _last_day(state: RequestState, kind: Kind) -> date | None:
    """Return the last day on which an act may lawfully be done, where the law sets one."""
    clock = state.clock
    if clock is None:
        return None
    if kind.event is EventKind.SUPPLEMENT_SENT:
        limit = state.law.find("supplement.notice", clock.received)
        return None if limit is None else state.calendar.add(clock.received, limit.number)
    if kind.id in {"extension-approved", "extended", "answered", "signed", "drafted"}:
        return clock.due
    return None


_SENT_BY = {
    "third-party-delivered": EventKind.THIRD_PARTY_SENT,
    "third-party-answered": EventKind.THIRD_PARTY_SENT,
    "co-maker-delivered": EventKind.CO_MAKER_SENT,
    "co-maker-answered": EventKind.CO_MAKER_SENT,
    "organ-answered": EventKind.ORGAN_SENT,
}


def _bodies(
    state: RequestState, kind: Kind, actor: str, roles: Collection[str], today: date
) -> Iterator[dict[str, Any]]:
    """Yield a body for each trial of a kind: one a party, one a review, or the only one."""
    if kind.id in _SENT_BY:
        for each in state.consultations:
            waits = each.answered is None and (
                each.delivered is None or kind.id.endswith("answered")
            )
            if each.sent.kind is _SENT_BY[kind.id] and waits:
                yield {"party": each.sent.party}
        return
    if kind.id in {"review-passed", "review-returned"}:
        reviews = [key for key, (role, *_) in REVIEWS.items() if role in roles]
        for review in reviews or (["leader"] if "leader" in roles else []):
            yield {"review": review, **({"reason": "…"} if kind.id == "review-returned" else {})}
        return
    yield _body(state, kind, actor, today)


def _body(state: RequestState, kind: Kind, actor: str, today: date) -> dict[str, Any]:
    draft = state.draft
    approved = state.approved.body["days"] if state.approved is not None else 1
    stand_in: dict[str, Any] = {
        "handler": actor,
        "handler_name": "…",
        "until": (today + timedelta(30)).isoformat(),
        "items": ["…"],
        "amount": 1,
        "measure": "…",
        "quantity": 1,
        "party": "…",
        "days": approved if kind.id == "extended" else 1,
        "reason": "…",
        "outcome": draft.outcome if draft is not None else "granted",
        "number": "…",
        "method": "counter",
        "into": "…",
        "evidence": "…",
        "text": "…",
        "corrects": next(
            (each.sequence for each in reversed(state.entries) if each.kind != "registered"), 0
        ),
    }
    return {
        **{key: stand_in[key] for key in kind.required},
        **({"strike": True} if kind.id == "corrected" else {}),
    }
