"""The forms' words in English, from english.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from gongkai.annual.forms import Form
from gongkai.annual.model import CellId


@cache
def load_english() -> dict[str, dict[str, str]]:
    """Return the English of the forms' labels and printed numbers, by the Chinese."""
    return tomllib.loads(files(__package__).joinpath("english.toml").read_text(encoding="utf-8"))


def translate_label(label: str) -> str:
    """Return a form's label in English; one that has no English stays as it is."""
    return load_english()["labels"].get(label, label)


def translate_number(number: str) -> str:
    """Return a row's printed number: （一） is (1) in English."""
    return load_english()["numbers"].get(number, number)


def name_row(form: Form, id_: CellId) -> str:
    """Name a cell's row: "I. Requests received this year"; its id for one that no form has."""
    row = form.table(id_.table).row(id_.row)
    return id_.row if row is None else translate_number(row.number) + translate_label(row.label)


def name_column(form: Form, id_: CellId) -> str:
    """Name a cell's column: "Natural persons"; its id for one that no form has."""
    row = form.table(id_.table).row(id_.row)
    columns = () if row is None else row.columns
    return next((translate_label(c.label) for c in columns if c.id == id_.column), id_.column)


def name_cell(form: Form, id_: CellId) -> str:
    """Name a cell as a reader of the form would: "Table 3 · IV. Carried over to next year · Total"."""
    row = form.table(id_.table).row(id_.row)
    parts = [f"Table {id_.table.removeprefix('table')}", name_row(form, id_)]
    if row is not None and len(row.columns) > 1:
        parts.append(name_column(form, id_))
    return " · ".join(parts)
