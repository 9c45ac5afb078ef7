"""Outcomes, the decision aid, fees, remedies."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.decision import Verdict, ask_next, decide
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.fees import (
    Item,
    charge_item,
    charge_items,
    charge_pages,
    charge_request,
    number_items,
)
from gongkai.statute.outcomes import (
    count_once,
    find_outcome,
    load_facts,
    load_letters,
    load_outcomes,
    parse_facts,
    parse_letters,
    parse_outcomes,
)
from gongkai.statute.references import Reference
from gongkai.statute.remedies import OrganKind, parse_remedies, state_remedies

DAY = date(2025, 6, 2)


def test_the_leaves_are_those_of_the_form():
    form = tomllib.loads(
        (resources.files("gongkai.annual.forms") / "form_2021.toml").read_text("utf-8")
    )
    tables = form["table"] if "table" in form else form["tables"]
    rows = next(table["rows"] for table in tables if table["id"] == "table3")
    leaves = [row for row in rows if row.get("leaf") and not row.get("instead_of")]
    assert [row["id"] for row in leaves] == list(load_outcomes())
    labels = {row["id"]: row["label"].split("（区分")[0] for row in leaves}
    assert labels == {key: outcome.label for key, outcome in load_outcomes().items()}
    assert len(leaves) == 21


def test_every_letter_and_fact_is_used():
    used = {
        fact.removeprefix("!")
        for outcome in load_outcomes().values()
        for fact in (*outcome.when, *outcome.any_of, *outcome.unless)
    }
    assert used | {"separable"} == set(load_facts())
    letters = {outcome.letter for outcome in load_outcomes().values()}
    registering = {"application_form", "receipt", "supplement", "reasons"}
    periods = {"extension", "deferral", "fee", "withdrawal"}
    consulting = {"third_party", "consultation_reply", "consultation_notice", "third_party_told"}
    organs = {"co_maker", "organ_consulted"}
    assert letters | registering | periods | consulting | organs == set(load_letters())


LETTER = '[a]\ntitle = "甲"\ntitle_en = "A"\nrefs = ["tiaoli-2019:36"]\n'


def test_what_a_letter_must_say_rests_on_an_article():
    text = LETTER + 'contents = [{ id = "x", zh = "乙", en = "B" }]\n'
    letter = parse_letters(text, "x")["a"]
    assert (letter.contents, letter.contents_en) == (("乙",), ("B",))
    assert letter.parts[0].references == (Reference("tiaoli-2019", "36"),)
    assert [
        (letter.id, part.id)
        for letter in load_letters().values()
        for part in letter.parts
        if not part.references
    ] == []


@pytest.mark.parametrize(
    "contents",
    [
        "contents = []",
        'contents = [{ id = "x", zh = "乙" }]',
        'contents = [{ id = "x", zh = "乙", en = "B", mood = 1 }]',
        'contents = [{ id = "x", zh = "乙", en = "B" }, { id = "x", zh = "丙", en = "C" }]',
    ],
)
def test_letters_that_may_not_be_loaded(contents: str):
    with pytest.raises(DataError):
        parse_letters(LETTER + contents, "x")


@pytest.mark.parametrize(
    ("parts", "leaf"),
    [
        (["granted"], "granted"),
        (["granted", "granted"], "granted"),
        (["granted", "refused.state_secret"], "partially_granted"),
        (["granted", "unavailable.not_held", "refused.deliberative"], "partially_granted"),
        (["partially_granted", "refused.deliberative"], "partially_granted"),
        (["refused.deliberative", "refused.deliberative"], "refused.deliberative"),
    ],
)
def test_a_request_counts_once(parts: list[str], leaf: str):
    assert count_once(parts).id == leaf


def test_several_refusals_have_no_confirmed_count():
    with pytest.raises(InvalidQuestion, match="如何计数未有明文，请指定一项"):
        count_once(["refused.deliberative", "unavailable.not_held"])
    with pytest.raises(InvalidQuestion, match="没有办理结果"):
        count_once([])
    with pytest.raises(InvalidQuestion, match="表三没有结果“lost”"):
        find_outcome("lost")


def test_what_is_not_known_stays_open():
    decision = decide({"held": True, "responsible": True}, DAY)
    assert decision.admissible == ()
    granted = decision.judgements[0]
    assert granted.verdict is Verdict.OPEN
    assert "state_secret" in [fact.id for fact in granted.missing]


def test_an_excluded_outcome_says_why():
    facts = dict.fromkeys(load_facts(), False) | {"held": True, "responsible": True}
    decision = decide(facts | {"state_secret": True}, DAY)
    granted = decision.judgements[0]
    assert granted.verdict is Verdict.EXCLUDED
    assert [reason.as_json() for reason in granted.reasons] == [
        {
            "zh": "属于国家秘密，不得公开",
            "en": "refused: state secret: may not be disclosed",
            "ref": "tiaoli-2019:14",
            "article": "《政府信息公开条例》第十四条",
        }
    ]
    not_held = next(j for j in decision.judgements if j.outcome.id == "unavailable.not_held")
    assert [reason.chinese for reason in not_held.reasons] == ["本机关掌握且负责公开该信息"]
    partial = decision.judgements[1]
    assert [reason.chinese for reason in partial.reasons] == [
        "是否含有不应当公开的内容，但能够作区分处理？否"
    ]
    assert decide(facts | {"separable": True}, DAY).judgements[1].reasons[0].chinese == (
        "没有任何不予公开的理由，应当全部公开"
    )


@given(st.dictionaries(st.sampled_from(sorted(load_facts())), st.booleans()))
def test_questions_end_and_leave_nothing_open(answers: dict[str, bool]):
    facts: dict[str, bool] = {}
    while (fact := ask_next(facts, DAY)) is not None:
        assert fact.id not in facts
        facts[fact.id] = answers.get(fact.id, False)
    assert decide(facts, DAY).of(Verdict.OPEN) == ()


@given(st.fixed_dictionaries({fact: st.booleans() for fact in load_facts()}))
def test_more_facts_never_open_what_is_settled(facts: dict[str, bool]):
    decision = decide(facts, DAY)
    assert decision.of(Verdict.OPEN) == ()
    closing = {"withdrawn", "supplement_overdue", "fee_unpaid"}
    if sum(facts[fact] for fact in closing) == 1:
        assert len(decision.admissible) == 1


def test_an_unknown_fact_is_refused():
    with pytest.raises(InvalidQuestion, match="不认识的事实：mood"):
        decide({"mood": True}, DAY)


OUTCOME = (
    '[a]\nlabel = "甲"\nlabel_en = "A"\ngroup = "g"\nrow = "1"\nrefs = ["tiaoli-2019:36"]\n'
    'discretion = "none"\nremedy = "other"\nletter = "granted"\nfrom = 2019-05-15\n'
)


@pytest.mark.parametrize(
    "text",
    [
        OUTCOME + "colour = 1\n",
        OUTCOME.replace('remedy = "other"\n', ""),
        OUTCOME.replace('"other"', '"none"'),
        OUTCOME.replace('letter = "granted"', 'letter = "love"'),
        OUTCOME + 'when = ["mood"]\n',
        OUTCOME + 'needs = ["slept"]\n',
        OUTCOME.replace('["tiaoli-2019:36"]', "[]"),
    ],
)
def test_a_faulty_outcome_is_refused(text: str):
    with pytest.raises(DataError):
        parse_outcomes(text, "x", load_facts(), load_letters())


def test_a_fact_depends_on_facts_before_it():
    with pytest.raises(DataError, match="不认识 b"):
        parse_facts('[a]\nquestion = "?"\nquestion_en = "?"\nafter = ["b"]\n', "x")


def test_a_fee_prints_its_working():
    fee = charge_items(45, date(2024, 1, 2))
    assert fee.chinese == (
        "第1—10件：10件×0元＝0元；第11—30件：20件×100元＝2000元；"
        "第31—40件：10件×200元＝2000元；第41—45件：5件×300元＝1500元；合计5500.00元"
    )
    assert fee.english.endswith("items 41-45: 5 x 300 = 1500 yuan; total 5500.00 yuan")
    assert fee.as_json()["amount"] == 5500
    assert charge_pages(31, date(2024, 1, 2)).as_json()["measure"] == "pages"
    assert fee.value.reference == Reference("gbh-2020-109", "4.2")


def test_never_by_item_and_by_page_at_once():
    with pytest.raises(InvalidQuestion) as caught:
        charge_request(items=11, pages=31, day=DAY)
    assert caught.value.reference == Reference("gbh-2020-109", "3")
    with pytest.raises(InvalidQuestion):
        charge_request(items=None, pages=None, day=DAY)
    assert charge_request(items=11, pages=None, day=DAY).amount == 100
    assert charge_request(items=None, pages=31, day=DAY).amount == 10


def test_fees_that_do_not_exist():
    for wrong in (lambda: charge_items(-1, DAY), lambda: charge_item(0, DAY)):
        with pytest.raises(InvalidQuestion):
            wrong()
    with pytest.raises(InvalidQuestion, match="2020-12-31 时法律没有"):
        charge_items(11, date(2020, 12, 31))


@given(st.integers(0, 300))
def test_the_items_of_a_month_cost_what_the_month_costs(count: int):
    each = sum(charge_item(ordinal, DAY).amount for ordinal in range(1, count + 1))
    assert each == charge_items(count, DAY).amount


def test_one_item_is_one_item():
    fee = charge_item(31, DAY)
    assert (fee.quantity, fee.lines[0].count, fee.amount) == (1, 1, 200)


def test_what_depends_on_a_false_fact_is_false():
    reasons = {
        each.outcome.id: [reason.chinese for reason in each.reasons]
        for each in decide({"third_party_harm": False}, DAY).judgements
    }
    assert reasons["refused.third_party_rights"] == [
        "是否涉及商业秘密、个人隐私等，公开会损害第三方合法权益？否"
    ]
    reasons = {
        each.outcome.id: [reason.chinese for reason in each.reasons]
        for each in decide({"held": False}, DAY).judgements
    }
    assert reasons["refused.state_secret"] == [
        "经检索，本机关是否掌握该信息？否",
        "是否依法确定为国家秘密？否",
    ]


def test_ordinals_are_frozen_at_receipt():
    items = [
        Item("c", "张某", "甲局", date(2024, 5, 31)),
        Item("a", "张某", "甲局", date(2024, 5, 2)),
        Item("b", "张某", "甲局", date(2024, 5, 2)),
        Item("d", "张某", "甲局", date(2024, 6, 1)),
        Item("e", "张某", "乙局", date(2024, 5, 3)),
        Item("f", "李某", "甲局", date(2024, 5, 3)),
    ]
    assert number_items(items) == {"a": 1, "b": 2, "c": 3, "d": 1, "e": 1, "f": 1}


def test_remedies_text():
    first = state_remedies("refused.internal_affairs", DAY)
    assert first.chinese == (
        "如不服本决定，应当自知道本决定之日起60日内先向本级人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到复议决定书之日起15日内向人民法院提起行政诉讼。"
    )
    assert [str(each) for each in first.references] == [
        "fuyifa-2023:23.1(4)",
        "fuyifa-2023:24.1(1)",
        "fuyifa-2023:20.1",
        "susongfa-2017:45",
        "fuyifa-2023:23.2",
    ]
    choice = state_remedies("unavailable.not_held", DAY, served_online=True)
    assert choice.chinese == (
        "如不服本决定，可以自知道本决定之日起60日内向本级人民政府申请行政复议，"
        "也可以自知道本决定之日起6个月内向人民法院提起行政诉讼。"
        "本决定通过互联网送达，行政复议申请可以通过同一互联网渠道提交。"
    )
    assert Reference("fuyifa-2023", "22.2") in choice.references
    assert choice.as_json()["reconsideration_first"] is False
    early = state_remedies("granted", date(2023, 6, 1), served_online=True)
    assert "互联网" not in early.chinese


def test_remedies_beyond_the_data_are_refused():
    with pytest.raises(InvalidQuestion, match="没有2019-01-02的救济规定"):
        state_remedies("granted", date(2019, 1, 2))
    with pytest.raises(InvalidQuestion):
        state_remedies("granted", date(2023, 6, 1), organ=OrganKind.MINISTRY)
    with pytest.raises(DataError):
        parse_remedies("rule = []\n", "x")
