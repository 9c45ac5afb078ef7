"""Ten thousand files through `gongkai corpus`, with one worker and with two."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle
from pathlib import Path

from benchmarks.samples import Sample, make_samples

# What a crawl of government sites brings home, roughly: pages most of all.
MIX = ("html", "html", "html", "html", "docx", "docx", "pdf", "text")
SUFFIXES = {"html": ".html", "docx": ".docx", "pdf": ".pdf", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds of the clock, and of the processor by whose they were.

    Memory in MiB: each process's own peak, summed over as many workers as there are at a time.
    """

    files: int
    workers: int
    seconds: float
    parent_cpu: float
    workers_cpu: float
    parent_mb: float
    workers_mb: float


def write_corpus(folder: Path, count: int) -> None:
    """Write files of which no two are equal, for equal ones would be read once."""
    originals = {kind: cycle(make_samples(kind)) for kind in SUFFIXES}
    for number, kind in zip(range(count), cycle(MIX), strict=False):
        sample: Sample = next(originals[kind])
        path = folder / f"{number // 500:03}" / f"{number:06}{SUFFIXES[kind]}"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(_vary(sample.data, kind, number))


def _vary(data: bytes, kind: str, number: int) -> bytes:
    match kind:
        case "docx":
            out = BytesIO(data)
            with zipfile.ZipFile(out, "a") as package:
                package.comment = str(number).encode()
            return out.getvalue()
        case "pdf":
            return data + f"\n%{number}\n".encode()
        case "html":
            return data + f"<!-- {number} -->".encode()
        case _:
            return data + b"\n" * (number + 1)


def run_command(folder: Path, out: Path, workers: int, count: int) -> Run:
    """Run the command and watch its processes."""
    peaks: dict[int, float] = {}
    spent: dict[int, float] = {}
    began = time.perf_counter()
    command = [sys.executable, "-m", "gongkai", "corpus", str(folder), "--out", str(out)]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0.0), _peak_mb(pid))
                spent[pid] = max(spent.get(pid, 0.0), _cpu_seconds(pid))
            time.sleep(0.1)
    assert process.returncode == 0
    seconds = time.perf_counter() - began
    parent_mb, parent_cpu = peaks.pop(process.pid), spent.pop(process.pid)
    workers_mb = sum(sorted(peaks.values())[-workers:])
    return Run(count, workers, seconds, parent_cpu, sum(spent.values()), parent_mb, workers_mb)


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _peak_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def measure_scaling(count: int) -> Iterator[Run]:
    """Run a tenth of the files and all of them, with one worker and with two."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for folder, files in (("tenth", count // 10), ("all", count)):
            write_corpus(home / folder, files)
            for workers in (1, 2):
                out = home / f"{folder}-{workers}.parquet"
                yield run_command(home / folder, out, workers, files)
