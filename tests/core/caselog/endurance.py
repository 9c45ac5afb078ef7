"""A process that appends until it is killed; started by the tests, one database each.

`python -m tests.core.caselog.endurance append CASE TEXT…` prints a line for every event stored;
`race CASE COUNT` lets so many threads act on the same case at once and prints who won.
"""

from __future__ import annotations

import os
import sys
import threading
import uuid
from datetime import date
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")

import django

django.setup()

from django.db import connection

from gongkai.core.caselog.kinds import register_kind
from gongkai.core.caselog.log import Happening, Overtaken, open_case
from gongkai.core.organs.actor import SYSTEM
from gongkai.core.organs.models import Organ
from gongkai.core.organs.tree import place_organ
from tests.core.caselog.appending import append
from tests.core.caselog.notes import NOTES

DAY = date(2026, 3, 2)
register_kind(NOTES)


def begin() -> None:
    """Open a case; print its key."""
    organ = place_organ(
        Organ(code="qinghe", name="清河市", short_name="清", kind="government"), None
    )
    case, _ = open_case("note", organ, Happening("noted", DAY, {"text": "0"}), actor=SYSTEM)
    print(case.pk, flush=True)


def append_forever(case: uuid.UUID, seen: int) -> None:
    """Append event after event, each acknowledged once it is stored."""
    for number in count(seen):
        happening = Happening("noted", DAY, {"text": str(number)}, sealed={"name": f"王{number}"})
        append(case, happening, actor=SYSTEM, seen=number)
        print(number + 1, flush=True)


def race(case: uuid.UUID, threads: int) -> None:
    """Let so many act at once on what all have seen; print how each fared."""
    start, told = threading.Barrier(threads), []

    def act(number: int) -> None:
        start.wait()
        try:
            append(case, Happening("noted", DAY, {"text": f"t{number}"}), actor=SYSTEM, seen=1)
            told.append("won")
        except Overtaken:
            told.append("told")
        finally:
            connection.close()

    runners = [threading.Thread(target=act, args=(number,)) for number in range(threads)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    print(" ".join(sorted(told)), flush=True)


match sys.argv[1:]:
    case ["begin"]:
        begin()
    case ["append", key, seen]:
        append_forever(uuid.UUID(key), int(seen))
    case ["race", key, threads]:
        race(uuid.UUID(key), int(threads))
    case ["verify", key]:
        from gongkai.core.caselog.log import read_entries
        from gongkai.core.caselog.models import Case, Sealed
        from gongkai.core.caselog.proof import Flaw, verify

        entries = read_entries(Case.objects.get(pk=key))
        chained = not any(isinstance(each, Flaw) and each.sequence for each in verify())
        print(entries[-1].sequence, Sealed.objects.count(), chained)
