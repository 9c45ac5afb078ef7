"""Real kills and real races, on both databases: what was acknowledged is there, whole and chained."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from tests.databases import BOTH

pytestmark = pytest.mark.slow
KILLS = 4


@pytest.fixture(params=BOTH)
def process(request, shelf):
    """Return a function that starts the worker on a database of its own."""
    environment = shelf.take(request.param)

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "tests.core.caselog.endurance", *map(str, arguments)],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def answer(worker):
    out, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0
    return out.strip()


def test_killed_at_any_moment_nothing_is_half_written_and_nothing_acknowledged_is_lost(process):
    case, acknowledged = answer(process("begin")), 1
    chance = random.Random(20260302)
    for _ in range(KILLS):
        worker = process("append", case, acknowledged)
        for _ in range(chance.randint(3, 25)):
            acknowledged = int(worker.stdout.readline())
        worker.kill()
        rest = worker.communicate()[0].split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        stored, sealed, chained = answer(process("verify", case)).split()
        # One more may have been stored than could be said: never one less, never half of one.
        assert int(stored) in {acknowledged, acknowledged + 1}
        assert (int(sealed), chained) == (int(stored) - 1, "True")
        acknowledged = int(stored)


def test_of_many_who_act_at_once_one_wins_and_the_others_are_told(process):
    case = answer(process("begin"))
    assert answer(process("race", case, 8)) == " ".join(["told"] * 7 + ["won"])
    assert answer(process("verify", case)).split()[0] == "2"
