"""Histories for tests: entries by a few words each."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gongkai.core.caselog.entries import Entry

MOMENT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PEOPLE = {
    "registrar": "person:1", "handler": "person:2", "legal_reviewer": "person:3",
    "secrecy_reviewer": "person:4", "office_head": "person:5", "leader": "person:6",
    "applicant": "applicant",
}  # fmt: skip


def make(*steps):
    """Return entries from (kind, day, role, body) steps; a day is a string, 2026-03-02."""
    return [
        Entry(number, kind, date.fromisoformat(day), MOMENT, PEOPLE[role], role, role, body)
        for number, (kind, day, role, body) in enumerate(steps, start=1)
    ]


def register(channel="counter", day="2026-03-02"):
    """Return the step by which a request comes in."""
    body = {
        "number": "2026-0001", "channel": channel, "applicant_class": "natural_person", "subject": "合同",
    }  # fmt: skip
    return ("registered", day, "registrar", body)


def assign(day="2026-03-02"):
    """Return the steps by which it gets into a handler's hands."""
    body = {"handler": "person:2", "handler_name": "周岚"}
    return [("assigned", day, "registrar", body), ("accepted", day, "handler", {})]


def reply(outcome="granted", day="2026-03-10"):
    """Return the steps from draft to service."""
    return [
        ("drafted", day, "handler", {"outcome": outcome}),
        ("review-passed", day, "legal_reviewer", {"review": "legal"}),
        ("review-passed", day, "secrecy_reviewer", {"review": "secrecy"}),
        ("signed", day, "leader", {"number": "清政服公复〔2026〕1号"}),
        ("answered", day, "registrar", {"outcome": outcome, "method": "post"}),
    ]
