"""Processor time of several things on the same files in the same run, turn and turn about."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.samples import Sample

Task = Callable[[Sample], object]


def time_tasks(samples: Sequence[Sample], tasks: dict[str, Task], repeats: int) -> dict[str, float]:
    """Return for each task the sum over the files of the median of its processor seconds.

    Processor time, for other programs on the machine lengthen the clock's; interleaved, so that
    what slows the machine for a while slows all tasks alike. The first turn warms up and does not
    count.
    """
    seconds: dict[str, list[list[float]]] = {name: [[] for _ in samples] for name in tasks}
    gc.collect()
    for turn in range(repeats + 1):
        for at, sample in enumerate(samples):
            for name, task in tasks.items():
                began = time.process_time()
                task(sample)
                spent = time.process_time() - began
                if turn:
                    seconds[name][at].append(spent)
    return {
        name: sum(statistics.median(times) for times in files) for name, files in seconds.items()
    }
