"""CSV: UTF-8 with a byte-order mark, for without it Excel takes Chinese for something else."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from gongkai.annual.corpus.columns import TABLES, Table, Value
from gongkai.annual.corpus.sinks import place_table, unfinished_name
from gongkai.annual.corpus.sinks.guard import guard_text


class CsvSink:
    """Three CSV files, written line by line."""

    def __init__(self, out: Path) -> None:
        self._paths = {table.name: place_table(out, table) for table in TABLES}
        self._files = ExitStack()
        self._writers = {}
        for table in TABLES:
            file = unfinished_name(self._paths[table.name]).open(
                "w", encoding="utf-8-sig", newline=""
            )
            writer = csv.writer(self._files.enter_context(file), lineterminator="\r\n")
            writer.writerow(column.name for column in table.columns)
            self._writers[table.name] = writer

    def write(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        self._writers[table.name].writerows([guard_text(value) for value in row] for row in rows)

    def close(self) -> None:
        """Put the files in their places."""
        self._files.close()
        for path in self._paths.values():
            unfinished_name(path).replace(path)

    def abandon(self) -> None:
        """Remove the unfinished files."""
        self._files.close()
        for path in self._paths.values():
            unfinished_name(path).unlink(missing_ok=True)
