"""What lists and figures ask: each in a fixed number of queries, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet, Sum

from gongkai.core.caselog.models import Event
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.sealing import index_blindly
from gongkai.requests.domain.projection import find_calendar
from gongkai.requests.models import Request
from gongkai.requests.process.work import SOON, Lamp, Step, find_lamp

OPEN = Q(closed__isnull=True)


class View(StrEnum):
    """A work list."""

    MINE = "mine"
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    WAITING = "waiting"
    PROVISIONAL = "provisional"
    LEGAL = "legal"
    SECRECY = "secrecy"
    SIGN = "sign"
    ARCHIVE = "archive"
    OPEN = "open"
    ALL = "all"


def find_requests(organ: Organ) -> QuerySet[Request]:
    """Return the requests of an organ with what lists show of them."""
    return Request.objects.filter(organ=organ).select_related("handler", "division", "organ")


def order_list(view: View, requests: QuerySet[Request]) -> QuerySet[Request]:
    """Return requests as they are worked through: the open by their due day, then the latest closed.

    All that there are stand by arrival, latest first: an index has them so, however many there are.
    """
    if view is View.ALL:
        return requests.order_by("-filed", "-number")
    return requests.order_by(
        F("closed").desc(nulls_first=True), F("due").asc(nulls_last=True), "number"
    )


def find_waiting(today: date) -> Q:
    """Return the condition that somebody outside is waited for."""
    return OPEN & Q(waiting_until__gte=today)


def choose_view(view: View, *, actor: Actor, organ: Organ, today: date) -> Q:
    """Return the condition of a work list on a day."""
    soon = find_calendar(organ.region).add(today, SOON)
    running = OPEN & ~Q(waiting_until__gte=today)
    return {
        View.MINE: find_own_turn(actor, organ),
        View.OVERDUE: running & Q(due__lt=today),
        View.TODAY: running & (Q(due=today) | Q(due__isnull=True, waiting_until__lt=today)),
        View.SOON: running & Q(due__gt=today, due__lte=soon),
        View.WAITING: find_waiting(today),
        View.PROVISIONAL: OPEN & Q(provisional=True),
        View.LEGAL: Q(awaits_legal=True),
        View.SECRECY: Q(awaits_secrecy=True),
        View.SIGN: Q(step=Step.SIGN),
        View.ARCHIVE: Q(step=Step.ARCHIVE),
        View.OPEN: OPEN,
        View.ALL: Q(),
    }[view]


def find_own_turn(actor: Actor, organ: Organ) -> Q:
    """Return the condition that it is this actor's turn, by the roles they hold here.

    What only waits for the archive is no one's turn: no period runs for it, and it has its own list.
    """
    roles = actor.roles_at(organ)
    turn = Q(pk__in=[])
    if Role.REGISTRAR in roles:
        turn |= Q(step__in=[Step.CONFIRM, Step.ASSIGN, Step.SERVE])
    if Role.HANDLER in roles and actor.person is not None:
        turn |= Q(step__in=[Step.ACCEPT, Step.HANDLE, Step.SERVE], handler=actor.person)
    if Role.OFFICE_HEAD in roles:
        turn |= Q(step=Step.ASSIGN)
    if Role.LEGAL_REVIEWER in roles:
        turn |= Q(awaits_legal=True)
    if Role.SECRECY_REVIEWER in roles:
        turn |= Q(awaits_secrecy=True)
    if Role.LEADER in roles:
        turn |= Q(step=Step.SIGN)
    return turn


def count_views(*, actor: Actor, organ: Organ, today: date) -> dict[View, int]:
    """Return how many requests each work list holds, in two queries.

    What is done is only counted: the lists are asked of the few that somebody still works on.
    """
    counts = {
        view.value: Count("pk", filter=choose_view(view, actor=actor, organ=organ, today=today))
        for view in View
        if view is not View.ALL
    }
    mine = Request.objects.filter(organ=organ)
    found = mine.filter(step__in=set(Step) - {Step.DONE}).aggregate(**counts)
    return {**{View(key): number for key, number in found.items()}, View.ALL: mine.count()}


def search(requests: QuerySet[Request], words: str) -> QuerySet[Request]:
    """Return the requests whose number or subject holds every word, or whose applicant it is.

    An applicant is found by the exact name or ID number they filed with: the index is blind.
    """
    found = search_words(requests, words)
    blind = index_blindly(words)
    return (found | requests.filter(applicant_index=blind)) if blind else found


def search_words(requests: QuerySet[Request], words: str) -> QuerySet[Request]:
    """Return the requests whose number or subject holds every word."""
    for word in words.split():
        requests = requests.filter(Q(number__icontains=word) | Q(subject__icontains=word))
    return requests


def finds_applicant(requests: QuerySet[Request], words: str) -> bool:
    """Whether words are the name or ID number of somebody among these: finding them is a read."""
    blind = index_blindly(words)
    return bool(blind) and requests.filter(applicant_index=blind).exists()


def find_last_payment(organ: Organ) -> str:
    """Return how the organ's last fee notice says fees are paid; empty for the first."""
    sent = Event.objects.filter(case__organ=organ, kind="fee-sent").order_by("-pk").first()
    return "" if sent is None else str(sent.body.get("payment", ""))


def light(request: Request, today: date) -> Lamp:
    """Return a request's lamp on a day."""
    return find_lamp(
        due=request.due,
        waiting_until=request.waiting_until,
        closed=request.closed is not None,
        today=today,
        calendar=find_calendar(request.organ.region),
    )


@dataclass(frozen=True, slots=True)
class OrganFigures:
    """An organ's year in figures; an average is days over replies, both named."""

    organ: Organ
    received: int
    replied: int
    open: int
    overdue: int
    soon: int
    late: int
    days: int

    @property
    def average(self) -> str:
        """Working days a reply took, to a tenth; a dash where there was none."""
        return f"{self.days / self.replied:.1f}" if self.replied else "—"


def count_organs(organs: QuerySet[Organ], *, year: int, today: date) -> list[OrganFigures]:
    """Return each organ's figures for a year, in two queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    replied = Q(closed__range=(first, last), withdrawn=False)
    soon = find_calendar("").add(today, SOON)
    running = OPEN & ~Q(waiting_until__gte=today)
    rows = {
        row["organ"]: row
        for row in Request.objects.filter(organ__in=organs)
        .values("organ")
        .annotate(
            received_=Count("pk", filter=Q(received__range=(first, last))),
            replied=Count("pk", filter=replied),
            open=Count("pk", filter=OPEN),
            overdue=Count("pk", filter=running & Q(due__lt=today)),
            soon=Count("pk", filter=running & Q(due__gte=today, due__lte=soon)),
            late_=Count("pk", filter=replied & Q(late=True)),
            days=Sum("working_days", filter=replied),
        )
        .order_by()
    }
    none = {"received_": 0, "replied": 0, "open": 0, "overdue": 0, "soon": 0, "late_": 0, "days": 0}
    return [
        OrganFigures(
            organ, row["received_"], row["replied"], row["open"], row["overdue"], row["soon"],
            row["late_"], row["days"] or 0,
        )
        for organ in organs
        for row in [rows.get(organ.pk, none)]
    ]  # fmt: skip
