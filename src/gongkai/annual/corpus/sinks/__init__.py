"""Where the three tables go: Parquet, CSV, a workbook, or nowhere (the summary page alone).

`out` is the table of reports; the other two stand beside it: corpus.parquet, corpus.cells.parquet,
corpus.findings.parquet. A workbook holds all three. The summary page is corpus.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gongkai.annual.corpus.columns import REPORTS, TABLES, Table, Value
from gongkai.annual.corpus.jobs import EngineError

KINDS = (".parquet", ".csv", ".xlsx", ".html")
UNFINISHED = ".part"


class Sink(Protocol):
    """Takes rows as they come and holds only a bounded number of them in memory."""

    def write(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows to a table."""

    def close(self) -> None:
        """Finish, and put the files in their places, all at once."""

    def abandon(self) -> None:
        """Give up, and leave what stood there before."""


class Nowhere:
    """For the summary page alone."""

    def write(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Drop the rows."""

    def close(self) -> None:
        """Have nothing to finish."""

    def abandon(self) -> None:
        """Have nothing to leave."""


def place_table(out: Path, table: Table) -> Path:
    """Return the file of a table."""
    return out if table is REPORTS else out.with_name(f"{out.stem}.{table.name}{out.suffix}")


def list_outputs(out: Path) -> list[Path]:
    """Return every file that a run may leave beside `out`, without the journal."""
    if out.suffix.lower() == ".html":
        return [out]
    tables = (
        [out] if out.suffix.lower() == ".xlsx" else [place_table(out, table) for table in TABLES]
    )
    unfinished = [unfinished_name(path) for path in tables]
    return [*tables, *unfinished, out.with_suffix(".html")]


def unfinished_name(path: Path) -> Path:
    """Return the name of a file while it is being written."""
    return path.with_name(path.name + UNFINISHED)


def check_sink(out: Path) -> None:
    """Raise `EngineError`, before hours of reading, for an output that cannot be written."""
    if out.suffix.lower() not in KINDS:
        raise EngineError(
            f"不认识的输出格式 {out.suffix or out.name}：可用 {'、'.join(KINDS)}",
            f"unknown kind of output {out.suffix or out.name}: use one of {', '.join(KINDS)}",
        )
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise EngineError(f"无法写 {out}", f"cannot write {out}")
    if out.suffix.lower() == ".parquet":
        from gongkai.annual.corpus.sinks import parquet  # noqa: F401  (says what to install)


def open_sink(out: Path) -> Sink:
    """Return the sink for a file name that `check_sink` has let through."""
    match out.suffix.lower():
        case ".parquet":
            from gongkai.annual.corpus.sinks.parquet import ParquetSink

            return ParquetSink(out)
        case ".csv":
            from gongkai.annual.corpus.sinks.text import CsvSink

            return CsvSink(out)
        case ".xlsx":
            from gongkai.annual.corpus.sinks.workbook import WorkbookSink

            return WorkbookSink(out)
        case _:
            return Nowhere()
