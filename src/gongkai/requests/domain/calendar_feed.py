"""Due days as a calendar (RFC 5545) that an office program subscribes to. Nothing personal in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.core import signing

from gongkai.core.organs.models import Organ, Person
from gongkai.requests.models import Request

SALT = "requests.calendar"
FOLD = 73


def make_token(person: Person, organ: Organ) -> str:
    """Return the token of a person's feed; it ends with their password, which is part of it."""
    return signing.dumps([person.pk, organ.pk, person.password[-12:]], salt=SALT)


def read_token(token: str) -> tuple[int, int] | None:
    """Return whose feed of which organ a token opens, or None for a wrong or an ended one."""
    try:
        person, organ, mark = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    known = Person.objects.filter(pk=person, is_active=True).first()
    return (person, organ) if known is not None and known.password[-12:] == mark else None


def write_calendar(requests: Iterable[Request], now: datetime) -> str:
    """Return the feed: one all-day event for each due day."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai//requests//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:依申请公开到期",
    ]
    for request in requests:
        if request.due is None:
            continue
        mark = "（暂定）" if request.provisional else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{request.case_id}@gongkai",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{request.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{request.due + timedelta(1):%Y%m%d}",
            f"SUMMARY:{_escape(f'答复期限{mark} {request.number} {request.subject}')}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _escape(text: str) -> str:
    return (
        text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        .replace("\r", "")
    )  # fmt: skip


def _fold(line: str) -> str:
    """Fold a line at 75 octets, never within a character."""
    folded, length = [""], 0
    for character in line:
        octets = len(character.encode())
        if length + octets > FOLD:
            folded.append(" ")
            length = 1
        folded[-1] += character
        length += octets
    return "\r\n".join(folded)
