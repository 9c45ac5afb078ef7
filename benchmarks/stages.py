"""Where the time goes: samples of the stack, each booked on the innermost of our stages.

A tracing profiler costs every small function more than it takes; a sample each millisecond of
processor time does not distort. What a C library does is booked on the stage that called it.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Sequence
from types import FrameType

from benchmarks.samples import Sample
from gongkai.annual.checks import check_report
from gongkai.annual.reading import read_report

# The first that a module's name begins with; a frame outside all of them belongs to its caller's
# stage.
STAGES = (
    ("gongkai.annual.readers.lattice", "layout: lines, columns, cells of a page"),
    ("gongkai.annual.readers.ofd_page", "layout: lines, columns, cells of a page"),
    ("gongkai.annual.readers", "parse: the file, by its library"),
    ("gongkai.annual.fitting.prose", "prose: folding, paragraphs, sections"),
    ("gongkai.annual.fitting.fold", "prose: folding, paragraphs, sections"),
    ("gongkai.annual.fitting.outline", "prose: folding, paragraphs, sections"),
    ("gongkai.annual.fitting.particulars", "prose: folding, paragraphs, sections"),
    ("gongkai.annual.fitting", "fit: rows by label, values by place"),
    ("gongkai.annual.checks", "checks"),
    ("gongkai.annual.reading", "parse: the file, by its library"),
)
INTERVAL = 0.001


def _stage(frame: FrameType | None) -> tuple[str, str]:
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        for prefix, stage in STAGES:
            if module == prefix or module.startswith(prefix + "."):
                return stage, f"{module.removeprefix('gongkai.annual.')}.{frame.f_code.co_name}"
        frame = frame.f_back
    return "other", "other"


def sample_stages(samples: Sequence[Sample], rounds: int) -> tuple[Counter[str], Counter[str]]:
    """Return how many samples of the stack fell into each stage, and into each function."""
    stages: Counter[str] = Counter()
    functions: Counter[str] = Counter()

    def book(_number: int, frame: FrameType | None) -> None:
        stage, function = _stage(frame)
        stages[stage] += 1
        functions[function] += 1

    before = signal.signal(signal.SIGPROF, book)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        for _ in range(rounds):
            for sample in samples:
                check_report(read_report(sample.data, sample.name))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return stages, functions
