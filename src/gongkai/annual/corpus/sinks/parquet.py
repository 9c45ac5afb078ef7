"""Parquet: typed columns, each with its description, in row groups of a bounded size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai.annual.corpus.columns import TABLES, Kind, Table, Value
from gongkai.annual.corpus.jobs import EngineError
from gongkai.annual.corpus.sinks import place_table, unfinished_name

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise EngineError(
        "写 Parquet 需要 pyarrow：pip install 'gongkai[corpus]'",
        "Parquet needs pyarrow: pip install 'gongkai[corpus]'",
    ) from error

ROW_GROUP = 1 << 16

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
}


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                metadata={"description": column.english, "说明": column.chinese},
            )
            for column in table.columns
        ]
    )


class ParquetSink:
    """Three Parquet files."""

    def __init__(self, out: Path) -> None:
        self._paths = {table.name: place_table(out, table) for table in TABLES}
        self._schemas = {table.name: _schema(table) for table in TABLES}
        self._writers = {
            name: pq.ParquetWriter(
                unfinished_name(path), self._schemas[name], compression="zstd", store_schema=True
            )
            for name, path in self._paths.items()
        }
        # Arrow holds a waiting row in a tenth of what Python objects take.
        self._waiting: dict[str, list[pa.RecordBatch]] = {name: [] for name in self._paths}

    def write(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows; a row group is written when it is full."""
        if not rows:
            return
        schema, waiting = self._schemas[table.name], self._waiting[table.name]
        columns = zip(schema, zip(*rows, strict=True), strict=True)
        waiting.append(
            pa.record_batch([pa.array(column, field.type) for field, column in columns], schema)
        )
        if sum(batch.num_rows for batch in waiting) >= ROW_GROUP:
            self._flush(table.name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting[name]
        if waiting:
            self._writers[name].write_table(
                pa.Table.from_batches(waiting, self._schemas[name]), row_group_size=ROW_GROUP
            )
            waiting.clear()

    def close(self) -> None:
        """Write what waits and put the files in their places."""
        for name, writer in self._writers.items():
            self._flush(name)
            writer.close()
        for path in self._paths.values():
            unfinished_name(path).replace(path)

    def abandon(self) -> None:
        """Remove the unfinished files."""
        for writer in self._writers.values():
            writer.close()
        for path in self._paths.values():
            unfinished_name(path).unlink(missing_ok=True)
