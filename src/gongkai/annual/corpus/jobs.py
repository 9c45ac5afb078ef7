"""A job is a file to read, an outcome what came of it; both travel between processes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from gongkai.annual.corpus.columns import Value
from gongkai.annual.readers import limits


class Status(StrEnum):
    """What became of a file."""

    READ = "read"
    NOT_A_REPORT = "not_a_report"
    NOT_READABLE = "not_readable"
    NOT_OPENED = "not_opened"  # the file system refused: nothing is known of the content
    FAILED = "failed"  # a fault of the reader or of a check
    CRASHED = "crashed"  # the process died on it
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is made of one report: its row (by column name) and its rows of cells and findings.

    The rows lack what the run knows: the path, and (for cells and findings) agency, year and form.
    """

    report: dict[str, Value]
    cells: list[list[Value]] = field(default_factory=list)
    findings: list[list[Value]] = field(default_factory=list)

    def pack(self) -> bytes:
        """Return it small: a report's hundred and fifty cells take about two kilobytes."""
        content = [self.report, self.cells, self.findings]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        # A damaged file may yield half a surrogate pair, which no output can carry.
        return zlib.compress(text.encode("utf-8", "replace"), level=3)

    @classmethod
    def unpack(cls, packed: bytes) -> Reading:
        """Return what `pack` made small."""
        return cls(*json.loads(zlib.decompress(packed)))


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. `known`: keys of contents that have a result and are not read again."""

    number: int
    path: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `unchanged`: the content is a known one and was not read again.

    `key` stands for all that the result depends on: the file's hash, and that of its waivers.
    """

    number: int
    status: Status
    sha256: str = ""
    size: int = 0
    reason: str = ""
    reason_en: str = ""
    packed: bytes = b""
    seconds: float = 0.0
    unchanged: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with a file, and which version of the rules does it.

    `read` takes the content and the file's path and returns a `Reading`; it raises `NotReadable`
    for a file that it turns away. `version` says by what rules; a result is kept for one version,
    and every process that takes part must have the same. Both are named functions of a module,
    for they are looked up again in other processes.
    """

    read: Callable[[bytes, Path], Reading]
    version: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of wall time, bytes read, bytes of memory in its process."""

    seconds: float = 60.0
    file_bytes: int = limits.MOST_FILE_BYTES
    memory_bytes: int = 2 << 30
    files_per_process: int = (
        2000  # then a fresh process takes over, whatever a C library has leaked
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is told before its first job; one that has other rules is not used."""

    work: Work
    limits: Limits
    rules: str


class Engine(Protocol):
    """Where the work is done.

    `stream` draws jobs as it has room for them and yields outcomes in any order.
    """

    def stream(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """Yield one outcome for each job."""

    def close(self) -> None:
        """Let go of processes and connections."""


class EngineError(Exception):
    """The engine itself cannot work: one line in Chinese, one in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)  # both, or it could not be pickled
        self.chinese = chinese
        self.english = english

    def __str__(self) -> str:
        return f"{self.chinese} / {self.english}"
