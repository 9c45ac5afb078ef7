"""The facts a letter is made of: plain values, snapshots of a case on the day of the letter.

All are optional but the organ and the day: what a kind of letter needs and does not find makes it
incomplete (`contents.find_missing`), never an error on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.statute.fees import Fee
from gongkai.statute.remedies import OrganKind


@dataclass(frozen=True, slots=True)
class Organ:
    """The organ that signs. `short` is its 代字 (清政公复), `office` its 政府信息公开工作机构.

    `reconsiderer` is the name of who reconsiders its decisions, to stand beside what the law calls it.
    """

    name: str
    short: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    hours: str = ""
    kind: OrganKind = OrganKind.DEPARTMENT
    reconsiderer: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An applicant, a third party, another organ. `salutation` stands behind the name: 先生, 女士."""

    name: str = ""
    salutation: str = ""
    category: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, when, how. `channel` is a `statute.clock.events.Channel`, or empty."""

    number: str = ""
    subject: str = ""
    description: str = ""
    form: str = ""
    delivery: str = ""
    received: date | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to supplement. `element` is the item of art. 29 para. 2: 1, 2 or 3."""

    element: int
    lacking: str
    how: str


@dataclass(frozen=True, slots=True)
class Supplied:
    """One piece of information supplied, and in which form."""

    title: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """A fee with its working. Make it with `state_fee`."""

    measure: str
    count: int
    amount: int
    working: str


def state_fee(fee: Fee) -> FeeFacts:
    """Return what a fee notice says of a fee of the statute."""
    return FeeFacts(fee.measure, fee.quantity, fee.amount, fee.chinese)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything a letter may use.

    `references` are in the notation of the statute (`tiaoli-2019:36(4)`), the outcome's own may be
    left out. `remedies` left empty are stated from the statute, for the outcome and the day.
    """

    organ: Organ
    day: date
    number: str = ""
    seal: str = ""
    signer: str = ""
    applicant: Party = field(default_factory=Party)
    recipient: Party = field(default_factory=Party)
    request: Request = field(default_factory=Request)
    due: date | None = None
    new_due: date | None = None
    until: date | None = None
    extension_days: int = 0
    approver: str = ""
    approved: date | None = None
    why: str = ""
    defects: tuple[Defect, ...] = ()
    information: str = ""
    matter: str = ""
    outcome: str = ""
    found: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    withheld: str = ""
    supplied: tuple[Supplied, ...] = ()
    route: str = ""
    special_rule: str = ""
    competent_organ: str = ""
    competent_contact: str = ""
    channel: str = ""
    earlier_number: str = ""
    earlier_day: date | None = None
    notice_day: date | None = None
    notice_until: date | None = None
    withdrawn: date | None = None
    decision: str = ""
    fee: FeeFacts | None = None
    payment: str = ""
    remedies: str = ""
    served_online: bool = False
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
