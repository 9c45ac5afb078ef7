"""`gongkai outcome`: from facts to the outcomes the law admits, with letter and remedies."""

from __future__ import annotations

from datetime import date

import click

from gongkai.cli.answers import Day, answers, output_options, print_json, print_remarks, tell
from gongkai.statute.decision import Decision, Verdict, ask_next, decide
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.outcomes import load_facts, load_letters
from gongkai.statute.remedies import OrganKind, state_remedies

_YES = {"yes", "y", "true", "1", "是"}
_NO = {"no", "n", "false", "0", "否"}


@click.command()
@click.option(
    "--fact",
    "fact_texts",
    multiple=True,
    help="NAME=yes|no，可多次；不给则逐项询问 / may be repeated; asks if none is given",
)
@click.option("--otherwise-no", is_flag=True, help="其余事实一律为否 / all other facts are no")
@click.option("--date", "day", type=Day(), help="作出之日（默认今天）/ day of the decision (today)")
@click.option(
    "--organ",
    type=click.Choice([kind.value for kind in OrganKind]),
    default=OrganKind.DEPARTMENT.value,
    help="机关类型 / kind of organ",
)
@output_options
@answers
def outcome(
    *,
    fact_texts: tuple[str, ...],
    day: date | None,
    organ: str,
    otherwise_no: bool,
    as_json: bool,
    brief: bool,
    english: bool,
) -> None:
    """由事实得出可以适用的办理结果，并说明其他结果为什么不能适用。

    From facts to the admissible outcomes of table 3, and why the others are not. --brief prints
    their ids, one a line.
    """
    day = day or date.today()  # noqa: DTZ011  (the day where the office is)
    facts = _read_facts(fact_texts)
    if otherwise_no:
        facts = dict.fromkeys(load_facts(), False) | facts
    elif not fact_texts and not (as_json or brief):
        facts = _ask(day, english=english)
    decision = decide(facts, day)
    if brief:
        for each in decision.admissible:
            click.echo(each.id)
    elif as_json:
        print_json(_as_json(decision, day, OrganKind(organ)))
    else:
        _explain(decision, day, OrganKind(organ), english=english)


def _read_facts(texts: tuple[str, ...]) -> dict[str, bool]:
    facts: dict[str, bool] = {}
    for text in texts:
        name, _, answer = text.partition("=")
        value = (answer or "yes").strip().lower()
        if value not in _YES | _NO:
            raise InvalidQuestion(
                f"事实应写作 名称=yes 或者 名称=no：{text}",
                f"a fact is NAME=yes or NAME=no: {text!r}",
            )
        facts[name.strip()] = value in _YES
    return facts


def _ask(day: date, *, english: bool) -> dict[str, bool]:
    facts: dict[str, bool] = {}
    while (fact := ask_next(facts, day)) is not None:
        question = fact.question_en if english else fact.question
        facts[fact.id] = click.confirm(question, default=False, err=True)
    return facts


def _as_json(decision: Decision, day: date, organ: OrganKind) -> dict[str, object]:
    return {
        "facts": dict(decision.facts),
        "admissible": [each.id for each in decision.admissible],
        "judgements": [each.as_json() for each in decision.judgements],
        "remedies": [
            state_remedies(each.id, day, organ=organ).as_json() for each in decision.admissible
        ],
    }


def _explain(decision: Decision, day: date, organ: OrganKind, *, english: bool) -> None:
    heading = "Admissible outcomes" if english else "可以适用的办理结果"
    click.echo(click.style(heading, bold=True))
    for each in decision.admissible:
        cited = (
            reference.english if english else reference.chinese for reference in each.references
        )
        separator = ", " if english else "、"
        articles = separator.join(cited) or each.note
        click.echo(
            f"  {each.row} {each.label_en if english else each.label} [{each.id}] {articles}"
        )
        letter = load_letters()[each.letter]
        contents = letter.contents_en if english else letter.contents
        title = letter.title_en if english else letter.title
        click.echo(f"    {title}: {'; '.join(contents)}")
        remedies = state_remedies(each.id, day, organ=organ)
        click.echo(f"    {remedies.english if english else remedies.chinese}")
        for doubt in remedies.doubts:
            mark = "provisional" if english else "暂定"
            click.echo("    " + click.style(f"{mark}: {tell(doubt, english=english)}", fg="yellow"))
    if not decision.admissible:
        click.echo("  none" if english else "  无")
    for each_open in decision.of(Verdict.OPEN):
        names = ", ".join(fact.id for fact in each_open.missing)
        label = each_open.outcome.label_en if english else each_open.outcome.label
        click.echo(f"  ? {label}: {'needs' if english else '尚缺事实'} {names}")
    for each_out in decision.of(Verdict.EXCLUDED):
        label = each_out.outcome.label_en if english else each_out.outcome.label
        title = f"Not: {label}" if english else f"不能适用：{label}"
        print_remarks(title, each_out.reasons, english=english)
