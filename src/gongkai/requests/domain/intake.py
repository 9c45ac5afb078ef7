"""Requests come in: from the portal by the applicant, over the counter and by mail through a clerk."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from gongkai.core.caselog.log import Happening, open_case
from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import Incoming, store_file
from gongkai.core.numbering.series import keep_number, take_number
from gongkai.core.organs.actor import APPLICANT, Actor
from gongkai.core.organs.models import Organ, Person
from gongkai.core.refusal import Refusal
from gongkai.core.sealing import index_blindly
from gongkai.core.today import today
from gongkai.requests.domain.handling import FutureDay, demand_nothing_personal
from gongkai.requests.domain.projection import KIND
from gongkai.requests.models import ApplicantClass, Filing, Receipt
from gongkai.requests.process.state import RequestState
from gongkai.requests.rules import demand
from gongkai.statute.clock.events import Channel

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
SECRET_LENGTH = 12


class NotDeclared(Refusal):
    """A channel that the organ's guide does not declare (国办公开办函〔2017〕19号)."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: what art. 29 demands and nothing more."""

    kind: str
    name: str
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is asked for, and in which form (条例第二十九条第二款第二、三项)."""

    description: str
    subject: str = ""
    document_number: str = ""
    form: str = ""
    delivery: str = ""
    help_needed: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that is stored: its number, and the secret to follow it by, told once."""

    case: Case
    state: RequestState
    number: str
    secret: str = field(repr=False)


def file_request(
    *,
    organ: Organ,
    applicant: Applicant,
    content: Content,
    files: Sequence[Incoming] = (),
    person: Person | None = None,
    key: str = "",
) -> Filed:
    """Store a request that an applicant files on the portal, and return its receipt.

    `files` are what the applicant sent along; `key` is that of the form: a second filing with the same key
    raises IntegrityError inside and is answered by AlreadyFiled. Nothing is acknowledged that is
    not stored.
    """
    with transaction.atomic():
        filed = _store(
            organ=organ, channel=Channel.ONLINE, day=today(), applicant=applicant, content=content,
            files=files, actor=APPLICANT, role="applicant",
        )  # fmt: skip
        if person is not None:
            Receipt.objects.filter(case=filed.case).update(person=person)
        if key:
            try:
                with transaction.atomic():
                    Filing.objects.create(key=key, case=filed.case)
            except IntegrityError:
                raise AlreadyFiled(_number_of(key)) from None
    return filed


class AlreadyFiled(Refusal):
    """The same form was sent before; its request is stored once."""

    def __init__(self, number: str) -> None:
        """Say under which number."""
        super().__init__(
            f"这份申请已经提交过，编号{number}，没有重复登记",
            f"This form was already filed as {number}; it was not registered again",
        )
        self.number = number


def _number_of(key: str) -> str:
    filing = Filing.objects.select_related("case__request").get(key=key)
    return filing.case.request.number


def register_request(
    *,
    organ: Organ,
    channel: Channel,
    day: date,
    applicant: Applicant,
    content: Content,
    actor: Actor,
    files: Sequence[Incoming] = (),
    arrived: date | None = None,
    incoming: str = "",
    counting: str = "",
) -> Filed:
    """Register a request that a clerk received. `day` is the day it was handed in or signed for.

    For an ordinary letter, a fax or an e-mail it is the day it arrived; the day of receipt is that of
    the confirmation (art. 31), which is a further entry. `files` are scans. `incoming` names the
    letter where one letter holds several requests, `counting` says how they are counted. Forbidden,
    FutureDay; Personal for somebody's data in the subject, which lists show.
    """
    demand(actor, "register", organ)
    demand_nothing_personal(organ, {"subject": content.subject})
    if day > today():
        raise FutureDay(f"{day}尚未到来", f"{day} has not come yet")
    with transaction.atomic():
        return _store(
            organ=organ, channel=channel, day=day, applicant=applicant, content=content, files=files,
            actor=actor, role="registrar", arrived=arrived, incoming=incoming, counting=counting,
        )  # fmt: skip


def _store(
    *,
    organ: Organ,
    channel: Channel,
    day: date,
    applicant: Applicant,
    content: Content,
    files: Sequence[Incoming],
    actor: Actor,
    role: str,
    arrived: date | None = None,
    incoming: str = "",
    counting: str = "",
) -> Filed:
    number = format_number(day.year, take_number(organ, KIND, day.year))
    body: dict[str, Any] = {
        "number": number,
        "channel": channel.value,
        "applicant_class": ApplicantClass(applicant.kind).value,
        "applicant_index": find_index(applicant),
    }
    optional = {
        "subject": content.subject,
        "arrived": arrived.isoformat() if arrived else None,
        "incoming": incoming,
        "counting": counting,
        "form": content.form,
        "files": [file.sha256 for file in files],
        "served_online": content.delivery == "online",
    }
    body |= {key: value for key, value in optional.items() if value}
    sealed = {"applicant": asdict(applicant), "content": asdict(content)}
    happening = Happening("registered", day, body, sealed, role)
    case, state = open_case(KIND, organ, happening, actor=actor)
    for file in files:
        store_file(case, file.data, file.name)
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))
    Receipt.objects.create(case=case, secret=make_password(secret))
    return Filed(case, state, number, secret)


def format_number(year: int, ordinal: int) -> str:
    """Return a request's number as it is printed: 2026-0017."""
    return f"{year}-{ordinal:04d}"


def keep_number_free(organ: Organ, number: str) -> None:
    """Let the organ's series go on after a number that was given before it kept its register here."""
    if given := re.fullmatch(r"([12]\d{3})-(\d{4,8})", number):
        keep_number(organ, KIND, int(given[1]), int(given[2]))


def find_index(applicant: Applicant) -> str:
    """Return the blind index by which requests of one applicant are found: ID number, else name."""
    return index_blindly(applicant.id_number or applicant.name)


def find_receipt(organ: Organ, number: str, secret: str) -> Case | None:
    """Return the case that a number and its secret open; None for a wrong one of either.

    Takes as long for a number that does not exist as for a wrong secret.
    """
    receipt = (
        Receipt.objects.filter(case__organ=organ, case__request__number=number.strip())
        .select_related("case__organ", "case__request")
        .first()
    )
    stored = receipt.secret if receipt is not None else _NOBODY
    folded = secret.strip().upper().replace(" ", "").replace("-", "")
    right = check_password(folded, stored)
    return receipt.case if receipt is not None and right else None


_NOBODY = make_password(uuid.uuid4().hex)
