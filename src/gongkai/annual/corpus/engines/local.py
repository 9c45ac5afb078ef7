"""The engine that is always there: processes on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import wait

from gongkai.annual.corpus.engines.process import WorkerProcess
from gongkai.annual.corpus.jobs import Job, Order, Outcome, Status

TRIES = 2  # a process may be killed from outside while it reads an innocent file


class LocalEngine:
    """Some supervised processes, fed as they have room. At most two jobs for each are in flight."""

    def __init__(self, order: Order, workers: int) -> None:
        self._order = order
        self._workers: list[WorkerProcess] = []
        try:
            for _ in range(workers):
                self._workers.append(WorkerProcess(order))
            for worker in self._workers:  # they start side by side
                worker.greet(order.rules)
        except BaseException:
            self.close()
            raise
        self._crashes: dict[int, int] = {}

    @property
    def pids(self) -> list[int]:
        """The processes that read."""
        return [worker.pid for worker in self._workers]

    def stream(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """Yield one outcome for each job, as they come."""
        again: deque[Job] = deque()  # not begun when their process died, or worth a second try
        self._crashes.clear()
        while True:
            self._feed(jobs, again)
            busy = {worker.connection: worker for worker in self._workers if worker.held}
            if not busy:
                return
            patience = max(0.0, min(worker.seconds_left for worker in busy.values()))
            ready = wait(list(busy), timeout=patience)
            for connection, worker in busy.items():
                outcome: Outcome | None
                if connection in ready:
                    outcome = worker.take() or self._replace(worker, again, late=False)
                elif worker.seconds_left <= 0:
                    outcome = self._replace(worker, again, late=True)
                else:
                    continue
                if worker.is_spent and not worker.held:
                    self._renew(worker)
                if outcome is not None:
                    yield outcome

    def _feed(self, jobs: Iterator[Job], again: deque[Job]) -> None:
        # Round by round, so that the last few jobs are spread and not held by one.
        for _ in range(2):
            for worker in self._workers:
                if worker.has_room:
                    job = again.popleft() if again else next(jobs, None)
                    if job is None:
                        return
                    worker.give(job)

    def _replace(self, worker: WorkerProcess, again: deque[Job], *, late: bool) -> Outcome | None:
        """Bury a process and start another; None if the file that it died on is tried again."""
        job = worker.at_hand
        outcome, rest = worker.bury(late=late)
        self._renew(worker)
        again.extend(rest)
        if outcome.status is Status.CRASHED:
            crashes = self._crashes[job.number] = self._crashes.get(job.number, 0) + 1
            if crashes < TRIES:
                again.append(job)
                return None
        return outcome

    def _renew(self, worker: WorkerProcess) -> None:
        if worker not in self._workers:  # it was buried, and has its successor
            return
        worker.end()
        successor = WorkerProcess(self._order)
        self._workers[self._workers.index(worker)] = successor
        successor.greet(self._order.rules)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.end()
