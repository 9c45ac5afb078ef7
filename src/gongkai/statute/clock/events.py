"""What can happen to a request for disclosure, each with the day on which it took legal effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.errors import InvalidQuestion


class Channel(StrEnum):
    """How a request came in (art. 31)."""

    COUNTER = "counter"
    POST = "post"
    LETTER = "letter"
    ONLINE = "online"
    EMAIL = "email"
    FAX = "fax"


class EventKind(StrEnum):
    """Kinds of events, in the order in which events of one day are taken."""

    RECEIVED = "received"
    SUPPLEMENT_SENT = "supplement-sent"
    SUPPLEMENT_RECEIVED = "supplement-received"
    REASONS_REQUESTED = "reasons-requested"
    REASONS_GIVEN = "reasons-given"
    FEE_SENT = "fee-sent"
    FEE_DELIVERED = "fee-delivered"
    FEE_PAID = "fee-paid"
    THIRD_PARTY_SENT = "third-party-sent"
    CO_MAKER_SENT = "co-maker-sent"
    ORGAN_SENT = "organ-sent"
    THIRD_PARTY_DELIVERED = "third-party-delivered"
    CO_MAKER_DELIVERED = "co-maker-delivered"
    THIRD_PARTY_ANSWERED = "third-party-answered"
    CO_MAKER_ANSWERED = "co-maker-answered"
    ORGAN_ANSWERED = "organ-answered"
    EXTENDED = "extended"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"

    @property
    def chinese(self) -> str:
        """The event as told in Chinese."""
        return _NAMES[self][0]

    @property
    def english(self) -> str:
        """The event as told in English."""
        return _NAMES[self][1]


_NAMES = {
    EventKind.RECEIVED: ("收到申请", "request received"),
    EventKind.SUPPLEMENT_SENT: ("发出补正告知", "supplement notice sent"),
    EventKind.SUPPLEMENT_RECEIVED: ("收到补正的申请", "supplemented request received"),
    EventKind.REASONS_REQUESTED: ("要求说明理由", "reasons asked for"),
    EventKind.REASONS_GIVEN: ("申请人说明理由", "reasons given"),
    EventKind.FEE_SENT: ("发出收费通知", "fee notice sent"),
    EventKind.FEE_DELIVERED: ("申请人收到收费通知", "fee notice delivered"),
    EventKind.FEE_PAID: ("申请人缴费", "fee paid"),
    EventKind.THIRD_PARTY_SENT: ("书面征求第三方意见", "third party consulted in writing"),
    EventKind.CO_MAKER_SENT: ("征求共同制作机关意见", "co-making organ consulted"),
    EventKind.ORGAN_SENT: ("征求其他机关意见", "other organ consulted"),
    EventKind.THIRD_PARTY_DELIVERED: ("第三方收到征求意见书", "third party received the letter"),
    EventKind.CO_MAKER_DELIVERED: ("共同制作机关收到征求意见书", "co-maker received the letter"),
    EventKind.THIRD_PARTY_ANSWERED: ("收到第三方意见", "third party answered"),
    EventKind.CO_MAKER_ANSWERED: ("收到共同制作机关意见", "co-making organ answered"),
    EventKind.ORGAN_ANSWERED: ("收到其他机关意见", "other organ answered"),
    EventKind.EXTENDED: ("告知延长答复期限", "extension notified"),
    EventKind.DEFERRED: ("告知延迟答复的合理期限", "deferred reply notified"),
    EventKind.WITHDRAWN: ("申请人撤回申请", "request withdrawn"),
    EventKind.ANSWERED: ("作出答复", "answered"),
}
ORDER = {kind: index for index, kind in enumerate(EventKind)}


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case.

    `channel` belongs to `received`; `until` to `supplement-sent` (last day to supplement); `days`
    to `extended` and `deferred` (working days); `party` names who is consulted; `outcome` is a leaf
    of table 3 and belongs to `answered`; `approved_by` to `extended`.
    """

    kind: EventKind
    day: date
    channel: Channel | None = None
    until: date | None = None
    days: int | None = None
    party: str = ""
    outcome: str = ""
    approved_by: str = ""


def sort_events(events: list[Event]) -> list[Event]:
    """Return events by day, within a day by kind: the order of recording is nothing."""
    return sorted(events, key=lambda event: (event.day, ORDER[event.kind], event.party))


def parse_event(text: str, *, days: int | None = None) -> Event:
    """Read `KIND:DATE[:DETAIL]`; InvalidQuestion for anything else.

    The detail is the last day to supplement (supplement-sent), a number of working days (deferred;
    extended, where `:NAME` may follow for who approved), a leaf of table 3 (answered), a channel
    (received), or who is consulted. `days` is the number for an extension that names none.
    """
    kind_text, _, rest = text.partition(":")
    day_text, _, detail = rest.partition(":")
    try:
        kind = EventKind(kind_text.strip().lower().replace("_", "-"))
    except ValueError:
        known = "、".join(EventKind)
        raise InvalidQuestion(
            f"不认识的事件“{kind_text}”；可用：{known}",
            f"no such event: {kind_text!r}; known are {', '.join(EventKind)}",
        ) from None
    day = parse_day(day_text)
    detail = detail.strip()
    match kind:
        case EventKind.SUPPLEMENT_SENT:
            return Event(kind, day, until=parse_day(detail) if detail else None)
        case EventKind.EXTENDED:
            number, _, approver = detail.partition(":")
            length = _parse_days(number) if number else days
            return Event(kind, day, days=length, approved_by=approver.strip())
        case EventKind.DEFERRED:
            return Event(kind, day, days=_parse_days(detail) if detail else None)
        case EventKind.ANSWERED:
            return Event(kind, day, outcome=detail)
        case EventKind.RECEIVED:
            return Event(kind, day, channel=parse_channel(detail) if detail else None)
        case _:
            return Event(kind, day, party=detail)


def parse_day(text: str) -> date:
    """Read a date written 2024-09-25; InvalidQuestion for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidQuestion(
            f"日期应写作 2024-09-25：{text}", f"a date is written 2024-09-25, not {text!r}"
        ) from None


def parse_channel(text: str) -> Channel:
    """Read a channel by its id; InvalidQuestion for anything else."""
    try:
        return Channel(text.strip().lower())
    except ValueError:
        raise InvalidQuestion(
            f"不认识的渠道“{text}”；可用：{'、'.join(Channel)}",
            f"no such channel: {text!r}; known are {', '.join(Channel)}",
        ) from None


def _parse_days(text: str) -> int:
    if text.isdecimal() and text.isascii() and int(text) > 0:
        return int(text)
    raise InvalidQuestion(f"工作日数应为正整数：{text}", f"not a number of working days: {text!r}")
