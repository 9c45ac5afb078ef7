"""`python -m benchmarks [--small]`: measure, and write RESULTS.md (--small only prints)."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks.alternatives import ALTERNATIVES, count_right
from benchmarks.floors import FLOORS
from benchmarks.results import (
    Measured,
    describe_machine,
    show_alternatives,
    show_formats,
    show_functions,
    show_scaling,
    show_stages,
)
from benchmarks.samples import FORMATS, Sample, find_published, make_samples
from benchmarks.scaling import Run, measure_scaling
from benchmarks.stages import sample_stages
from benchmarks.timing import time_tasks
from gongkai.annual.checks import check_report
from gongkai.annual.reading import read_report

SMALL = "--small" in sys.argv
REPEATS = 1 if SMALL else 9
FILES = 100 if SMALL else 10_000
PUBLISHED_KINDS = ("pdf", "html")
RESULTS = Path(__file__).with_name("RESULTS.md")

INTRODUCTION = """
Written by `make bench`. Times are processor milliseconds a file, the median of interleaved repeats
on the same files in the same run; ratios are what counts. The files are made reports (`tests/made`)
and `examples/`; “published” are real reports kept beside the project, where they are. A made PDF
embeds no font, so that a good half of its time is the library's search for a substitute.
"""
ALTERNATIVES_SAY = """
“Right” are figures read at their places out of the true ones. Of a library's tables a row counts as
found if it contains the row's label, and then each figure at its place
(`benchmarks/alternatives.py`); ours are the cells of the report, by address. Our time includes the
checks, theirs has none to include.
"""
STAGES_SAY = """
Samples of the stack, each booked on the innermost of our stages; a C library on the stage that
calls it.
"""
SCALING_SAYS = """
`gongkai corpus` into Parquet: half pages, a quarter Word, an eighth each PDF and text. Seconds and
speed-up are of the clock and suffer from other load; processor seconds do not. Memory is the peak
of the parent, and the sum of the peaks of the workers.
"""


def measure(kind: str, samples: list[Sample], title: str = "") -> Measured:
    """Measure one format; `title` is what the page calls it if not by its name."""
    floor_name, floor = FLOORS[kind]
    reports = {id(sample): read_report(sample.data, sample.name) for sample in samples}
    seconds = time_tasks(
        samples,
        {
            "floor": lambda sample: floor(sample.data),
            "read": lambda sample: read_report(sample.data, sample.name),
            "check": lambda sample: check_report(reports[id(sample)]),
        },
        REPEATS,
    )
    right = wrong = 0
    for sample in samples:
        read = {id_: reports[id(sample)].value(*id_) for id_ in sample.truth}
        right += sum(read[id_] == value for id_, value in sample.truth.items())
        wrong += sum(read[id_] not in {None, value} for id_, value in sample.truth.items())
    each = 1000 / len(samples)
    other, other_ms, other_right = "", 0.0, 0
    if kind in ALTERNATIVES:
        other, take = ALTERNATIVES[kind]
        spent = time_tasks(samples, {"other": lambda sample: take(sample.data)}, min(REPEATS, 3))
        other_ms = spent["other"] * each
        other_right = sum(count_right(take(sample.data), sample) for sample in samples)
    return Measured(
        title or kind,
        len(samples),
        floor_name,
        seconds["floor"] * each,
        seconds["read"] * each,
        seconds["check"] * each,
        right,
        wrong,
        sum(len(sample.truth) for sample in samples),
        other,
        other_ms,
        other_right,
    )


def show(
    machine: list[str],
    measured: list[Measured],
    stages: dict[str, Counter[str]],
    functions: dict[str, Counter[str]],
    runs: list[Run],
) -> str:
    """Return the page."""
    parts = [
        "# What reading and checking cost",
        INTRODUCTION,
        *machine,
        "",
        "## Against the least that any reader must do",
        "",
        *show_formats(measured),
        "",
        "## Beside what a user would take instead",
        ALTERNATIVES_SAY,
        *show_alternatives(measured),
        "",
        "## Where the time goes",
        STAGES_SAY,
        *show_stages(stages),
        "",
        "The functions with most of it, with what they call in libraries:",
        "",
        *show_functions(functions, 6),
        "",
    ]
    if runs:
        parts += ["## Ten thousand files", SCALING_SAYS, *show_scaling(runs), ""]
    return "\n".join(parts)


def main() -> None:
    """Measure everything, one thing after the other; what is done is written at once."""
    machine = describe_machine()
    measured, stages, functions = [], {}, {}
    for kind in FORMATS:
        samples = make_samples(kind)
        measured.append(measure(kind, samples))
        stages[kind], functions[kind] = sample_stages(samples, 1 if SMALL else 6)
        if kind in PUBLISHED_KINDS and (published := find_published(kind)):
            measured.append(measure(kind, published, f"{kind}, published"))
        print(f"{kind}: measured", file=sys.stderr)
    runs: list[Run] = []
    text = show(machine, measured, stages, functions, runs)
    if not SMALL:
        RESULTS.write_text(text, encoding="utf-8")
    for run in measure_scaling(FILES):
        runs.append(run)
        text = show(machine, measured, stages, functions, runs)
        if not SMALL:
            RESULTS.write_text(text, encoding="utf-8")
        print(f"{run.files} files, {run.workers} workers: {run.seconds:.0f} s", file=sys.stderr)
    print(text)


if __name__ == "__main__":
    main()
