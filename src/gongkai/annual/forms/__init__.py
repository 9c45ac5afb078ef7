"""The two statutory forms of the report, read from data: sections, tables, rows, columns, identities.

Legal source: 政府信息公开条例 art. 50; 国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.annual.model import CellId

FORM_IDS = ("2021", "2019")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of figures. `unit` is 件 unless said otherwise; "any" means that the cell prints its own."""

    id: str
    label: str
    variants: tuple[str, ...] = ()
    unit: str = "件"
    signed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of figures. `leaf` rows are the outcomes that （七）总计 adds up; `outcome` is their group.

    `instead_of` names the rows that this one replaces: the 2019 form's single （六）其他处理, which reports in the
    2021 form also use.
    """

    id: str
    label: str
    columns: tuple[Column, ...]
    variants: tuple[str, ...] = ()
    number: str = ""
    group: str = ""
    leaf: bool = False
    outcome: str = ""
    instead_of: tuple[str, ...] = ()
    heading: str = ""  # table 2: 第二十条第（一）项


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the form; rows in the official order."""

    id: str
    section: str
    title: str
    rows: tuple[Row, ...]
    note: str = ""

    def row(self, row_id: str) -> Row | None:
        """Return the row of that id, or None."""
        return next((row for row in self.rows if row.id == row_id), None)


@dataclass(frozen=True, slots=True, eq=False)
class SectionTitle:
    """A part of the report as the form names it, with the titles it goes by in practice."""

    kind: str
    number: str
    title: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Aspect:
    """One of the five aspects that section one must cover, and the words by which it is known."""

    kind: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """An equation that a table promises: sum of `left` = sum of `right`, for `each` row or column."""

    id: str
    table: str
    each: str  # "row": left and right name columns; "column": they name rows
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A statutory form."""

    id: str
    instrument: str
    title: str
    number: str
    sections: tuple[SectionTitle, ...]
    aspects: tuple[Aspect, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]

    def table(self, table_id: str) -> Table:
        """Return a table by id; KeyError for an id that no form has."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)

    def cell_ids(self) -> list[CellId]:
        """Return every cell of the form in its order; the rows that replace others are left out."""
        return [
            CellId(table.id, row.id, column.id)
            for table in self.tables
            for row in table.rows
            if not row.instead_of
            for column in row.columns
        ]

    def label(self, id_: CellId) -> str:
        """Name a cell as a reader of the form would: 表三 · 一、本年新收政府信息公开申请数量 · 总计."""
        table = self.table(id_.table)
        row = table.row(id_.row)
        if row is None:
            return str(id_)
        column = next((column for column in row.columns if column.id == id_.column), None)
        name = {"table2": "表二", "table3": "表三", "table4": "表四"}[table.id]
        parts = [name, row.number + row.label]
        if column is not None and len(row.columns) > 1:
            parts.append(column.label)
        return " · ".join(parts)


def _columns(raw: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**{**entry, "variants": tuple(entry["variants"])}) for entry in raw)


def _rows(raw: list[dict[str, Any]], columns: tuple[Column, ...], heading: str = "") -> list[Row]:
    return [
        Row(
            **{
                **entry,
                "variants": tuple(entry["variants"]),
                "instead_of": tuple(entry.get("instead_of", ())),
            },
            columns=columns,
            heading=heading,
        )
        for entry in raw
    ]


def _table(raw: dict[str, Any]) -> Table:
    rows: list[Row] = []
    for block in raw.get("blocks", ()):
        rows += _rows(block["rows"], _columns(block["columns"]), block["heading"])
    if "rows" in raw:
        rows += _rows(raw["rows"], _columns(raw["columns"]))
    return Table(raw["id"], raw["section"], raw["title"], tuple(rows), raw.get("note", ""))


@cache
def load_form(form_id: str) -> Form:
    """Load a form by id ("2021", "2019"); FileNotFoundError for any other."""
    raw = tomllib.loads(
        files(__package__).joinpath(f"form_{form_id}.toml").read_text(encoding="utf-8")
    )
    tables = {table["id"]: _table(table) for table in raw["tables"]}
    base = load_form(raw["like"]) if "like" in raw else None
    if base is not None:
        without = set(raw["without_rows"])
        for table in base.tables:
            if table.id not in tables:
                rows = tuple(
                    # With the three rows gone, the single one stands in nobody's place.
                    replace(row, instead_of=())
                    for row in table.rows
                    if row.id not in without
                )
                tables[table.id] = Table(table.id, table.section, table.title, rows, table.note)
    return Form(
        id=raw["id"],
        instrument=raw["instrument"],
        title=raw["title"],
        number=raw["number"],
        sections=base.sections
        if base
        else tuple(
            SectionTitle(**{**entry, "variants": tuple(entry["variants"])})
            for entry in raw["sections"]
        ),
        aspects=base.aspects
        if base
        else tuple(Aspect(**{**entry, "words": tuple(entry["words"])}) for entry in raw["aspects"]),
        tables=tuple(tables[table_id] for table_id in ("table2", "table3", "table4")),
        identities=base.identities
        if base
        else tuple(_identity(entry) for entry in raw["identities"]),
    )


def _identity(raw: dict[str, Any]) -> Identity:
    return Identity(**{**raw, "left": tuple(raw["left"]), "right": tuple(raw["right"])})
