"""When a request counts as received (art. 31), by the channel it came through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.statute.clock.events import Channel
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.references import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """Which fact of a channel fixes the day of receipt, and how that is said."""

    fact: str
    chinese: str
    english: str
    reference: Reference


_SUBMITTED = ReceiptRule(
    "submitted",
    "当面提交，以提交之日为收到申请之日",
    "handed in: received on the day it is handed in",
    Reference("tiaoli-2019", "31(1)"),
)
_SIGNED = ReceiptRule(
    "signed",
    "邮寄，以行政机关签收之日为收到申请之日",
    "by post: received on the day the organ signs for it",
    Reference("tiaoli-2019", "31(2)"),
)
_LETTER = ReceiptRule(
    "confirmed",
    "平常信函，当日与申请人确认，以确认之日为收到申请之日",
    "ordinary letter: to be confirmed with the applicant the same day, received on that day",
    Reference("tiaoli-2019", "31(2)"),
)
_CONFIRMED = ReceiptRule(
    "confirmed",
    "互联网渠道或者传真，以双方确认之日为收到申请之日",
    "online or by fax: received on the day both sides confirm",
    Reference("tiaoli-2019", "31(3)"),
)
RECEIPT_RULES: Mapping[Channel, ReceiptRule] = {
    Channel.COUNTER: _SUBMITTED,
    Channel.POST: _SIGNED,
    Channel.LETTER: _LETTER,
    Channel.ONLINE: _CONFIRMED,
    Channel.EMAIL: _CONFIRMED,
    Channel.FAX: _CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day of receipt with its reason; a warning where the organ was late to confirm."""

    day: date
    rule: ReceiptRule
    warning: str = ""
    warning_en: str = ""


def find_receipt(
    channel: Channel,
    *,
    submitted: date | None = None,
    signed: date | None = None,
    arrived: date | None = None,
    confirmed: date | None = None,
) -> Receipt:
    """Return the day of receipt from what is known of the request's arrival.

    InvalidQuestion where the deciding fact is missing, or a letter is confirmed before it came.
    """
    rule = RECEIPT_RULES[channel]
    day = {"submitted": submitted, "signed": signed, "confirmed": confirmed}[rule.fact]
    if day is None:
        raise InvalidQuestion(
            f"缺少确定收到之日的事实：{rule.chinese}",
            f"what fixes the day is not given: {rule.english}",
            rule.reference,
        )
    if channel is Channel.LETTER and arrived is not None and arrived != day:
        if day < arrived:
            raise InvalidQuestion(
                "确认之日早于信函到达之日", "confirmed before the letter arrived", rule.reference
            )
        return Receipt(
            day,
            rule,
            f"信函于{arrived}到达，应当日确认，实际{day}确认",
            f"the letter arrived on {arrived} and was to be confirmed that day, not on {day}",
        )
    return Receipt(day, rule)
