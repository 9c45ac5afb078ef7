"""Write down precisely what the reader gets wrong: `python -m tests.acceptance.notes FILE [shape …]`."""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from gongkai.annual.reading import read_report
from tests.acceptance.particulars import judge_particulars, judge_prose
from tests.acceptance.test_particulars import OTHERWISE, REWRITTEN
from tests.acceptance.test_particulars import SEEDS as PARTICULAR
from tests.acceptance.verdicts import Case, Failure, cases, judge
from tests.made.prose import make_report
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
    if not wanted:
        lines += _particulars()
    Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[4 : 6 + sum(1 for c in tally.values() if c["reports"])]))


def _particulars() -> list[str]:
    """Return one line for each kind of slip beside the figures and shape."""
    found: dict[tuple[str, str], list[str]] = {}
    for shape in sorted(set(SHAPES) - OTHERWISE):
        for scale, seed in (*PARTICULAR, ("city", 1), ("bureau", 5), ("town", 6)):
            made = make_report(seed, scale=scale)
            rendered = SHAPES[shape](made, seed)
            try:
                report = read_report(rendered.data, rendered.name)
            except Exception as error:  # noqa: BLE001
                found.setdefault(("unread", shape), []).append(f"{scale} {seed}: {error!r}"[:120])
                continue
            words = () if shape in REWRITTEN else judge_prose(made, report)
            for slip in (*judge_particulars(made, report), *words):
                found.setdefault((slip.what, shape), []).append(
                    f"{scale} {seed}: expected {slip.expected!r}, got {slip.got!r}"
                )
    lines = ["", "## Particulars and words"]
    return [
        *lines,
        *(
            f"- {what} | {shape} | {len(slips)} | e.g. {slips[0]}"
            for (what, shape), slips in sorted(found.items())
        ),
    ]


def _try(case: Case) -> tuple[list[Failure], str]:
    try:
        return judge(case), ""
    except Exception:  # noqa: BLE001  (a crash is one of the things to write down)
        return [], traceback.format_exc(limit=-4)


if __name__ == "__main__":
    main()
