"""A corpus from start to end: survey the folder, read what is new, write tables and summary."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.annual.corpus.columns import TABLES
from gongkai.annual.corpus.engines import open_engine
from gongkai.annual.corpus.jobs import Engine, Job, Limits, Order, Status, Work
from gongkai.annual.corpus.journal import Journal, list_files, start_afresh
from gongkai.annual.corpus.rows import Row, expand
from gongkai.annual.corpus.sinks import Sink, check_sink, list_outputs, open_sink
from gongkai.annual.corpus.summary import write_summary
from gongkai.annual.corpus.survey import Skipped, Survey
from gongkai.annual.corpus.tally import Tally

ROWS_HELD = 4096
JOURNAL = ".journal"


@dataclass(slots=True)
class Progress:
    """How far a run is. `kept` files have their result from an earlier run."""

    stage: str = "survey"  # then read, write
    found: int = 0
    kept: int = 0
    done: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to."""

    files: int
    kept: int
    read: int
    unread: int
    faulty: int
    errors: int
    skipped: Counter[Skipped]
    outputs: tuple[Path, ...]


def default_work() -> Work:
    """Return the reading and checking of annual reports."""
    from gongkai.annual.corpus.work import WORK  # the readers, and all the libraries that they need

    return WORK


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_corpus(
    folder: Path,
    out: Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    fresh: bool = False,
    limits: Limits | None = None,
    work: Work | None = None,
    english: bool = False,
    watch: Callable[[Progress], None] = lambda _: None,
) -> Result:
    """Read every report below `folder`; write the tables to `out` and a summary page beside it.

    A run that was stopped, by whatever, is taken up where it was by calling this again; `fresh`
    forgets it. The output depends on the files and the rules alone, not on the engine, the
    workers, or how often the run was stopped. Raises `EngineError` if the output, the journal or
    the engine cannot be used; a file never raises anything.
    """
    check_sink(out)
    limits = limits or Limits()
    work = work or default_work()
    order = Order(work, limits, work.version())
    journal_path = out.with_suffix(JOURNAL)  # for each kind of output the same
    if fresh:
        start_afresh(journal_path)
    progress = Progress()
    with Journal(journal_path, order.rules, folder.resolve(), limits.seconds) as journal:
        own = [*list_outputs(out), *list_files(journal_path)]
        survey = Survey(folder, own)
        for progress.found in journal.note_files(survey.walk()):
            watch(progress)
        progress.found, progress.kept = journal.counts()
        progress.stage = "read"
        watch(progress)
        missing = progress.found - progress.kept
        if missing:
            crew = max(1, min(workers or count_processors(), missing))
            with closing(open_engine(engine, order, crew)) as opened:
                _read(folder.resolve(), journal, opened, progress, watch)
        progress.stage, progress.done = "write", 0
        watch(progress)
        tally = Tally()
        try:
            _write(journal, out, tally, progress, watch)
            write_summary(
                out.with_suffix(".html"), tally, survey.skipped, progress.found, english=english
            )
            total = tally.total()
            unread = tally.unread()
        finally:
            tally.close()
        journal.forget_others()
    outputs = tuple(path for path in list_outputs(out) if path.exists())
    return Result(
        progress.found,
        progress.kept,
        total.reports,
        unread,
        total.faulty,
        total.errors,
        survey.skipped,
        outputs,
    )


def _read(
    root: Path,
    journal: Journal,
    engine: Engine,
    progress: Progress,
    watch: Callable[[Progress], None],
) -> None:
    in_flight: dict[int, bytes] = {}

    def draw() -> Iterator[Job]:
        for number, pending in enumerate(journal.pending()):
            in_flight[number] = pending.path
            yield Job(number, str(root / os.fsdecode(pending.path)), pending.known)

    for outcome in engine.stream(draw()):
        status = journal.note_outcome(in_flight.pop(outcome.number), outcome)
        progress.done += 1
        progress.statuses[status] += 1
        watch(progress)


def _write(
    journal: Journal, out: Path, tally: Tally, progress: Progress, watch: Callable[[Progress], None]
) -> None:
    sink = open_sink(out)
    try:
        held: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        for entry in journal.entries():
            rows = expand(entry)
            tally.add(rows["reports"][0], rows["findings"])
            for table in TABLES:
                held[table.name] += rows[table.name]
            if any(len(waiting) >= ROWS_HELD for waiting in held.values()):
                _hand_over(sink, held)
            progress.done += 1
            watch(progress)
        _hand_over(sink, held)
    except BaseException:
        sink.abandon()
        raise
    sink.close()


def _hand_over(sink: Sink, held: dict[str, list[Row]]) -> None:
    for table in TABLES:
        sink.write(table, held[table.name])
        held[table.name].clear()
