"""Write down precisely what the reader gets wrong: `python -m tests.acceptance.notes FILE [shape …]`."""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.acceptance.verdicts import Case, Failure, cases, judge
from tests.made.shapes import SHAPES

SEEDS = {
    "none": range(1, 2),
    "town": range(1, 3),
    "bureau": range(1, 6),
    "county": range(1, 4),
    "city": range(1, 3),
}
SHOWN = 12


def main() -> None:
    """Read every case, print a line a shape, write the failures."""
    target, *wanted = sys.argv[1:]
    tally: dict[str, Counter[str]] = {shape: Counter() for shape in SHAPES}
    notes: dict[str, list[str]] = {shape: [] for shape in SHAPES}
    for case in cases(SEEDS):
        if wanted and case.shape not in wanted:
            continue
        start = time.perf_counter()
        failures, crash = _try(case)
        tally[case.shape]["reports"] += 1
        tally[case.shape]["ms"] += round(1000 * (time.perf_counter() - start))
        for failure in failures:
            tally[case.shape][failure.kind] += 1
        if crash:
            tally[case.shape]["crash"] += 1
            notes[case.shape] += [f"- {case}: CRASH", "```", crash, "```"]
        if failures:
            notes[case.shape] += [f"- {case}: {len(failures)} cells"]
            notes[case.shape] += [
                f"    - {f.kind} {f.cell}: expected {f.expected}, got {f.got}, raw {f.raw[:40]!r}, {f.why[:80]}"
                for f in failures[:SHOWN]
            ]
    lines = [
        "# Reading failures, by shape",
        "",
        "Reproduce: `Case(shape, scale, form, seed)` in tests.acceptance.verdicts; `.render()` gives the file.",
        "",
        "| shape | reports | crash | wrong | invented | refused | ms/report |",
        "|---|---|---|---|---|---|---|",
    ]
    for shape, count in tally.items():
        if count["reports"]:
            lines.append(
                f"| {shape} | {count['reports']} | {count['crash']} | {count['wrong']} | {count['invented']} | {count['refused']} | {count['ms'] // count['reports']} |"
            )
    for shape, found in notes.items():
        if found:
            lines += ["", f"## {shape}", *found]
    Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[4 : 6 + sum(1 for c in tally.values() if c["reports"])]))


def _try(case: Case) -> tuple[list[Failure], str]:
    try:
        return judge(case), ""
    except Exception:  # noqa: BLE001  (a crash is one of the things to write down)
        return [], traceback.format_exc(limit=-4)


if __name__ == "__main__":
    main()
