"""What a user would take instead: the usual library's tables, and a generous reading of them.

A row counts as found if the library returns, in the order of the form, a row that contains its
label; then each figure at its place counts. No user would do much more by hand, and for most rows
this is more than the library says.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from io import BytesIO

from benchmarks.samples import Sample

Rows = list[list[str]]
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def read_pdfplumber(data: bytes) -> Rows:
    """PDF through pdfplumber's table finder."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return [
            [cell or "" for cell in row]
            for page in document.pages
            for table in page.extract_tables()
            for row in table
        ]


def read_pandas(data: bytes) -> Rows:
    """HTML through pandas.read_html."""
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = pd.read_html(BytesIO(data), header=None, keep_default_na=False)
    return [[str(cell) for cell in row] for table in tables for row in table.to_numpy().tolist()]


def read_python_docx(data: bytes) -> Rows:
    """DOCX through python-docx, each cell once."""
    import docx

    document = docx.Document(BytesIO(data))
    return [
        [cell.text for cell in _distinct(row.cells)]
        for table in document.tables
        for row in table.rows
    ]


def read_openpyxl(data: bytes) -> Rows:
    """XLSX through openpyxl's read-only mode."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True)
    try:
        return [
            ["" if value is None else str(value) for value in row]
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        ]
    finally:
        book.close()


def _distinct(cells: Iterable) -> list:
    # python-docx gives a merged cell once for each column it covers.
    return list({cell._tc: cell for cell in cells}.values())  # noqa: SLF001


ALTERNATIVES: dict[str, tuple[str, Callable[[bytes], Rows]]] = {
    "pdf": ("pdfplumber", read_pdfplumber),
    "html": ("pandas.read_html", read_pandas),
    "docx": ("python-docx", read_python_docx),
    "xlsx": ("openpyxl", read_openpyxl),
}


def count_right(rows: Rows, sample: Sample) -> int:
    """Count the figures that are at their places in the rows of a library."""
    squeezed = [[_SPACE.sub("", cell) for cell in row] for row in rows]
    right, at = 0, 0
    for true in sample.rows:
        label = _SPACE.sub("", true.label)
        for index in range(at, len(squeezed)):
            row = squeezed[index]
            numbers = [float(cell) for cell in row if _NUMBER.fullmatch(cell)]
            words = "".join(dict.fromkeys(cell for cell in row if not _NUMBER.fullmatch(cell)))
            # Table 4 has a row without a label; else the library may give the group's label too,
            # or not.
            if label and not (label in words or (words and label.endswith(words))):
                continue
            if not label and len(numbers) != len(true.values):
                continue
            if len(numbers) != len(true.values):
                numbers = [n for k, n in enumerate(numbers) if not k or n != numbers[k - 1]]
            if len(numbers) == len(true.values):
                right += sum(a == float(b) for a, b in zip(numbers, true.values, strict=True))
                at = index + 1
                break
    return right
