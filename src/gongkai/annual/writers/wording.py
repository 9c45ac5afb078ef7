"""The words of the pages and tables in Chinese and English, from wording.toml and the forms."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from gongkai.annual.checks import Severity
from gongkai.annual.forms import Form, load_form
from gongkai.annual.forms.english import translate_label, translate_number
from gongkai.annual.model import CellId

Language = Literal["zh", "en"]


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, Any]:
    words = _load("wording.toml")
    names = {str(s): {"zh": s.chinese, "en": s.english.capitalize()} for s in Severity}
    return {**words, "severity": {**names, **words["severity"]}}


class Wording:
    """The words of one language. KeyError for a word that is not in wording.toml."""

    def __init__(self, language: Language = "zh") -> None:
        self.language: Language = language
        self.english = language == "en"
        self._words = _words()

    @property
    def tag(self) -> str:
        """Return the language tag of the page."""
        return "en" if self.english else "zh-Hans"

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of `key` ("summary.error") with `values` filled in."""
        group, _, name = key.partition(".")
        entry = self._words[group][name]
        words: str = entry[self.language]
        if self.english and values.get("n") == 1:
            words = entry.get("en_one", words)
        return words.format(**values) if values else words

    def label(self, text: str) -> str:
        """Return a form's label; one that has no English stays as it is."""
        return translate_label(text) if self.english else text

    def number(self, number: str) -> str:
        """Return a row's printed number: （一） is (1) in English."""
        return translate_number(number) if self.english else number

    def side(self, key: str) -> str:
        """Return the word for one side of what a finding compared; an unknown one stays."""
        entry = self._words["compared"].get(key)
        return key if entry is None else str(entry[self.language])

    def state(self, state: str) -> str:
        """Return the word for a cell's state; an unknown one stays."""
        entry = self._words["state"].get(state)
        return state if entry is None else str(entry[self.language])

    def name_row(self, form: Form, id_: CellId) -> str:
        """Name a cell's row: 表三 · （三）不予公开 · 1.属于国家秘密; else by its address."""
        try:
            row = form.table(id_.table).row(id_.row)
        except KeyError:
            row = None
        if row is None:
            return f"{id_.table}.{id_.row}"
        parts = [self(f"table.{id_.table}")]
        if row.group and not row.group.startswith("三、"):
            parts.append(self.label(row.group))
        parts.append(self.number(row.number) + self.label(row.label))
        return " · ".join(parts)

    def name_column(self, form: Form, id_: CellId) -> str:
        """Name a cell's column; an unknown one keeps its address."""
        try:
            row = form.table(id_.table).row(id_.row)
        except KeyError:
            row = None
        columns = () if row is None else row.columns
        return next((self.label(c.label) for c in columns if c.id == id_.column), id_.column)

    def name_cell(self, form: Form, id_: CellId) -> str:
        """Name a cell in full: 表三 · 一、本年新收政府信息公开申请数量 · 总计."""
        return f"{self.name_row(form, id_)} · {self.name_column(form, id_)}"

    def name_identity(self, name: str) -> str:
        """Name what settled a derived reading; a name that no form knows stays as it is."""
        if name == "prose":
            return self("cell.prose")
        for identity in load_form("2021").identities:
            if identity.id == name:
                table = self(f"table.{identity.table}")
                return f"{table}{': ' if self.english else '：'}{self.label(identity.title)}"
        return name
