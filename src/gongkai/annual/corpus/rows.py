"""A report and its findings as rows of the three tables."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from functools import cache

from gongkai.annual.checks.finding import Finding, Severity
from gongkai.annual.corpus.columns import CELLS, FINDINGS, REPORTS, Value
from gongkai.annual.corpus.jobs import Reading
from gongkai.annual.corpus.journal import Entry
from gongkai.annual.corpus.survey import show_path
from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, Cell, CellId, Number, State

Row = list[Value]


def lay_out(report: AnnualReport, findings: list[Finding]) -> Reading:
    """Return a report and its findings as rows."""
    open_findings = Counter(finding.severity for finding in findings if finding.waived is None)
    period = report.period
    return Reading(
        {
            "agency": report.agency,
            "year": report.year,
            "form": report.form,
            "title": report.title,
            "kind": report.source.kind,
            "other_forms": " ".join(
                f"{table}={form}" for table, form in report.other_forms.items()
            ),
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "pages": report.source.pages,
            "cells": len(report.cells),
            "numbers": sum(cell.state is State.NUMBER for cell in report.cells.values()),
            "errors": open_findings[Severity.ERROR],
            "warnings": open_findings[Severity.WARNING],
            "questions": open_findings[Severity.QUESTION],
            "notes": open_findings[Severity.NOTE],
            "waived": sum(finding.waived is not None for finding in findings),
            "remarks": "；".join(report.remarks),
        },
        [_lay_cell(report, id_, cell) for id_, cell in report.cells.items()],
        [_lay_finding(finding) for finding in findings],
    )


def _number(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


@cache
def _label(form: str, id_: CellId) -> str:
    return load_form(form).label(id_)


def _lay_cell(report: AnnualReport, id_: CellId, cell: Cell) -> Row:
    place = cell.place
    return [
        *id_,
        _label(report.other_forms.get(id_.table, report.form), id_),
        str(cell.state),
        _number(cell.value),
        cell.raw,
        cell.note,
        " ".join(cell.derived),
        cell.why,
        place.page if place else None,
        place.describe() if place else "",
    ]


def _lay_finding(finding: Finding) -> Row:
    where = finding.where
    return [
        finding.rule,
        str(finding.severity),
        finding.message,
        finding.message_en,
        where.section,
        " ".join(str(cell) for cell in where.cells),
        where.text,
        where.place.describe() if where.place else "",
        finding.basis,
        json.dumps(dict(finding.compared), ensure_ascii=False, default=str, sort_keys=True),
        finding.waived is not None,
        finding.id,
    ]


def expand(entry: Entry) -> dict[str, list[Row]]:
    """Return the full rows of a file, by table: what was read, and what the run knows of it."""
    outcome = entry.outcome
    path = show_path(entry.path)
    reading = Reading.unpack(outcome.packed) if outcome.packed else Reading({})
    known: dict[str, Value] = {
        **reading.report,
        "path": path,
        "status": str(outcome.status),
        "reason": outcome.reason,
        "reason_en": outcome.reason_en,
        "size": outcome.size,
        "sha256": outcome.sha256,
    }
    who: Row = [path, *(reading.report.get(name) for name in ("agency", "year", "form"))]
    return {
        REPORTS.name: [[known.get(column.name) for column in REPORTS.columns]],
        CELLS.name: [who + row for row in reading.cells],
        FINDINGS.name: [who + row for row in reading.findings],
    }
