"""The journal beside the output: what has been read, so that a run that was killed goes on.

A SQLite file. A result belongs to a content (its SHA-256), the suffix of the file's name and a
version of the rules; a file points at its result. A file whose size and time are those of the
last run is not even opened; one that is new by name or time, but not by content, is hashed and
not read.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gongkai.annual.corpus.jobs import EngineError, Outcome, Status
from gongkai.annual.corpus.survey import Found

LAYOUT = "2"
COMMIT_SECONDS = 1.0  # a kill loses at most so much work
PAGE = 256
MOST_KNOWN = 16  # keys worth sending along with a job

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE results (
    id INTEGER PRIMARY KEY, key TEXT, sha256 TEXT, size INTEGER, suffix TEXT, rules TEXT,
    status TEXT, reason TEXT, reason_en TEXT, packed BLOB, seconds REAL
);
CREATE INDEX results_by_content ON results (rules, size, suffix);
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, run INTEGER, result INTEGER
) WITHOUT ROWID;
CREATE INDEX files_by_result ON files (result);
"""


class JournalError(EngineError):
    """The journal cannot be used: another run holds it, or it cannot be written."""


class JournalDamagedError(JournalError):
    """What is there is not a journal of this layout."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that has no result yet, and the keys of kept results that might be its own."""

    path: bytes
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with its result."""

    path: bytes
    outcome: Outcome


def _suffix(path: bytes) -> str:
    return Path(os.fsdecode(path)).suffix.lower().encode("ascii", "replace").decode()


class Journal:
    """The open journal. One process at a time may hold it."""

    def __init__(self, path: Path, rules: str, root: Path, retry_after: float) -> None:
        """Open or create it. A file that exceeded a limit below `retry_after` is tried again."""
        self._rules = rules
        self._retry_after = retry_after
        self._committed = time.monotonic()
        try:
            self._db = sqlite3.connect(path, timeout=1.0, isolation_level=None)
            self._begin(root)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise JournalError(
                    f"另一个 gongkai corpus 正在写 {path}",
                    f"another gongkai corpus is writing {path}",
                ) from error
            raise JournalError(
                f"无法写 {path}：{error}", f"cannot write {path}: {error}"
            ) from error
        except sqlite3.DatabaseError as error:
            raise JournalDamagedError(
                f"进度文件 {path} 已损坏，请加 --fresh 重新开始",
                f"the journal {path} is damaged; start again with --fresh",
            ) from error

    def _begin(self, root: Path) -> None:
        db = self._db
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            self._set("layout", LAYOUT)
            self._set("run", 0)
        if self._get("layout") != LAYOUT:
            raise sqlite3.DatabaseError("another layout")
        self._run = int(self._get("run") or 0) + 1
        self._set("run", self._run)
        if self._get("root") != os.fsencode(root):
            # The same names below another folder: times and sizes prove nothing, contents still do.
            db.execute("UPDATE files SET mtime_ns = NULL")
            self._set("root", os.fsencode(root))

    def _get(self, key: str) -> Any:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _set(self, key: str, value: str | int | bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Keep what is done, whatever happened, and close."""
        self._db.execute("COMMIT")
        self._db.close()

    def note_files(self, found: Iterator[Found]) -> Iterator[int]:
        """Write down the files of the folder and forget all others; yield the count so far."""
        for count, file in enumerate(found, start=1):
            self._db.execute(
                "INSERT INTO files VALUES (?1, ?2, ?3, ?4, NULL) ON CONFLICT (path) DO UPDATE SET "
                "result = CASE WHEN size = ?2 AND mtime_ns = ?3 THEN result END, "
                "size = ?2, mtime_ns = ?3, run = ?4",
                (file.path, file.size, file.mtime_ns, self._run),
            )
            yield count
        self._db.execute("DELETE FROM files WHERE run <> ?", (self._run,))
        self._db.execute(
            "UPDATE files SET result = NULL WHERE result IN (SELECT id FROM results "
            "WHERE rules <> ? OR status = ? OR (status = ? AND seconds < ?))",
            (self._rules, Status.NOT_OPENED, Status.TIMED_OUT, self._retry_after),
        )
        self._commit()

    def counts(self) -> tuple[int, int]:
        """Return how many files there are, and how many of them have a result."""
        row: tuple[int, int] = self._db.execute(
            "SELECT count(*), count(result) FROM files"
        ).fetchone()
        return row

    def pending(self) -> Iterator[Pending]:
        """Yield the files without a result, in order of path; results may be added meanwhile."""
        last = b""
        while True:
            rows = self._db.execute(
                "SELECT path, size FROM files WHERE result IS NULL AND path > ? "
                "ORDER BY path LIMIT ?",
                (last, PAGE),
            ).fetchall()
            for path, size in rows:
                known = self._db.execute(
                    "SELECT DISTINCT key FROM results "
                    "WHERE rules = ? AND size = ? AND suffix = ? AND key <> '' "
                    "AND NOT (status = ? AND seconds < ?) LIMIT ?",
                    (
                        self._rules,
                        size,
                        _suffix(path),
                        Status.TIMED_OUT,
                        self._retry_after,
                        MOST_KNOWN,
                    ),
                ).fetchall()
                yield Pending(path, tuple(key for (key,) in known))
            if len(rows) < PAGE:
                return
            last = rows[-1][0]

    def note_outcome(self, path: bytes, outcome: Outcome) -> Status:
        """Write down what came of a file; return its status (the kept one if unchanged)."""
        suffix = _suffix(path)
        if outcome.unchanged:
            result, status = self._db.execute(
                "SELECT id, status FROM results WHERE rules = ? AND size = ? AND suffix = ? "
                "AND key = ? ORDER BY id DESC",
                (self._rules, outcome.size, suffix, outcome.key),
            ).fetchone()
        else:
            result, status = self._add(suffix, outcome), outcome.status
        self._db.execute("UPDATE files SET result = ? WHERE path = ?", (result, path))
        if time.monotonic() - self._committed > COMMIT_SECONDS:
            self._commit()
        return Status(status)

    def _add(self, suffix: str, outcome: Outcome) -> int | None:
        return self._db.execute(
            "INSERT INTO results VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                outcome.key,
                outcome.sha256,
                outcome.size,
                suffix,
                self._rules,
                outcome.status,
                outcome.reason,
                outcome.reason_en,
                outcome.packed,
                outcome.seconds,
            ),
        ).lastrowid

    def entries(self) -> Iterator[Entry]:
        """Yield every file with its result, in order of path."""
        rows = self._db.execute(
            "SELECT path, sha256, results.size, status, reason, reason_en, packed "
            "FROM files JOIN results ON result = id ORDER BY path"
        )
        for number, (path, sha256, size, status, reason, reason_en, packed) in enumerate(rows):
            yield Entry(
                path, Outcome(number, Status(status), sha256, size, reason, reason_en, packed)
            )

    def forget_others(self) -> None:
        """Drop the results that no file points at: of files gone, of rules changed."""
        self._db.execute(
            "DELETE FROM results WHERE NOT EXISTS (SELECT 1 FROM files WHERE result = results.id)"
        )
        self._commit()

    def forget_all(self) -> None:
        """Drop everything."""
        self._db.execute("DELETE FROM files")
        self._db.execute("DELETE FROM results")

    def _commit(self) -> None:
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")
        self._committed = time.monotonic()


def start_afresh(path: Path) -> None:
    """Empty a journal, unless another run holds it; one that is damaged is removed."""
    if not path.exists():
        return
    try:
        with Journal(path, "", Path(), 0.0) as journal:
            journal.forget_all()
    except JournalDamagedError:
        for file in list_files(path):
            file.unlink(missing_ok=True)


def list_files(path: Path) -> list[Path]:
    """Return the journal's file and those that SQLite keeps beside it while it is open."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]
