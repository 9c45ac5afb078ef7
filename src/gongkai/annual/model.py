"""The annual report: its cells, each with its evidence, and its prose.

Everything that reads makes an `AnnualReport`; everything that checks, compares or writes takes one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

Number = int | Decimal


class Place(NamedTuple):
    """Where something stands in the source. Every number counts from 1.

    `box` is (left, top, right, bottom) in points from the page's upper left corner. A text has `line` and
    `column` (in characters); a table cell has `table`, `row`, `cell`; a workbook also `sheet`.
    A tuple, not a dataclass: a reader makes one for each cell and line, at a third of the cost.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None
    column: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    sheet: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the known parts only, boxes rounded to a tenth of a point."""
        known = self._asdict()
        if self.box is not None:
            known["box"] = [round(edge, 1) for edge in self.box]
        return {name: value for name, value in known.items() if value is not None}

    def describe(self, *, english: bool = False) -> str:
        """Say the place in words: 第 4 页 · 第 12 行第 3 列 · 表 2 第 5 行第 4 格."""
        parts: list[str] = []
        if self.sheet is not None:
            parts.append(self.sheet)
        if self.page is not None:
            parts.append(f"page {self.page}" if english else f"第 {self.page} 页")
        if self.table is not None:
            parts.append(
                f"table {self.table}, row {self.row}, cell {self.cell}"
                if english
                else f"表格 {self.table} 第 {self.row} 行第 {self.cell} 格"
            )
        elif self.line is not None:
            parts.append(
                f"line {self.line}, column {self.column}"
                if english
                else f"第 {self.line} 行第 {self.column} 列"
            )
        return " · ".join(parts)


class CellId(NamedTuple):
    """The address of a cell: `table3.received.total` is `CellId("table3", "received", "total")`."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(self)


class State(StrEnum):
    """What a cell holds. Blank, `/`, `—` and 0 are four different things."""

    NUMBER = "number"
    BLANK = "blank"  # the cell is there and empty
    SLASH = "slash"
    DASH = "dash"
    TEXT = "text"  # words where a number belongs
    AMBIGUOUS = "ambiguous"  # more than one reading fits
    MISSING = "missing"  # the source has no such cell, or it is beyond reading


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the three tables.

    `value` is a number only where `state` is NUMBER. `derived` names the identities, or other evidence, that
    chose this reading among several: a check that rests on one of them has nothing to say about this cell.
    `readings` are the readings that fitted when none could be chosen; `why` says it in Chinese.
    """

    state: State
    value: Number | None = None
    raw: str = ""
    place: Place | None = None
    note: str = ""  # words beside the number inside the cell: 22（其中修订16件）
    derived: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    why: str = ""


MISSING = Cell(State.MISSING, why="原文中没有这一格，或已无法辨认")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Prose.text`: [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The report's words as one string, folded for matching, with the way back to the source.

    `text` is one character for one character of what was printed, after these foldings: Kangxi radicals and
    compatibility ideographs to the ordinary ones, Traditional to Simplified, full-width letters and digits to
    half-width. Lines that were only wrapped are joined without a space; paragraphs end in a newline. Table rows
    are not in it. `offsets` (ascending) and `places` are the starts of the printed lines.
    """

    text: str = ""
    offsets: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()

    def place(self, offset: int) -> Place | None:
        """Return the place of the character at `offset`; in a text its column is exact."""
        index = bisect_right(self.offsets, offset) - 1
        if index < 0:
            return None
        place = self.places[index]
        if place.line is None or place.column is None:
            return place
        return Place(
            page=place.page, line=place.line, column=place.column + offset - self.offsets[index]
        )


@dataclass(frozen=True, slots=True)
class Subsection:
    """（一）主动公开情况: its printed number, its title, and the stretch of prose it covers with its heading."""

    number: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """One of the report's parts.

    `kind` is one of overview, disclosure, requests, remedies, problems, other; or "" for a part that the form
    does not know. `number` is the printed one ("三", "" where none is printed, or where a word processor
    supplies it: then `numbered_by_machine`).
    """

    kind: str
    number: str
    title: str
    span: Span
    subsections: tuple[Subsection, ...] = ()
    numbered_by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the report says its figures cover, as ISO dates; `None` for an end that is not legible."""

    start: str | None
    end: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the report cites: its number as printed (国办公开办函〔2021〕30号) or its title."""

    number: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Contact:
    """What the report says for those who have questions; "" for what it does not say."""

    organ: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read."""

    name: str
    kind: str  # pdf, docx, html, markdown, text, xlsx, ofd
    sha256: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell of the report is null, or what else the reader would not decide."""

    cell: str
    why: str
    raw: str = ""
    readings: tuple[str, ...] = ()
    place: Place | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the interchange form; empty parts are left out."""
        out: dict[str, Any] = {"cell": self.cell, "why": self.why}
        if self.raw:
            out["raw"] = self.raw
        if self.readings:
            out["readings"] = list(self.readings)
        if self.place is not None:
            out["place"] = self.place.as_json()
        return out


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A 政府信息公开工作年度报告 as it was printed.

    `form` is the id of the statutory form whose columns the tables carry ("2021" or "2019"); `other_forms`
    names the tables that follow another one, so that a hybrid is read as what it is. `cells` has an entry for
    every cell of the form, in the form's order.
    """

    source: Source
    form: str
    cells: Mapping[CellId, Cell]
    title: str = ""
    agency: str = ""
    year: int | None = None
    period: Period | None = None
    contact: Contact = field(default_factory=Contact)
    citations: tuple[Citation, ...] = ()
    prose: Prose = field(default_factory=Prose)
    sections: tuple[Section, ...] = ()
    other_forms: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[
        str, ...
    ] = ()  # what the reader wants a person to know about the file as a whole

    def cell(self, table: str, row: str, column: str) -> Cell:
        """Return a cell, or `MISSING` where the form has none of that name."""
        return self.cells.get(CellId(table, row, column), MISSING)

    def value(self, table: str, row: str, column: str) -> Number | None:
        """Return a cell's number, or None."""
        return self.cell(table, row, column).value

    def section(self, kind: str) -> Section | None:
        """Return the first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    def words(self, span: Span) -> str:
        """Return a stretch of the prose."""
        return self.prose.text[span.start : span.end]

    def doubts(self) -> list[Doubt]:
        """Return one doubt for each cell that holds no number, in the form's order."""
        return [
            Doubt(str(id_), cell.why, cell.raw, cell.readings, cell.place)
            for id_, cell in self.cells.items()
            if cell.value is None
        ]
