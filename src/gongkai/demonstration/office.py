"""The office of the demonstration: organs, divisions, people, and a year of their work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from gongkai.core.caselog.entries import Entry
from gongkai.core.numbering.models import Series
from gongkai.core.organs.models import Division, Organ, OrganKind, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.organs.tree import place_organ
from gongkai.demonstration.histories import Staff, write_history
from gongkai.demonstration.remedies import fill_remedies
from gongkai.requests.domain.histories import store_histories
from gongkai.requests.domain.intake import format_number
from gongkai.requests.domain.projection import KIND, find_calendar
from gongkai.requests.models import Receipt
from gongkai.requests.process.state import RequestState

PASSWORD = "gongkai-demo-2026"  # noqa: S105  (a demonstration's, printed at its start)
SECRET = "DEMODEMO2345"  # noqa: S105
CONTACT = {
    "address": "清河市虚构大道1号", "postcode": "000000", "phone": "0999-1234567", "fax": "0999-1234568",
    "email": "gongkai@qinghe.example", "office_hours": "工作日 9:00—12:00，14:00—17:30",
    "office": "政府信息公开工作办公室", "court": "清河市虚构区人民法院",
    "channels": ["online", "counter", "post", "letter", "email"],
}  # fmt: skip
ORGANS = (
    ("qinghe", "清河市人民政府", "清政", OrganKind.GOVERNMENT, None),
    ("qinghe-service", "清河市政务服务局", "清政服", OrganKind.DEPARTMENT, "qinghe"),
    ("qinghe-culture", "清河市文化广电局", "清文广", OrganKind.DEPARTMENT, "qinghe"),
    ("shiping", "石坪县人民政府", "石政", OrganKind.GOVERNMENT, "qinghe"),
    ("shiping-culture", "石坪县文化广电局", "石文广", OrganKind.DEPARTMENT, "shiping"),
)
MAIN = "qinghe-service"
PEOPLE = (
    ("registrar", "李明", Role.REGISTRAR, "办公室"),
    ("handler", "周岚", Role.HANDLER, "市场科"),
    ("handler2", "陈一鸣", Role.HANDLER, "综合科"),
    ("legal", "何文博", Role.LEGAL_REVIEWER, "法规科"),
    ("secrecy", "许静怡", Role.SECRECY_REVIEWER, "机要室"),
    ("head", "孔令远", Role.OFFICE_HEAD, "办公室"),
    ("leader", "韩守信", Role.LEADER, None),
    ("auditor", "方立新", Role.AUDITOR, None),
    ("admin", "马云帆", Role.ADMINISTRATOR, None),
)
SHARES = {MAIN: 60, "qinghe-culture": 20, "shiping-culture": 12, "shiping": 8}


def open_office() -> None:
    """Make organs, divisions and people; all sign in with the same password."""
    organs: dict[str, Organ] = {}
    for code, name, short, kind, parent in ORGANS:
        organ = Organ(
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            guide_updated=date(2026, 1, 9),
            **CONTACT,
        )
        organs[code] = place_organ(organ, organs[parent] if parent else None)
    password = make_password(PASSWORD)
    since = date(2025, 1, 1)
    for code, organ in organs.items():
        suffix = "" if code == MAIN else f"@{code}"
        for username, name, role, place in PEOPLE:
            person = Person.objects.create(username=username + suffix, name=name, password=password)
            division = Division.objects.get_or_create(organ=organ, name=place)[0] if place else None
            Post.objects.create(
                person=person, organ=organ, division=division, role=role, since=since
            )
    supervisor = Person.objects.create(username="supervisor", name="秦海燕", password=password)
    Post.objects.create(
        person=supervisor, organ=organs["qinghe"], role=Role.SUPERVISOR, since=since
    )


def fill_office(count: int, *, today: date, seed: int = 2026) -> Iterator[int]:
    """Store so many requests of the year before today, shared among the organs; yield progress."""
    chance = Random(seed)  # noqa: S311  (the same office each time)
    secret = make_password(SECRET)
    done = 0
    for code, share in SHARES.items():
        organ = Organ.objects.get(code=code)
        part = max(1, count * share // 100)
        stored = 0
        for stored in _fill_organ(organ, part, chance, today, secret):
            yield done + stored
        done += stored
        fill_remedies(chance, organ, today)


def _fill_organ(
    organ: Organ, count: int, chance: Random, today: date, secret: str
) -> Iterator[int]:
    calendar = find_calendar(organ.region)
    first = today - timedelta(365)
    days = sorted(first + timedelta(chance.randint(0, 365)) for _ in range(count))
    staff: dict[str, list[Staff]] = {}
    for post in Post.objects.filter(organ=organ).select_related("person"):
        who = Staff(f"person:{post.person_id}", str(post.person), post.role)
        staff.setdefault(post.role, []).append(who)
    ordinals: dict[int, int] = {}

    def write() -> Iterator[tuple[list[Entry], RequestState]]:
        for day in days:
            ordinals[day.year] = ordinals.get(day.year, 0) + 1
            yield write_history(
                chance, filed=day, number=format_number(day.year, ordinals[day.year]),
                calendar=calendar, staff=staff, today=today,
            )  # fmt: skip

    stored = 0
    for cases in store_histories(organ, write()):
        Receipt.objects.bulk_create(Receipt(case=case, secret=secret) for case in cases)
        stored += len(cases)
        yield stored
    for year, last in ordinals.items():
        Series.objects.create(organ=organ, kind=KIND, year=year, last=last)
