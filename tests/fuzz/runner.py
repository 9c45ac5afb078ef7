"""Many cases in worker processes with bounded memory, so that a crash of a library is told by its case."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from tests.fuzz.cases import SECONDS, Failure, run_case

_BATCH = 250
_MEMORY = 3 << 30


class TooSlow(BaseException):
    """No reader may catch it."""


def _stop(signum, frame):
    raise TooSlow


def _start_worker() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGALRM, _stop)


def _run_batch(seed: int, numbers: list[int]) -> tuple[list[Failure], float]:
    failures, slowest = [], 0.0
    for number in numbers:
        signal.setitimer(signal.ITIMER_REAL, 4 * SECONDS)
        try:
            failure, seconds = run_case(seed, number)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, seconds)
        if failure:
            failures.append(failure)
    return failures, slowest


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_start_worker
    )


def _run_singly(seed: int, numbers: list[int]) -> list[Failure]:
    """Find the case at which a worker died."""
    failures = []
    for number in numbers:
        with _pool(1) as pool:
            try:
                failures += pool.submit(_run_batch, seed, [number]).result()[0]
            except BrokenProcessPool:
                failures.append(Failure(number, "", "the process died", "", 0.0))
    return failures


def run_all(seed: int, first: int, count: int, jobs: int) -> tuple[list[Failure], float]:
    todo = [
        list(range(at, min(at + _BATCH, first + count)))
        for at in range(first, first + count, _BATCH)
    ]
    failures: list[Failure] = []
    slowest, done, started = 0.0, 0, time.monotonic()
    while todo:
        broken: list[list[int]] = []
        with _pool(jobs) as pool:
            futures: dict[Future, list[int]] = {
                pool.submit(_run_batch, seed, numbers): numbers for numbers in todo
            }
            for future in as_completed(futures):
                try:
                    found, seconds = future.result()
                except BrokenProcessPool:
                    broken.append(futures[future])
                    continue
                failures += found
                slowest = max(slowest, seconds)
                done += len(futures[future])
                print(
                    f"\r{done}/{count}  {len(failures)} failures  slowest {slowest:.2f} s  "
                    f"{done / (time.monotonic() - started):.0f}/s",
                    end="", file=sys.stderr, flush=True,
                )  # fmt: skip
        # When a worker dies every batch under way is lost: one of the first is to blame.
        todo = broken
        if todo:
            failures += _run_singly(seed, todo.pop(0))
    return failures, slowest
