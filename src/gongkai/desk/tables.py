"""Tables to be taken away: CSV and XLSX, with nothing in them that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from itertools import chain

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook

from gongkai.core.files.kinds import XLSX

CSV = "text/csv; charset=utf-8"


def send_table(
    name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a table to be saved: as a workbook where the name ends in .xlsx, else as CSV."""
    lines: Iterable[list[object]] = (
        [defuse(str(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    whole: Iterable[list[object]] = chain([[str(head) for head in heads]], lines)
    if name.endswith(".xlsx"):
        return send_download(_write_book(whole), name, XLSX)
    text = StringIO()
    csv.writer(text).writerows(whole)
    return send_download(("\ufeff" + text.getvalue()).encode(), name, CSV)


def send_download(content: bytes, name: str, media: str) -> HttpResponse:
    """Return bytes to be saved under a name."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media, headers=headers)


def _write_book(rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("公开")
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def defuse(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
