"""Check made reports: which faults are found, what is said about reports without fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual.checks import Finding, Severity, check_report
from gongkai.annual.model import AnnualReport
from gongkai.annual.reading import read_report
from tests.made.faults import FAULTS, Fault
from tests.made.prose import make_report
from tests.made.report import MadeReport
from tests.made.shapes import SHAPES

RANK = {Severity.NOTE: 0, Severity.QUESTION: 1, Severity.WARNING: 2, Severity.ERROR: 3}


def read(made: MadeReport, shape: str = "html") -> AnnualReport:
    """Print a made report, as a clean page unless said otherwise, and read it."""
    rendered = SHAPES[shape](made, 0)
    return read_report(rendered.data, rendered.name)


def check(made: MadeReport, before: MadeReport | None = None, shape: str = "html") -> list[Finding]:
    """Check a made report, against last year's if there is one."""
    return check_report(read(made, shape), previous=read(before) if before else None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted fault: found by a rule that should, and what that rule said of the clean twin."""

    fault: str
    seed: int
    found: bool
    false_alarms: tuple[Finding, ...]
    said: tuple[Finding, ...]


def try_fault(fault: Fault, seed: int) -> Outcome:
    """Plant a fault and check both twins. The twins are told apart by the rules named, and by nothing else."""
    before, clean, faulty = fault.twins(seed)
    said = tuple(check(faulty, before, fault.shape))
    least = RANK[Severity(fault.least)]
    found = any(f.rule in fault.rules and RANK[f.severity] >= least for f in said)
    alarms = tuple(f for f in check(clean, before) if f.rule in fault.rules)
    return Outcome(fault.name, seed, found, alarms, said)


def clean_reports(seeds: range) -> Iterator[tuple[str, MadeReport]]:
    """Yield consistent reports of every size and both forms."""
    for scale in ("none", "town", "bureau", "county", "city"):
        for seed in seeds:
            yield f"{scale}-2021-{seed}", make_report(seed, scale=scale)
        yield f"{scale}-2019-{seeds.start}", make_report(seeds.start, scale=scale, form="2019")


def alarms(made: MadeReport) -> list[Finding]:
    """Return what is said above the level of a note about a report without fault."""
    return [finding for finding in check(made) if finding.severity is not Severity.NOTE]


def recall(seeds: range) -> dict[str, Counter[str]]:
    """Return for each fault how many were planted and found, and how often its rules spoke of the clean twin."""
    out: dict[str, Counter[str]] = {}
    for fault in FAULTS.values():
        count = out[fault.name] = Counter(planted=0, found=0, alarms=0)
        for seed in seeds:
            outcome = try_fault(fault, seed)
            count.update(planted=1, found=outcome.found, alarms=bool(outcome.false_alarms))
    return out
