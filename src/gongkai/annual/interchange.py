"""The interchange form of a report: the JSON that `gongkai read --json` prints and outside checks rely on.

The keys of `design.md` are a promise; others stand beside them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, Cell, CellId, Number


def to_json(report: AnnualReport) -> dict[str, Any]:
    """Return a report as plain values: numbers or None for cells, `doubts` for every None."""
    return {
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "table2": _table2(report),
        "table3": _rows(report, "table3"),
        "table4": _rows(report, "table4"),
        "doubts": [doubt.as_json() for doubt in report.doubts()],
        "derived": {
            str(id_): list(cell.derived) for id_, cell in report.cells.items() if cell.derived
        },
        "notes": {str(id_): cell.note for id_, cell in report.cells.items() if cell.note},
        "evidence": {
            str(id_): cell.place.as_json()
            for id_, cell in report.cells.items()
            if cell.place is not None
        },
        "other_forms": dict(report.other_forms),
        "period": (
            {"start": report.period.start, "end": report.period.end} if report.period else None
        ),
        "contact": {
            name: getattr(report.contact, name)
            for name in report.contact.__slots__
            if getattr(report.contact, name)
        },
        "citations": [
            {"number": citation.number, "title": citation.title, "span": _span(citation.span)}
            for citation in report.citations
        ],
        "sections": [
            {
                "kind": section.kind,
                "number": section.number,
                "title": section.title,
                "span": _span(section.span),
                "place": _place(report, section.span.start),
                "subsections": [
                    {"number": part.number, "title": part.title, "span": _span(part.span)}
                    for part in section.subsections
                ],
            }
            for section in report.sections
        ],
        "text": report.prose.text,
        "source": {
            "name": report.source.name,
            "kind": report.source.kind,
            "sha256": report.source.sha256,
            "pages": report.source.pages,
        },
        "remarks": list(report.remarks),
    }


def _table2(report: AnnualReport) -> dict[str, Any]:
    """Form 2021: named columns where a row has three, the bare number where it has one. Form 2019: lists."""
    out: dict[str, Any] = {}
    for row in load_form(report.form).table("table2").rows:
        numbers = [_number(report.cell("table2", row.id, column.id)) for column in row.columns]
        if report.form == "2019":
            out[row.id] = numbers
        elif len(numbers) == 1:
            out[row.id] = numbers[0]
        else:
            out[row.id] = dict(zip((column.id for column in row.columns), numbers, strict=True))
    return out


def _rows(report: AnnualReport, table: str) -> dict[str, list[int | float | None]]:
    out: dict[str, list[int | float | None]] = {}
    for id_, cell in report.cells.items():
        if id_.table == table:
            out.setdefault(id_.row, []).append(_number(cell))
    return out


def _number(cell: Cell) -> int | float | None:
    return plain(cell.value)


def plain(value: Number | None) -> int | float | None:
    """Return a number as JSON knows it."""
    return float(value) if isinstance(value, Decimal) else value


def _span(span: Any) -> list[int]:
    return [span.start, span.end]


def _place(report: AnnualReport, offset: int) -> dict[str, Any] | None:
    place = report.prose.place(offset)
    return place.as_json() if place else None


def values(interchange: dict[str, Any]) -> dict[CellId, int | float | None]:
    """Return the cells of an interchange object by address; a 2019 row may be a list or an object."""
    found: dict[CellId, int | float | None] = {}
    form = load_form(str(interchange["form"]))
    for row in form.table("table2").rows:
        printed = interchange.get("table2", {}).get(row.id)
        if printed is None:
            continue
        numbers = (
            list(printed.values())
            if isinstance(printed, dict)
            else printed
            if isinstance(printed, list)
            else [printed]
        )
        for column, number in zip(row.columns, numbers, strict=False):
            found[CellId("table2", row.id, column.id)] = number
    both = load_form("2021")
    for table in ("table3", "table4"):
        columns = both.table(table).rows[0].columns
        for row_id, numbers in interchange.get(table, {}).items():
            for column, number in zip(columns, numbers, strict=False):
                found[CellId(table, row_id, column.id)] = number
    return found
