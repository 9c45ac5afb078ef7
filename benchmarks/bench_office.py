"""`python -m benchmarks.bench_office [--requests N]`: the office, beside bare inserts and bare pages of the same database.

Writes RESULTS-office.md: ratios taken in one run, on SQLite and, where it is running, PostgreSQL.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.databases import POSTGRESQL, SQLITE

from benchmarks.results import describe_machine

RESULTS = Path(__file__).with_name("RESULTS-office.md")
HEAD = """# The office, measured

Written by `python -m benchmarks.bench_office`. Ratios are what counts; both sides of each were taken in the same process on
the same database, one after the other. “Verb” is a whole act: who may, the case locked, its history read, folded by the law with
the new entry, chained, stored, projected. “Bare” are the same rows inserted with nothing else, each in its own transaction.
Citizens file over HTTP on a served office (four threads, this machine) while staff read lists and act.

"""
TABLE = """| database | requests | verb, events/s | bare, events/s | ratio | list, ms | bare page, ms | ratio | case, ms | queries list / case | filed by 200 at once | errors | lost |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure on each database, in a process of its own."""
    count = sys.argv[sys.argv.index("--requests") + 1] if "--requests" in sys.argv else "100000"
    facts = "\n".join(describe_machine(["django", "granian", "psycopg", "cryptography"]))
    rows = []
    for database in (SQLITE, POSTGRESQL):
        with tempfile.TemporaryDirectory() as folder:
            environment = database.prepare(Path(folder))
            if environment is None:
                print(f"{database.name} is not on this machine: skipped")
                continue
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.office_worker", database.name, count],
                    env={**os.environ, **environment, "GONGKAI_DEMO": "1"},
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                )
                rows.append(done.stdout.strip().splitlines()[-1])
            finally:
                database.drop(environment)
    text = f"{HEAD}{facts}\n\n{TABLE}" + "\n".join(rows) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
