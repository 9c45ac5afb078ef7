"""Break many files and read them: `python -m tests.fuzz --count 100000 --seed 1`.

`--case N` runs one case again, in this process, with its traceback.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from gongkai.annual.reading import read_report
from tests.fuzz.cases import make_case
from tests.fuzz.runner import run_all


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--case", type=int, help="run this case alone and show what happens")
    options = parser.parse_args()
    if options.case is not None:
        data, name, shape = make_case(options.seed, options.case)
        print(f"{shape}, {len(data)} bytes, {name!r}")
        read_report(data, name)
        return 0
    failures, slowest = run_all(options.seed, options.first, options.count, options.jobs)
    print(f"\n{options.count} files, {len(failures)} failures, slowest {slowest:.2f} s")
    for (what, where), times in Counter((f.what, f.where) for f in failures).most_common(40):
        first = next(f for f in failures if (f.what, f.where) == (what, where))
        print(f"{times:6}  {where}  {what}  (first: case {first.number}, {first.shape})")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
