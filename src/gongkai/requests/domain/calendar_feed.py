"""Due days as a calendar (RFC 5545) that an office program subscribes to. Nothing personal in it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from gongkai.core.organs.actor import find_actor
from gongkai.core.organs.models import Organ, Person
from gongkai.requests.models import CalendarFeed, Request
from gongkai.requests.rules import may

KEY_BYTES = 32
FOLD = 73


def find_feed(person: Person, organ: Organ) -> str:
    """Return the key of a person's feed; the first time it is made."""
    feed, _ = CalendarFeed.objects.get_or_create(
        person=person, organ=organ, defaults={"key": secrets.token_urlsafe(KEY_BYTES)}
    )
    return feed.key


def renew_feed(person: Person, organ: Organ) -> str:
    """Give a person's feed another key, and return it: whoever knew the old one reads nothing more."""
    key = secrets.token_urlsafe(KEY_BYTES)
    CalendarFeed.objects.update_or_create(person=person, organ=organ, defaults={"key": key})
    return key


def open_feed(key: str) -> Organ | None:
    """Return the organ whose days a key opens; None for a wrong one, or one whose owner may not see them."""
    feed = CalendarFeed.objects.filter(key=key).select_related("person", "organ").first()
    if feed is None or not may(find_actor(feed.person), "list", feed.organ):
        return None
    return feed.organ


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
