"""One supervised process: who is in it, what it has been given, and what became of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection

from gongkai.annual.corpus.jobs import EngineError, Job, Order, Outcome, Status
from gongkai.annual.corpus.worker import fingerprint

AHEAD = 2  # jobs that a process holds: the one it reads and the next, so that it never waits for us
START_SECONDS = 60.0

_BOOT = (
    "import sys; sys.path[:] = sys.argv[2:]\n"
    "from gongkai.annual.corpus.worker import main; main(int(sys.argv[1]))"
)


class WorkerProcess:
    """A process that reads files, and the one end of its connection that is ours.

    Answers come in the order of the jobs. So when it dies, the job that killed it is the first
    one unanswered; and when that one is late, the process can be ended for it. The standard
    library's pool tells neither.
    """

    def __init__(self, order: Order) -> None:
        self.limits = order.limits
        self.given = 0
        self._held: deque[Job] = deque()
        self._since = time.monotonic()
        ours, theirs = socket.socketpair()
        self.connection = Connection(ours.detach())
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
                [sys.executable, "-c", _BOOT, str(theirs.fileno()), *sys.path],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # what a C library prints is not for the user's screen
                stderr=subprocess.DEVNULL,
            )
        with suppress(BrokenPipeError, ConnectionResetError):  # `greet` says why
            self.connection.send(order)

    def greet(self, rules: str) -> None:
        """Wait until it is ready; `EngineError` if it cannot start or has other rules."""
        word, detail = "failed", f"no answer in {START_SECONDS:.0f} s"
        try:
            if self.connection.poll(START_SECONDS):
                word, detail = self.connection.recv()
        except (EOFError, ConnectionResetError):
            detail = f"it ended at once, status {self._process.wait()}"
        if word == "failed":
            raise EngineError(
                f"读取进程无法启动：{detail.strip().splitlines()[-1]}",
                f"a reading process cannot start: {detail.strip().splitlines()[-1]}",
            )
        if detail != rules:
            raise EngineError(
                f"读取一方的规则版本是 {detail}，本机是 {rules}，请安装同一版本",
                f"the reading side has rules {detail}, here {rules}: install the same",
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def held(self) -> int:
        """How many jobs wait for their answer."""
        return len(self._held)

    @property
    def at_hand(self) -> Job:
        """The job that is being read."""
        return self._held[0]

    @property
    def has_room(self) -> bool:
        """Whether it can be given another job now, and is not yet to be replaced."""
        return len(self._held) < AHEAD and not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether it has read as many files as one process may."""
        return self.given >= self.limits.files_per_process

    @property
    def seconds_left(self) -> float:
        """How long the job at hand may still take."""
        return self._since + self.limits.seconds - time.monotonic()

    def give(self, job: Job) -> None:
        """Hand over a job."""
        if not self._held:
            self._since = time.monotonic()
        self._held.append(job)
        self.given += 1
        # If it is dead, `take` finds out, and on what.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(job)

    def take(self) -> Outcome | None:
        """Return the answer that is there, or None if the process has died."""
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, ConnectionResetError):
            return None
        self._held.popleft()
        self._since = time.monotonic()
        return outcome

    def bury(self, *, late: bool) -> tuple[Outcome, list[Job]]:
        """End the process over the job at hand; return its outcome, and the jobs not begun."""
        if late:
            self._process.kill()
        status = self._process.wait()
        self.connection.close()
        job, *rest = self._held
        self._held.clear()
        key, sha256, size = fingerprint(job.path)
        seconds = self.limits.seconds
        if late:
            return (
                Outcome(
                    job.number,
                    Status.TIMED_OUT,
                    sha256,
                    size,
                    f"超过时限 {seconds:g} 秒，已中止",
                    f"took longer than {seconds:g} s and was ended",
                    seconds=seconds,
                    key=key,
                ),
                rest,
            )
        cause, cause_en = _describe_exit(status)
        return (
            Outcome(
                job.number,
                Status.CRASHED,
                sha256,
                size,
                f"读取进程崩溃（{cause}）",
                f"the reading process died ({cause_en})",
                key=key,
            ),
            rest,
        )

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self._process.kill()
        self._process.wait()


def _describe_exit(status: int) -> tuple[str, str]:
    if status >= 0:
        return f"退出码 {status}", f"exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    return f"信号 {name}", f"signal {name}"
