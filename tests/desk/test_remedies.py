"""The list of remedies: what is open, what is all, and which of them asks something of us."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.demonstration.office import MAIN, fill_office, open_office
from gongkai.remedies.domain.handling import decide, note_event, open_remedy
from gongkai.remedies.models import Remedy
from gongkai.remedies.process.kinds import Remedy as Kind
from gongkai.remedies.process.kinds import Result
from tests.requests.conftest import TODAY


@pytest.fixture
def remedies(organ, office):
    """One that was upheld, one in which nothing is asked of us, one that waits for our answer."""
    legal, day = office["legal_reviewer"], TODAY - timedelta(30)
    opened = [
        open_remedy(
            organ=organ, kind=Kind.RECONSIDERATION, number=f"清府复〔2026〕{n}号", authority="清河市人民政府",
            about="答复", procedure="ordinary", day=day, actor=legal,
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    (ended, state), (answered, seen), _ = opened
    state = note_event(ended.pk, "accepted", day=day, actor=legal, seen=state.seen)
    decide(ended.pk, Result.UPHELD, day=day, actor=legal, seen=state.seen)
    for event in ("accepted", "copy-received", "answered"):
        seen = note_event(answered.pk, event, day=day, actor=legal, seen=seen.seen)
    case, state = opened[2]
    for event in ("accepted", "copy-received"):
        state = note_event(case.pk, event, day=TODAY - timedelta(2), actor=legal, seen=state.seen)


def see(client, query):
    page = client.get(f"/desk/remedies/?{query}").content.decode()
    tabs = page.split('<nav class="tabs"')[1].split("</nav>")[0]
    current = re.findall(r'aria-current="page">\s*(\S+) <span class="count">(\d+)', tabs)
    counts = re.findall(r'class="count">(\d+)', tabs)
    return current, counts, re.findall(r">(清府复[^<]+)</a>", page)


def test_the_list_says_which_it_is_and_how_many_there_are(at, remedies):
    first = ["清府复〔2026〕3号", "清府复〔2026〕2号"]
    assert see(at["legal_reviewer"], "") == ([("在办", "2")], ["2", "3"], first)
    assert see(at["legal_reviewer"], "view=all") == (
        [("全部", "3")], ["2", "3"], ["清府复〔2026〕3号", "清府复〔2026〕1号", "清府复〔2026〕2号"],
    )  # fmt: skip


def test_a_demonstration_shows_one_that_asks_something_of_us(db, settings, make_actor):
    settings.TODAY = TODAY
    open_office()
    list(fill_office(200, today=TODAY))
    organ = Organ.objects.get(code=MAIN)
    make_actor(organ, Role.LEGAL_REVIEWER)
    due = Remedy.objects.filter(organ=organ, due__isnull=False).values_list("due", flat=True)
    assert [day > TODAY for day in due] == [True]
