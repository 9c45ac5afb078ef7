"""The process that reads files: one at a time, as they come through its connection.

A C library that crashes takes this process with it and nothing else; so does a file that will not
end.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from gongkai.annual.corpus.jobs import Job, Limits, Order, Outcome, Status, Work
from gongkai.annual.corpus.survey import WAIVERS_SUFFIX
from gongkai.annual.errors import NotAReport, NotReadable

ORPHAN_SECONDS = (
    10.0  # how long after the limit a process ends itself, when nobody is left to end it
)


def read_job(job: Job, work: Work, limits: Limits) -> Outcome:
    """Read one file; whatever is wrong with it is an outcome, never an exception."""
    began = time.perf_counter()
    try:
        data = _load(job.path, limits.file_bytes)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Outcome(
            job.number,
            Status.NOT_OPENED,
            "",
            0,
            f"无法打开：{reason}",
            f"cannot be opened: {reason}",
        )
    except NotReadable as error:
        size = Path(job.path).stat().st_size
        return Outcome(job.number, Status.NOT_READABLE, "", size, error.chinese, error.english)
    sha256 = hashlib.sha256(data).hexdigest()
    key = _key(sha256, job.path)
    if key in job.known:
        return Outcome(job.number, Status.READ, sha256, len(data), unchanged=True, key=key)
    status, chinese, english, packed = _apply(work, data, Path(job.path))
    seconds = time.perf_counter() - began
    return Outcome(
        job.number, status, sha256, len(data), chinese, english, packed, seconds, key=key
    )


def _key(sha256: str, path: str) -> str:
    """Return what a result depends on besides the rules: the content, and the file of waivers."""
    try:
        waivers = Path(path + WAIVERS_SUFFIX).read_bytes()
    except OSError:
        return sha256
    return f"{sha256}+{hashlib.sha256(waivers).hexdigest()}"


def _load(path: str, most: int) -> bytes:
    with Path(path).open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise NotReadable(
            f"文件超过 {most >> 20} MiB，未读取", f"the file is larger than {most >> 20} MiB"
        )
    return data


def fingerprint(path: str) -> tuple[str, str, int]:
    """Return key, hash and size of a file whose reader has died; empty if it cannot be opened."""
    try:
        with Path(path).open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return _key(sha256, path), sha256, os.fstat(file.fileno()).st_size
    except OSError:
        return "", "", 0


def _apply(work: Work, data: bytes, path: Path) -> tuple[Status, str, str, bytes]:
    try:
        return Status.READ, "", "", work.read(data, path).pack()
    except NotAReport as error:
        return Status.NOT_A_REPORT, error.chinese, error.english, b""
    except NotReadable as error:
        return Status.NOT_READABLE, error.chinese, error.english, b""
    except MemoryError:
        return Status.FAILED, "所需内存超过限额", "needs more memory than one file is allowed", b""
    except Exception as error:  # noqa: BLE001  (one bad file is a row with its reason, never a stop)
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        return Status.FAILED, f"程序出错：{what}", f"a fault of the program: {what}", b""


def serve(connection: Connection) -> None:
    """Take the order, say the version of the rules, then answer jobs until the other end closes."""
    try:
        order: Order = connection.recv()
        work, limits = order.work, order.limits
        _bound_memory(limits.memory_bytes)
        connection.send(("ready", work.version()))
    except EOFError:
        return
    except Exception:  # noqa: BLE001  (the parent says it: this process has no voice of its own)
        connection.send(("failed", traceback.format_exc(limit=-3)))
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while True:
            try:
                job: Job = connection.recv()
            except EOFError:
                return
            # The parent ends a process that is late. Should the parent be gone, nobody would: so
            # this does.
            faulthandler.dump_traceback_later(
                limits.seconds + ORPHAN_SECONDS, exit=True, file=nowhere
            )
            outcome = read_job(job, work, limits)
            faulthandler.cancel_dump_traceback_later()
            try:
                connection.send(outcome)
            except BrokenPipeError:
                return


def _bound_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # no such thing on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > most:
        with suppress(
            OSError, ValueError
        ):  # where the system knows the limit but does not grant it
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def main(descriptor: int) -> None:
    """Run as a process of its own on an inherited descriptor."""
    # Ctrl-C reaches the whole group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(descriptor)
    try:
        serve(connection)
    finally:
        connection.close()
    sys.stdout.flush()
