"""The day's digest: what is late, due, or one's turn. Numbers, neutral subjects and days; nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from gongkai.core.audit.models import Change
from gongkai.core.audit.trail import note_change
from gongkai.core.organs.actor import SYSTEM, Actor, find_actor
from gongkai.core.organs.models import Organ, Person
from gongkai.core.organs.roles import Role
from gongkai.look.words import say, tell_day
from gongkai.requests.domain.queries import View, choose_view, find_own_turn, find_requests
from gongkai.requests.models import Request
from gongkai.requests.process.work import Step
from gongkai.requests.rules import may

WATCHING = {Role.REGISTRAR, Role.OFFICE_HEAD, Role.LEADER}  # these see the whole organ's deadlines
MOST = 100  # of each part: a digest is read over a cup of tea
PARTS = {
    View.OVERDUE: say("已逾期", "Overdue"),
    View.TODAY: say("今日到期", "Due today"),
    View.SOON: say("三日内到期", "Due in three days"),
    View.MINE: say("轮到我办理", "My turn"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of a digest with its requests, and how many there are in all."""

    words: str
    requests: tuple[Request, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person should know of one organ this morning. Parts without requests are left out."""

    organ: Organ
    day: date
    parts: tuple[Part, ...]
    archiving: int = 0  # closed, and waiting for whoever archives: a number, for no day presses

    @property
    def text(self) -> str:
        """The digest as a letter of plain text."""
        lines = [f"{self.organ} {tell_day(self.day)}"]
        for part in self.parts:
            lines += ["", f"{part.words}（{part.number}）", *map(_tell, part.requests)]
        if self.archiving:
            lines += ["", str(say(f"另有 {self.archiving} 件已办结，待归档",
                                  f"{self.archiving} more are closed and wait for the archive"))]  # fmt: skip
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Sent:
    """How sending went: letters sent, people with nothing to tell, people whose letter was not taken."""

    sent: int
    empty: int
    failed: tuple[Person, ...]


def write_digest(actor: Actor, organ: Organ, today: date) -> Digest:
    """Return the digest of one person: the organ's deadlines for who watches them, else their own."""
    own = find_own_turn(actor, organ)
    if actor.person is not None:
        own |= Q(handler=actor.person)
    seen = Q() if actor.roles_at(organ) & WATCHING else own
    parts = []
    for view, words in PARTS.items():
        condition = choose_view(view, actor=actor, organ=organ, today=today)
        found = (
            find_requests(organ)
            .filter(condition & (Q() if view is View.MINE else seen))
            .order_by("due", "number")
        )
        if number := found.count():
            parts.append(Part(str(words), tuple(found[:MOST]), number))
    archiving = (
        find_requests(organ).filter(step=Step.ARCHIVE) if may(actor, "archive", organ) else None
    )
    return Digest(organ, today, tuple(parts), 0 if archiving is None else archiving.count())


def _tell(request: Request) -> str:
    due = "" if request.due is None else tell_day(request.due, year=False)
    doubt = str(say("（暂定）", " (provisional)")) if request.provisional else ""
    return f"  {request.number}  {due}{doubt}  {request.subject}"


def send_digests(today: date, *, again: bool = False) -> Sent:
    """Send everybody with an address their digest of the day, once; a letter refused stops no other."""
    sent, empty, failed = 0, 0, []
    for organ, person in _find_readers():
        subject = f"digest:{organ.pk}:{person.pk}:{today}"
        if not again and Change.objects.filter(kind="digest-sent", subject=subject).exists():
            continue
        digest = write_digest(find_actor(person, today), organ, today)
        if not digest.parts:
            empty += 1
            continue
        title = say(f"公开工作简报 {today}", f"Openness work {today}")
        try:
            send_mail(str(title), digest.text, settings.DEFAULT_FROM_EMAIL, [person.email])
        except (OSError, SMTPException):
            failed.append(person)
            continue
        note_change(SYSTEM, organ, kind="digest-sent", subject=subject)
        sent += 1
    return Sent(sent, empty, tuple(failed))


def _find_readers() -> Iterator[tuple[Organ, Person]]:
    people = Person.objects.filter(is_active=True, posts__isnull=False).exclude(email="").distinct()
    for person in people:
        actor = find_actor(person)
        yield from ((organ, person) for organ in actor.organs if may(actor, "list", organ))
