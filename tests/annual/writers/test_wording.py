"""Both languages are complete: every label of both forms, every word that a template asks for."""

import re
from importlib.resources import files

import pytest

from gongkai.annual.forms import FORM_IDS, load_form
from gongkai.annual.forms.english import load_english
from gongkai.annual.model import CellId
from gongkai.annual.writers.tables import APPLICANTS, CONTENT, ORGANISATIONS
from gongkai.annual.writers.wording import Wording, _load

EN = Wording("en")
CHINESE = re.compile(r"[\u4e00-\u9fff（）、]")


def labels(form_id: str) -> set[str]:
    form = load_form(form_id)
    rows = [row for table in form.tables for row in table.rows]
    return (
        {table.title for table in form.tables}
        | {table.note for table in form.tables}
        | {text for row in rows for text in (row.label, row.group, row.heading)}
        | {column.label for row in rows for column in row.columns}
        | {section.title for section in form.sections}
        | {identity.title for identity in form.identities}
        | {aspect.title for aspect in form.aspects}
        | {APPLICANTS, ORGANISATIONS, CONTENT}
    ) - {""}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_label_has_its_english(form_id: str) -> None:
    assert [label for label in sorted(labels(form_id)) if CHINESE.search(EN.label(label))] == []


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_number_has_its_english(form_id: str) -> None:
    numbers = {row.number for table in load_form(form_id).tables for row in table.rows}
    assert [number for number in sorted(numbers) if CHINESE.search(EN.number(number))] == []


def test_english_knows_no_label_that_no_form_has() -> None:
    known = set().union(*map(labels, FORM_IDS))
    assert sorted(set(load_english()["labels"]) - known) == []


def test_no_english_word_is_chinese() -> None:
    assert [
        (group, key)
        for group, entries in _load("wording.toml").items()
        for key, entry in entries.items()
        if CHINESE.search(entry["en"]) or not entry["zh"]
    ] == []


def test_templates_ask_only_for_words_that_there_are() -> None:
    asked = {
        key
        for template in files("gongkai.annual.writers").joinpath("templates").iterdir()
        for key in re.findall(r"\bt\(\"([a-z]+\.\w+)\"[,)]", template.read_text(encoding="utf-8"))
    }
    words = _load("wording.toml")
    assert [key for key in sorted(asked) if key.split(".")[1] not in words[key.split(".")[0]]] == []


def test_singular_and_plural() -> None:
    assert [EN("summary.error", n=count) for count in (0, 1, 2)] == ["errors", "error", "errors"]


def test_a_cell_is_named_in_full_and_an_unknown_one_by_its_address() -> None:
    form = load_form("2021")
    words = Wording("zh")
    assert [
        words.name_cell(form, id_)
        for id_ in (
            CellId("table3", "refused.state_secret", "total"),
            CellId("table2", "fees_10k_yuan", "amount"),
            CellId("table9", "x", "y"),
            CellId("table3", "x", "y"),
        )
    ] == [
        "表三 · （三）不予公开 · 1.属于国家秘密 · 总计",
        "表二 · 行政事业性收费 · 本年收费金额（单位：万元）",
        "table9.x · y",
        "table3.x · y",
    ]
