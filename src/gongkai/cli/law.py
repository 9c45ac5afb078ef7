"""`gongkai law`: search the parameters, outcomes and instruments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.cli.answers import Day, answers, law_option, open_law, output_options, print_json
from gongkai.statute.errors import StatuteError
from gongkai.statute.instruments import load_register
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.parameters import Law, Parameter, Tier, Value
from gongkai.statute.references import Reference, parse_reference


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found: its id, its line in both languages, the articles it stands in."""

    kind: str
    id: str
    chinese: str
    english: str
    references: tuple[Reference, ...]
    words: str

    def as_json(self) -> dict[str, Any]:
        """Return the entry in both languages."""
        return {
            "kind": self.kind,
            "id": self.id,
            "zh": self.chinese,
            "en": self.english,
            "refs": [str(reference) for reference in self.references],
            "articles": [reference.chinese for reference in self.references],
        }


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--date", "day", type=Day(), help="某日有效的规定（默认全部）/ in force on a day (all)"
)
@law_option
@output_options
@answers
def law(
    *,
    words: tuple[str, ...],
    day: date | None,
    law_file: Path | None,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """查参数、办理结果和文件：词语、编号、条款（如“条例第三十三条”）。

    Search parameters, outcomes and instruments by words, ids or an article. No words: list all.
    """
    entries = [*_parameters(open_law(law_file), day), *_outcomes(day), *_instruments(day)]
    article = _as_article(" ".join(words))
    found = [entry for entry in entries if _matches(entry, words, article)]
    if as_json:
        print_json([entry.as_json() for entry in found])
        return
    for entry in found:
        if brief:
            click.echo(entry.id)
            continue
        cited = (each.english if english else each.chinese for each in entry.references)
        articles = (", " if english else "、").join(cited)
        text = entry.english if english else entry.chinese
        click.echo(
            f"{click.style(entry.id, bold=True)} {text}" + (f" {articles}" if articles else "")
        )
    if not found and not brief:
        click.echo("没有找到 / nothing found", err=True)


def _as_article(text: str) -> Reference | None:
    """Return the article meant: 条例 alone, or no name, is the regulation this field rests on."""
    bare = text.removeprefix("条例")
    for reading in (text, f"政府信息公开条例{bare}", f"政府信息公开条例第{bare}"):
        try:
            return parse_reference(reading)
        except StatuteError:
            continue
    return None


def _matches(entry: Entry, words: tuple[str, ...], article: Reference | None) -> bool:
    if article is not None and article.article:
        return any(
            reference.instrument == article.instrument
            and (reference.article + ".")
            .replace("(", ".")
            .startswith((article.article + ".").replace("(", "."))
            for reference in entry.references
        )
    return all(word.lower() in entry.words for word in words)


def _parameters(law: Law, day: date | None) -> list[Entry]:
    entries = []
    for parameter in law.values():
        values = parameter.values if day is None else tuple(filter(None, [parameter.at(day)]))
        if not values:
            continue
        references = tuple(dict.fromkeys(value.reference for value in values))
        chinese = f"{parameter.title}：{'；'.join(_tell(parameter, v) for v in values)}"
        english = (
            f"{parameter.title_en}: {'; '.join(_tell(parameter, v, english=True) for v in values)}"
        )
        words = _words(parameter.id, chinese, english, references)
        entries.append(Entry("parameter", parameter.id, chinese, english, references, words))
    return entries


def _tell(parameter: Parameter, value: Value, *, english: bool = False) -> str:
    unit = parameter.unit.english if english else parameter.unit.chinese
    amount = (
        "; ".join(map(_tell_tier, value.amount))
        if isinstance(value.amount, tuple)
        else str(value.amount)
    )
    until = "" if value.until is None else f"{value.until}"
    mark = (" (provisional)" if english else "（暂定）") if value.provisional else ""
    span = f"{value.start} – {until}".rstrip(" –") if until else str(value.start)
    if english:
        return f"{amount} {unit} from {span}{mark}"
    return f"{amount}{unit}（{span}起{'止' if until else ''}）{mark}"


def _tell_tier(tier: Tier) -> str:
    upto = "∞" if tier.upto is None else str(tier.upto)
    rising = f" +{tier.add}/{tier.step}" if tier.step else ""
    return f"≤{upto}: {tier.each}{rising}"


def _outcomes(day: date | None) -> list[Entry]:
    entries = []
    for each in load_outcomes().values():
        if day is not None and not each.available(day):
            continue
        chinese, english = f"{each.row} {each.label}", f"{each.row} {each.label_en}"
        words = _words(each.id, chinese, english, each.references)
        entries.append(Entry("outcome", each.id, chinese, english, each.references, words))
    return entries


def _instruments(day: date | None) -> list[Entry]:
    entries = []
    for each in load_register().values():
        if day is not None and not each.in_force(day):
            continue
        chinese, english = each.cited, each.title_en
        words = _words(each.id, f"{chinese} {each.short}", english, ())
        entries.append(Entry("instrument", each.id, chinese, english, (), words))
    return entries


def _words(key: str, chinese: str, english: str, references: tuple[Reference, ...]) -> str:
    cited = " ".join(f"{each} {each.chinese} {each.english}" for each in references)
    return f"{key} {chinese} {english} {cited}".lower()
