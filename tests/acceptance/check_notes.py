"""Write down what the checker misses and where it speaks without cause: `python -m tests.acceptance.check_notes FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.acceptance.checking import alarms, clean_reports, try_fault
from tests.made.faults import FAULTS

SEEDS = range(8)


def main() -> None:
    """Try every fault, check every clean report, write the misses and the alarms."""
    lines = [
        "# Checking: missed faults and false alarms",
        "",
        "Reproduce: `FAULTS[name].twins(seed)` in tests.made.faults.",
        "",
        "## Missed",
    ]
    for fault in FAULTS.values():
        missed = [outcome for seed in SEEDS if not (outcome := try_fault(fault, seed)).found]
        if missed:
            lines.append(
                f"- **{fault.name}** ({fault.title}; expects {' or '.join(sorted(fault.rules))} at {fault.least}): {len(missed)} of {len(SEEDS)}"
            )
        for outcome in missed[:3]:
            _, clean, faulty = fault.twins(outcome.seed)
            both = zip(clean.paragraphs(), faulty.paragraphs(), strict=False)
            differ = next((b.text for a, b in both if a != b), "(the tables differ)")
            lines.append(f"    - seed {outcome.seed}, {faulty.agency}: {differ[:160]}")
            lines += [
                f"        - said instead: {f.rule} {f.severity}: {f.message[:90]}"
                for f in outcome.said[:3]
            ]
    lines += ["", "## Spoke of a clean twin"]
    for fault in FAULTS.values():
        for seed in SEEDS:
            for finding in try_fault(fault, seed).false_alarms[:1]:
                lines.append(
                    f"- {fault.name}, seed {seed}: {finding.rule} {finding.severity}: {finding.message[:110]} | {finding.where.text[:80]}"
                )
    lines += ["", "## Spoke of a clean report (above a note)"]
    for name, made in clean_reports(range(16)):
        lines += [
            f"- {name}: {f.rule} {f.severity}: {f.message[:110]} | {f.where.text[:80]}"
            for f in alarms(made)
        ]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
