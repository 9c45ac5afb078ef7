"""Every letter as shipped is whole; without any one essential sentence it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.letters.composition import compose
from gongkai.letters.contents import CHECKS, find_missing
from gongkai.letters.errors import TemplateError, UnknownKind
from gongkai.letters.kinds import find_kind, kind_for, kinds, load_templates
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.remedies import OrganKind
from tests.letters.examples import example_facts, letters
from tests.letters.golden import FOLDER, name_file, print_letter

# What only some letters of a kind have to say, and on what it depends.
CONDITIONAL = {"competent": "competent_organ", "channel": "channel"}


def missing(kind: str, facts, template: str | None = None) -> list[str]:
    return [each.id for each in find_missing(kind, compose(kind, facts, template=template), facts)]


def test_every_outcome_has_a_letter_and_every_content_a_check():
    assert {part.id for kind in kinds().values() for part in kind.parts} == set(CHECKS)
    told = [each for kind in kinds().values() for each in kind.outcomes]
    assert sorted(told) == sorted(load_outcomes())
    assert kind_for("refused.administrative_query").id == "redirected"
    assert set(load_templates()) == set(kinds())
    assert all(kind.title and kind.title_en for kind in kinds().values())
    with pytest.raises(UnknownKind, match="没有文书种类“poem”"):
        find_kind("poem")


@pytest.mark.parametrize(("kind", "outcome"), letters())
def test_the_text_is_as_agreed(kind: str, outcome: str):
    golden = (FOLDER / name_file(kind, outcome)).read_text("utf-8")
    assert print_letter(kind, outcome) == golden


def test_no_golden_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == {name_file(*each) for each in letters()}


@pytest.mark.parametrize(("kind", "outcome"), letters())
def test_the_shipped_letter_is_whole_and_each_essential_line_is_missed(kind: str, outcome: str):
    facts = example_facts(kind, outcome)
    assert missing(kind, facts) == []
    lines = load_templates()[kind].split("\n")
    alone: set[str] = set()
    for index in range(len(lines)):
        try:
            found = missing(kind, facts, "\n".join(lines[:index] + lines[index + 1 :]))
        except TemplateError:  # an `if` without its end
            continue
        if len(found) == 1:
            alone.add(found[0])
    expected = {
        part.id
        for part in find_kind(kind).parts
        if part.id not in CONDITIONAL or getattr(facts, CONDITIONAL[part.id])
    }
    assert alone == expected


def test_what_is_missing_says_so_in_both_languages_with_its_article():
    facts = example_facts("refused")
    template = load_templates()["refused"].replace("{{ remedies }}", "")
    (lack,) = find_missing("refused", compose("refused", facts, template=template), facts)
    assert (lack.id, lack.chinese, lack.english) == (
        "remedies",
        "文书缺少必备内容：救济途径和期限（应当先申请行政复议的，必须告知）。请在文书中写明后再签发",
        f"the letter lacks: {find_kind('refused').parts[-2].english}; add it before it is signed",
    )
    assert [str(each) for each in lack.references] == ["tiaoli-2019:51", "fuyifa-2023:23.2"]
    assert lack.reference == lack.references[0]


FIRST = "应当自知道本决定之日起60日内先向清河市人民政府申请行政复议；"
THEN = "对复议决定不服的，可以自收到之日起15日内向人民法院提起行政诉讼。"
EITHER = "可以自知道本决定之日起60日内向清河市人民政府申请行政复议，也可以自知道之日起6个月内向人民法院起诉。"


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        (FIRST + THEN, []),
        (EITHER, ["remedies"]),
        (FIRST, ["remedies"]),
        (FIRST.replace("60日", "90日") + THEN, ["remedies"]),
        (FIRST.replace("人民政府", "文化广电局") + THEN, ["remedies"]),
        ("如不服，可依法申请行政复议或者提起行政诉讼。", ["remedies"]),
    ],
)
def test_remedies_are_read_and_held_against_the_law(words: str, lacking: list[str]):
    facts = example_facts("refused")
    template = load_templates()["refused"].replace("{{ remedies }}", words)
    assert missing("refused", facts, template) == lacking


def test_the_law_of_the_day_decides_the_remedies():
    # Before 2024 nobody had to go to reconsideration first.
    facts = replace(example_facts("refused"), day=date(2023, 5, 6), number="清政务公复〔2023〕7号")
    organ = replace(facts.organ, reconsiderer="", kind=OrganKind.DEPARTMENT)
    old = replace(facts, organ=organ)
    assert "也可以自知道本决定之日起6个月内" in compose("refused", old).plain()
    assert missing("refused", old) == []


@pytest.mark.parametrize(
    ("kind", "changes", "lacking"),
    [
        ("extension", {"extension_days": 21}, ["new_due"]),
        ("extension", {"extension_days": 0}, ["new_due"]),
        ("extension", {"approver": "", "approved": None}, ["approval"]),
        ("refused", {"outcome": "granted"}, ["articles", "decision", "remedies"]),
        ("refused", {"found": ()}, ["facts"]),
        ("refused", {"number": "清政务公复[2026]7号"}, ["number"]),
        ("refused", {"number": "清政务公复〔2026〕07号"}, ["number"]),
        ("refused", {"seal": ""}, ["signature"]),
        ("closed", {"notice_until": date(2026, 4, 1)}, ["overdue"]),
        ("fee", {"fee": None}, ["fee_standard", "fee_amount"]),
        ("supplement", {"defects": ()}, ["element", "how"]),
        ("receipt", {"due": None}, ["due"]),
    ],
)
def test_a_gap_in_the_facts_is_a_gap_in_the_letter(kind: str, changes, lacking: list[str]):
    facts = replace(example_facts(kind), **changes)
    template = None
    if changes.get("outcome") == "granted":
        template = load_templates()[kind].replace("{{ remedies }}", "")
    assert missing(kind, facts, template) == lacking


def test_an_outcome_without_an_article_of_its_own_needs_one_from_the_handler():
    facts = replace(example_facts("not_processed", "not_processed.reissue"), references=())
    assert missing("not_processed", facts) == ["articles"]


def test_a_sentence_typed_with_its_full_stop_has_one():
    facts = replace(example_facts("organ_consulted"), matter="请核对。", information="合同。")
    letter = compose("organ_consulted", facts)
    assert "请贵单位协助的事项：请核对。\n" in letter.plain()
    assert "。。" not in letter.plain()
    assert find_missing("organ_consulted", letter, facts) == ()


def test_with_nothing_known_every_kind_lacks_and_none_breaks():
    for kind in kinds():
        facts = replace(
            example_facts(kind),
            **{name: type(example_facts(kind).applicant)() for name in ("applicant", "recipient")},
            request=type(example_facts(kind).request)(),
            seal="",
            information="",
        )
        assert missing(kind, facts)


def test_an_unknown_outcome_is_an_error():
    with pytest.raises(InvalidQuestion, match="表三没有结果“lost”"):
        compose("refused", replace(example_facts("refused"), outcome="lost"))


def test_a_letter_is_the_same_each_time_and_depends_on_its_day():
    facts = example_facts("receipt")
    assert compose("receipt", facts) == compose("receipt", facts)
    later = replace(facts, day=facts.day + timedelta(1))
    assert compose("receipt", later).dated == "2026年3月27日"
