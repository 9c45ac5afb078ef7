"""Counts by agency, year, form, format and rule, in a database of their own to spare memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.annual.corpus.columns import FINDINGS, REPORTS, Value

_AT = {column.name: index for index, column in enumerate(REPORTS.columns)}
_RULE, _SEVERITY, _WAIVED = (FINDINGS.position(name) for name in ("rule", "severity", "waived"))

GROUPS = ("agency", "year", "form", "kind")


@dataclass(frozen=True, slots=True)
class Count:
    """Reports of one agency, year, form or format, and the findings on them that nobody waived."""

    name: str
    reports: int
    faulty: int  # reports with at least one error
    errors: int
    warnings: int
    questions: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """Findings of a rule at one severity, and the reports that have any."""

    rule: str
    severity: str
    findings: int
    reports: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Files that were not read, for one reason."""

    status: str
    reason: str
    reason_en: str
    files: int


class Tally:
    """The counts of a corpus, taken file by file."""

    def __init__(self) -> None:
        # An empty name is a temporary database: on disk as far as it outgrows its cache.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF;"
            "CREATE TABLE counts (what, name, reports, faulty, errors, warnings, questions,"
            " PRIMARY KEY (what, name)) WITHOUT ROWID;"
            "CREATE TABLE rules (rule, severity, findings, reports,"
            " PRIMARY KEY (rule, severity)) WITHOUT ROWID;"
            "CREATE TABLE reasons (status, reason, reason_en, files,"
            " PRIMARY KEY (status, reason)) WITHOUT ROWID;"
            "BEGIN"
        )

    def add(self, report: Sequence[Value], findings: Iterable[Sequence[Value]]) -> None:
        """Count one file."""
        if report[_AT["status"]] != "read":
            self._db.execute(
                "INSERT INTO reasons VALUES (?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET files = files + 1",
                [report[_AT[name]] for name in ("status", "reason", "reason_en")],
            )
            return
        counts = [report[_AT[name]] or 0 for name in ("errors", "warnings", "questions")]
        self._db.executemany(
            "INSERT INTO counts VALUES (?, ?, 1, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET reports = reports + 1,"
            " faulty = faulty + excluded.faulty, errors = errors + excluded.errors,"
            " warnings = warnings + excluded.warnings, questions = questions + excluded.questions",
            [
                (what, "" if name is None else str(name), int(bool(counts[0])), *counts)
                for what, name in [("all", ""), *((group, report[_AT[group]]) for group in GROUPS)]
            ],
        )
        rules: dict[tuple[Value, Value], int] = {}
        for finding in findings:
            if not finding[_WAIVED]:
                key = (finding[_RULE], finding[_SEVERITY])
                rules[key] = rules.get(key, 0) + 1
        self._db.executemany(
            "INSERT INTO rules VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET"
            " findings = findings + excluded.findings, reports = reports + 1",
            [(*key, count) for key, count in rules.items()],
        )

    def total(self) -> Count:
        """Return the count over all reports."""
        return next(iter(self._select("all", "name", 1)), Count("", 0, 0, 0, 0, 0))

    def by(self, group: str, *, most: int = -1) -> list[Count]:
        """Return the counts of a group of `GROUPS`, most errors first; years in order."""
        return self._select(
            group,
            "name" if group == "year" else "errors DESC, warnings DESC, reports DESC, name",
            most,
        )

    def _select(self, what: str, order: str, most: int) -> list[Count]:
        rows = self._db.execute(
            "SELECT name, reports, faulty, errors, warnings, questions FROM counts"  # noqa: S608  (our own words)
            f" WHERE what = ? ORDER BY {order} LIMIT ?",
            (what, most),
        )
        return [Count(*row) for row in rows]

    def number_of(self, group: str) -> int:
        """Return how many names a group has."""
        row: tuple[int] = self._db.execute(
            "SELECT count(*) FROM counts WHERE what = ?", (group,)
        ).fetchone()
        return row[0]

    def rules(self) -> list[RuleCount]:
        """Return the findings by rule, the gravest and then the most frequent first."""
        rows = self._db.execute(
            "SELECT rule, severity, findings, reports FROM rules"
            " ORDER BY CASE severity WHEN 'error' THEN 0"
            " WHEN 'warning' THEN 1 WHEN 'question' THEN 2 ELSE 3 END, findings DESC, rule"
        )
        return [RuleCount(*row) for row in rows]

    def reasons(self, *, most: int = -1) -> list[ReasonCount]:
        """Return why files were not read, the most frequent first."""
        rows = self._db.execute(
            "SELECT status, reason, reason_en, files FROM reasons"
            " ORDER BY files DESC, status, reason LIMIT ?",
            (most,),
        )
        return [ReasonCount(*row) for row in rows]

    def unread(self) -> int:
        """Return how many files were not read."""
        row: tuple[int] = self._db.execute("SELECT coalesce(sum(files), 0) FROM reasons").fetchone()
        return row[0]

    def close(self) -> None:
        """Let the database go."""
        self._db.close()
