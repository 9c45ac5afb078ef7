"""The results as a page of Markdown."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.scaling import Run

LIBRARIES = ("pypdfium2", "lxml", "openpyxl", "pdfplumber", "pandas", "python-docx")


@dataclass(frozen=True, slots=True)
class Measured:
    """One format: processor milliseconds a file, and cells right of the true ones."""

    kind: str
    files: int
    floor: str
    floor_ms: float
    read_ms: float
    check_ms: float
    right: int
    wrong: int
    cells: int
    other: str = ""
    other_ms: float = 0.0
    other_right: int = 0


def describe_machine(libraries: Sequence[str] = LIBRARIES) -> list[str]:
    """Return what the figures depend on."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return [
        f"- {model}, {os.cpu_count()} processors; load at the start {os.getloadavg()[0]:.1f}",
        f"- {platform.python_implementation()} {platform.python_version()}, {platform.system()}",
        f"- {versions}",
    ]


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table, all columns but the first right-aligned."""
    return [
        "| " + " | ".join(heading) + " |",
        "|---|" + "---:|" * (len(heading) - 1),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def show_formats(measured: Sequence[Measured]) -> list[str]:
    """Return the table of the formats against the floor."""
    return table(
        ("format", "files", "the least", "ms", "read", "check", "read + check", "÷ the least"),
        (
            (
                m.kind,
                str(m.files),
                m.floor,
                f"{m.floor_ms:.2f}",
                f"{m.read_ms:.1f}",
                f"{m.check_ms:.1f}",
                f"{m.read_ms + m.check_ms:.1f}",
                f"{(m.read_ms + m.check_ms) / m.floor_ms:.2f}",
            )
            for m in measured
        ),
    )


def show_alternatives(measured: Sequence[Measured]) -> list[str]:
    """Return the table of cells right, ours beside what a user would take instead."""
    return table(
        ("format", "cells", "ours right", "ours wrong", "instead", "right", "ms", "÷ ours"),
        (
            (
                m.kind,
                str(m.cells),
                str(m.right),
                str(m.wrong),
                m.other or "—",
                str(m.other_right) if m.other else "—",
                f"{m.other_ms:.1f}" if m.other else "—",
                f"{m.other_ms / (m.read_ms + m.check_ms):.1f}" if m.other else "—",
            )
            for m in measured
        ),
    )


def show_stages(stages: dict[str, Counter[str]]) -> list[str]:
    """Return each format's time by stage, in per cent."""
    names = sorted({name for counts in stages.values() for name in counts})
    return table(
        ("stage", *stages),
        (
            (name, *(f"{100 * counts[name] / counts.total():.0f} %" for counts in stages.values()))
            for name in names
        ),
    )


def show_functions(functions: dict[str, Counter[str]], most: int) -> list[str]:
    """Return the functions in which most time goes, with what they call outside our stages."""
    return [
        f"- {kind}: "
        + ", ".join(
            f"`{name}` {100 * count / counts.total():.0f} %"
            for name, count in counts.most_common(most)
        )
        for kind, counts in functions.items()
    ]


def show_scaling(runs: Sequence[Run]) -> list[str]:
    """Return the table of the corpus runs."""
    alone = {run.files: run.seconds for run in runs if run.workers == 1}
    return table(
        (
            "files",
            "workers",
            "seconds",
            "files a second",
            "speed-up",
            "processor s, parent",
            "processor s, workers",
            "parent MiB",
            "workers MiB",
        ),
        (
            (
                f"{run.files:,}",
                str(run.workers),
                f"{run.seconds:.0f}",
                f"{run.files / run.seconds:.0f}",
                f"{alone[run.files] / run.seconds:.2f}",
                f"{run.parent_cpu:.0f}",
                f"{run.workers_cpu:.0f}",
                f"{run.parent_mb:.0f}",
                f"{run.workers_mb:.0f}",
            )
            for run in runs
        ),
    )
