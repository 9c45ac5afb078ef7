"""One-time codes: issued by an administrator, used once by the person to set a password."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.core.accounts.models import OneTimeCode
from gongkai.core.audit.trail import note_change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Person
from gongkai.core.refusal import Refusal

# Without letters and digits that are taken for one another on paper.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 16
LASTS = timedelta(days=3)


class CodeRefused(Refusal):
    """The code does not fit the user name, was used, or is too old. Which of these is not said."""

    def __init__(self) -> None:
        """Say it, and what to do."""
        super().__init__(
            "用户名或者一次性代码不对，或者代码已经用过、已经过期。请核对；仍不行的，请管理员重新发放",
            "The user name or the one-time code is wrong, or the code was used or has expired. Check "
            "both; failing that, ask the administrator for a new one",
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is shown, once, to who issued it."""

    person: Person
    code: str = field(repr=False)
    until: datetime


def issue_code(person: Person) -> Issued:
    """Issue a code for somebody; an earlier one is void. Whoever calls this has asked who may."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    until = timezone.now() + LASTS
    OneTimeCode.objects.update_or_create(
        person=person, defaults={"digest": _digest(code), "until": until}
    )
    return Issued(person, "-".join(code[at : at + 4] for at in range(0, LENGTH, 4)), until)


def find_person(username: str, code: str) -> Person:
    """Return whose code it is. Raises CodeRefused, in the same words and time whatever is wrong."""
    kept = (
        OneTimeCode.objects.select_related("person")
        .filter(person__username=username, person__is_active=True, until__gt=timezone.now())
        .first()
    )
    if not hmac.compare_digest(kept.digest if kept else _digest(""), _digest(code)) or not kept:
        raise CodeRefused
    return kept.person


def redeem_code(*, username: str, code: str, password: str) -> Person:
    """Set a password by a code and void the code; other sessions of the person end with it.

    Raises CodeRefused. The form has held the password to the rules already.
    """
    with transaction.atomic():
        list(OneTimeCode.objects.select_for_update().filter(person__username=username))
        person = find_person(username, code)
        person.set_password(password)
        person.save(update_fields=["password"])
        OneTimeCode.objects.filter(person=person).delete()
        note_change(
            Actor(f"person:{person.pk}", str(person), person),
            None,
            kind="password-set-by-code",
            subject=f"person:{person.pk}",
        )
    return person


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
