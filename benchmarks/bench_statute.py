"""Working days and clocks beside the packages that others use: same questions, answers compared.

    python benchmarks/bench_statute.py            # about two minutes; writes RESULTS-statute.md
    python benchmarks/bench_statute.py --small    # a few seconds, prints only

Ratios are what counts: absolute times are those of the machine named in the result.
"""

from __future__ import annotations

import platform
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import holidays
import numpy as np
from workalendar.asia import China
from workalendar.exceptions import CalendarError

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.statute.histories import draw_history

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.clock.request import find_reply_due
from gongkai.statute.parameters import load_law
from gongkai.statute.workdays import load_calendar

SMALL = "--small" in sys.argv
QUESTIONS = 300 if SMALL else 3000
HISTORIES = 10_000 if SMALL else 1_000_000
WALKED = 10_000 if SMALL else 100_000
BATCH = 10_000
ROUNDS = 5
RESULTS = Path(__file__).with_name("RESULTS-statute.md")
Question = tuple[date, int]

NATION = load_calendar()
NINGXIA = load_calendar("640000")
LAW = load_law()
HOLIDAYS = holidays.country_holidays("CN", years=range(2018, 2028))
WORKALENDAR = China()
# All that busday can be told: weekdays off. Weekend days worked (调休) have no place in it.
NUMPY = np.busdaycalendar(
    holidays=[
        day for day in chinese_calendar.holidays if day.weekday() < 5 and 2018 <= day.year <= 2026
    ]
)


def add_chinesecalendar(day: date, days: int) -> date:
    # From a rest day find_workday first moves to the next working day: so it is asked from there.
    return chinese_calendar.find_workday(days - 1, day + timedelta(1))


def add_holidays(day: date, days: int) -> date:
    return HOLIDAYS.get_nth_working_day(day, days)


def add_workalendar(day: date, days: int) -> date:
    return WORKALENDAR.add_working_days(day, days)


def add_numpy(day: date, days: int) -> date:
    # From a rest day busday first rolls back to the working day before it.
    return np.busday_offset(day, days, roll="backward", busdaycal=NUMPY).astype(date)


def count_chinesecalendar(day: date, days: int) -> int:
    return len(chinese_calendar.get_workdays(day + timedelta(1), day + timedelta(days)))


def count_holidays(day: date, days: int) -> int:
    return HOLIDAYS.get_working_days_count(day + timedelta(1), day + timedelta(days))


def count_workalendar(day: date, days: int) -> int:
    return WORKALENDAR.get_working_days_delta(day, day + timedelta(days))


def count_numpy(day: date, days: int) -> int:
    return int(np.busday_count(day + timedelta(1), day + timedelta(days + 1), busdaycal=NUMPY))


ADD: dict[str, Callable[[date, int], date]] = {
    "chinesecalendar": add_chinesecalendar,
    "holidays": add_holidays,
    "workalendar": add_workalendar,
    "numpy": add_numpy,
}
COUNT: dict[str, Callable[[date, int], int]] = {
    "chinesecalendar": count_chinesecalendar,
    "holidays": count_holidays,
    "workalendar": count_workalendar,
    "numpy": count_numpy,
}


def count_ours(day: date, days: int) -> int:
    return NATION.count(day, day + timedelta(days))


def draw_questions(first: date, last: date) -> list[Question]:
    chance = random.Random(20240925)
    span = (last - first).days
    return [
        (first + timedelta(chance.randrange(span)), chance.choice((5, 7, 10, 15, 20, 40)))
        for _ in range(QUESTIONS)
    ]


def time_each(ask: Callable[[date, int], object], questions: list[Question]) -> float:
    """Return microseconds a question: the median of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for day, days in questions:
            ask(day, days)
        rounds.append((time.perf_counter() - began) / len(questions) * 1e6)
    return statistics.median(rounds)


def count_wrong(
    ask: Callable[[date, int], object], right: Callable[[date, int], object], asked: list[Question]
) -> str:
    """Return how many answers differ, and how many questions were refused."""
    wrong = refused = 0
    for day, days in asked:
        try:
            wrong += ask(day, days) != right(day, days)
        except (CalendarError, NotImplementedError):
            refused += 1
    return f"{wrong}" + (f" + {refused} refused" if refused else "")


def worked(day: date) -> bool:
    """Ask about one day the package that answers fastest (see `describe_days`)."""
    return HOLIDAYS.is_working_day(day)


def walk(events: list[Event]) -> date:
    """Find the due day by a loop over days, asking the fastest package about each."""
    start, total, pause = events[0].day, 20, None
    for event in events:
        if event.kind is EventKind.SUPPLEMENT_RECEIVED:
            start = event.day
        elif event.kind is EventKind.EXTENDED:
            total += event.days
        elif event.kind is EventKind.THIRD_PARTY_SENT:
            pause = (event.day, event.day)
            limit, left = event.day, 15
            while left:
                limit += timedelta(1)
                left -= worked(limit)
        elif event.kind is EventKind.THIRD_PARTY_ANSWERED:
            pause = (pause[0], min(event.day, limit))
    day, number, due = start, 0, start
    while True:
        if number == total and not (pause and pause[0] <= day < pause[1]):
            return due
        day += timedelta(1)
        if worked(day):
            if not (pause and pause[0] < day <= pause[1]):
                number += 1
            due = day


def resident() -> int:
    """Return the most memory held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run_histories(
    find: Callable[[list[Event]], date | None], count: int
) -> tuple[float, list[int]]:
    """Return seconds spent on clocks alone, and the memory after each tenth of the histories."""
    chance = random.Random(20260925)
    spent, memory = 0.0, []
    for done in range(0, count, BATCH):
        batch = [draw_history(chance, NATION) for _ in range(BATCH)]
        began = time.perf_counter()
        for events in batch:
            find(events)
        spent += time.perf_counter() - began
        if (done // BATCH) % max(count // BATCH // 10, 1) == 0:
            memory.append(resident())
    return spent, memory


def find_ours(events: list[Event]) -> date | None:
    return find_reply_due(events, calendar=NATION, law=LAW)


def report() -> list[str]:
    lines = ["# Working days and clocks, measured", "", *describe_machine()]
    old = draw_questions(date(2019, 1, 1), date(2023, 9, 30))
    new = draw_questions(date(2024, 1, 1), date(2026, 9, 30))
    ningxia = draw_questions(date(2019, 1, 1), date(2021, 10, 31))
    ours_add, ours_count = time_each(NATION.add, old), time_each(count_ours, old)
    lines += [
        (
            f"{len(old)} questions each: the n-th working day after a day (n of 5–40), and the "
            "working days in n days. The right answers in the nation are those on which our data,"
        ),
        "chinesecalendar and holidays agree day by day (a test holds them to it).",
        "",
        (
            "| | add, µs | ours is | count, µs | ours is | wrong 2019–23 | wrong 2024–26 "
            "| wrong in Ningxia 2019–21 |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        f"| gongkai | {ours_add:.2f} | | {ours_count:.2f} | | 0 | 0 | 0 |",
    ]
    for name, add in ADD.items():
        adding, counting = time_each(add, old), time_each(COUNT[name], old)
        lines.append(
            f"| {name} {version(name)} | {adding:.2f} | {adding / ours_add:.0f}× faster "
            f"| {counting:.2f} | {counting / ours_count:.0f}× faster "
            f"| {count_wrong(add, NATION.add, old)} | {count_wrong(add, NATION.add, new)} "
            f"| {count_wrong(add, NINGXIA.add, ningxia)} |"
        )
    lines += ["", *describe_days(), "", *describe_limits(), "", *measure_clocks()]
    return lines


def describe_machine() -> list[str]:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return [f"Python {platform.python_version()}, {platform.system()}, one core of {model}.", ""]


def describe_days() -> list[str]:
    """Time the question whether one day is worked: the fastest package drives the loop below."""
    asked = draw_questions(date(2019, 1, 1), date(2023, 9, 30))
    times = {
        "gongkai": time_each(lambda day, _: NATION.is_workday(day), asked),
        "chinesecalendar": time_each(lambda day, _: chinese_calendar.is_workday(day), asked),
        "holidays": time_each(lambda day, _: HOLIDAYS.is_working_day(day), asked),
        "workalendar": time_each(lambda day, _: WORKALENDAR.is_working_day(day), asked),
    }
    told = ", ".join(f"{name} {each:.2f}" for name, each in times.items())
    return [f"Whether one day is worked, µs: {told}."]


def describe_limits() -> list[str]:
    day = date(2026, 12, 28)
    answers = []
    for name, add in ADD.items():
        try:
            answers.append(f"{name}: {add(day, 20)}")
        except (CalendarError, NotImplementedError) as error:
            answers.append(f"{name}: {type(error).__name__}")
    gap = NATION.gaps(day, NATION.add(day, 20))[0]
    return [
        f"20 working days after {day}, into a year whose arrangement is not out: "
        + "; ".join(answers)
        + f"; gongkai: {NATION.add(day, 20)}, provisional ({gap.english}).",
    ]


def measure_clocks() -> list[str]:
    chance = random.Random(1)
    sample = [draw_history(chance, NATION) for _ in range(2000)]
    same = sum(find_ours(events) == walk(events) for events in sample)
    spent, memory = run_histories(find_ours, HISTORIES)
    walked, _ = run_histories(walk, WALKED)
    return [
        (
            f"{HISTORIES:,} random legal histories (receipt, supplement, consultation, extension), "
            "each checked for legality and answered with its due day; drawing them is not counted."
        ),
        "",
        "| | histories per second | seconds |",
        "|---|---:|---:|",
        f"| gongkai | {HISTORIES / spent:,.0f} | {spent:.1f} |",
        (
            f"| a loop over days with holidays, no checks, {WALKED:,} of them "
            f"| {WALKED / walked:,.0f} | {walked:.1f} |"
        ),
        "",
        (
            f"Ratio {walked / WALKED / (spent / HISTORIES):.0f}. "
            f"Due days equal in {same} of {len(sample)} compared. "
            f"Memory after each tenth, MB: {', '.join(map(str, memory))}."
        ),
    ]


if __name__ == "__main__":
    text = "\n".join(report()) + "\n"
    sys.stdout.write(text)
    if not SMALL:
        RESULTS.write_text(text, encoding="utf-8")
