"""What a clerk may write in a template, and what nobody may."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.letters.composition import compose
from gongkai.letters.errors import BadFacts, TemplateError
from gongkai.letters.interchange import read_facts, read_letter, write_json
from gongkai.letters.templating import LONGEST_LIST, LONGEST_TEXT
from gongkai.letters.text import Block, Role, Slip
from gongkai.statute.errors import StatuteError
from tests.letters.examples import example_facts, letters

FACTS = example_facts("supplement")


def test_the_marks_of_a_line():
    letter = compose(
        "supplement",
        FACTS,
        template="% 说明\n! 红头\n^ 清〔2026〕1号\n# 标题\n@ {{ applicant.called }}\n\n第一段，\n续写。\n\n"
        "第二段。\n## 一、甲\n### （一）乙\n- 1. 丙\n< 顶格\n| 栏 | 值 |\n> 附件甲\n> 附件乙\n= 机关\n~ {{ day }}\n"
        "* 章\n+ 联系人\n& 抄甲\n& 抄乙\n--- 回执\n正文\n| 签名 |  |\n",
    )
    assert letter.blocks == (
        Block(Role.BODY, "第一段，续写。"),
        Block(Role.BODY, "第二段。"),
        Block(Role.HEAD, "一、甲"),
        Block(Role.SUBHEAD, "（一）乙"),
        Block(Role.ITEM, "1. 丙"),
        Block(Role.LEFT, "顶格"),
        Block(Role.ROW, cells=("栏", "值")),
    )
    assert letter.slip == Slip(
        "回执", (Block(Role.BODY, "正文"), Block(Role.ROW, cells=("签名", "")))
    )
    assert letter.plain() == (
        "红头\n清〔2026〕1号\n标题\n林喆先生：\n第一段，续写。\n第二段。\n一、甲\n（一）乙\n1. 丙\n顶格\n栏\n值\n"
        "附件：1. 附件甲\n2. 附件乙\n机关\n2026年3月26日\n（联系人）\n抄送：抄甲，抄乙。\n回执\n正文\n签名"
    )
    assert letter.seal == "章"


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("甲\n{% for i in range(1000000000) %}x{% endfor %}", 2, "循环只能取自"),
        ("甲\n\n{{ organ.__class__ }}", 3, "没有这一项"),
        ("{{ organ.items }}", 1, "没有这一项"),
        ("{{ day.strftime }}", 1, "没有这一项"),
        ("{{ organ.items() }}", 1, "函数调用"),
        ("{{ ''.__class__.__mro__ }}", 1, "没有这一项"),
        ("一\n{% include '/etc/passwd' %}", 2, "引用其他文件"),
        ("{% import 'x' as y %}", 1, "引用其他文件"),
        ("{% extends 'x' %}", 1, "引用其他文件"),
        ("{% macro m() %}{% endmacro %}", 1, "宏"),
        ("{% set x = 1 %}", 1, "赋值"),
        ("{{ 'x' * 1000000000 }}", 1, "Mul"),
        ("{{ 9 ** 999999999 }}", 1, "Pow"),
        ("{{ 'a' ~ 'b' }}", 1, "Concat"),
        ("{{ organ['name'] }}", 1, "方括号取值"),
        ("一\n二\n{{ nobody }}", 3, "没有“nobody”这一项"),
        ("{{ organ.nmae }}", 1, "没有这一项"),
        ("{% for d in defects %}\n{{ d.nothing }}\n{% endfor %}", 2, "没有这一项"),
        ("{% for a in defects %}{% for b in defects %}x{% endfor %}{% endfor %}", 1, "循环之内"),
        ("{% for c in number %}{{ c }}{% endfor %}", 1, "循环只能取自"),
        ("{% for d in defects recursive %}{% endfor %}", 1, "循环只能取自"),
        ("一\n{% if day %}", 2, "写法有误"),
        ("{{ day | upper }}", 1, "写法有误"),
        ("一\n{{ defects }}", 2, "不是可以填入文书的值"),
        ("{{ day|join }}", 1, "不是可以填入文书的值"),
        ("{{ found|join('" + "x" * 9 + "') }}", 1, "不是可以填入文书的值"),
        ("{{ organ }}", 1, "不是可以填入文书的值"),
        ("{{ " + "(" * 3000 + "day" + ")" * 3000 + " }}", 0, "嵌套过深"),
        ("{{ " + "not " * 3000 + "day }}", 0, "嵌套过深"),
        ("{% if day %}" * 70 + "{% endif %}" * 70, 1, "嵌套过深"),
        ("字" * 10_000_000, 0, "过长"),
        ("#没有空格", 0, "应当空一格"),
        ("# 甲\n# 乙", 0, "只能有一行"),
        ("--- 甲\n--- 乙", 0, "只能有一份回执"),
        ("\ufdd0", 0, "不是文字的编码"),
    ],
)
def test_what_no_template_may_do(template: str, line: int, words: str):
    start = time.perf_counter()
    with pytest.raises(TemplateError, match=words) as raised:
        compose("supplement", FACTS, template=template)
    assert raised.value.line == line
    assert raised.value.english
    assert time.perf_counter() - start < 2


def test_a_letter_has_an_end():
    long = replace(FACTS, found=("长" * 5000,) * LONGEST_LIST)
    with pytest.raises(TemplateError, match=f"超过{LONGEST_TEXT}字"):
        compose("supplement", long, template="{% for f in found %}\n{{ f }}\n{% endfor %}\n")
    with pytest.raises(BadFacts, match=f"最多{LONGEST_LIST}项"):
        compose("supplement", replace(FACTS, found=("甲",) * (LONGEST_LIST + 1)))


def test_a_value_cannot_become_a_part_of_the_page():
    subject = "甲\n# 假标题\n= 假机关\n~ 假日期 | 栏 | --- {{ organ }} {% for %}"
    request = replace(FACTS.request, subject=subject)
    letter = compose(
        "supplement",
        replace(FACTS, request=request),
        template="# 真\n{{ request.subject }}\n\n| 问 | {{ request.subject }} |\n",
    )
    flat = "甲 # 假标题 = 假机关 ~ 假日期 | 栏 | --- {{ organ }} {% for %}"
    assert letter.title == "真"
    assert letter.organ == ""
    assert letter.blocks == (Block(Role.BODY, flat), Block(Role.ROW, cells=("问", flat)))


@given(st.text(max_size=200))
def test_whatever_is_typed_makes_a_letter_of_the_same_shape(text: str):
    plain = compose("receipt", example_facts("receipt"))
    facts = example_facts("receipt")
    typed = compose("receipt", replace(facts, request=replace(facts.request, subject=f"甲{text}")))
    assert [part for part, _ in typed.lines()] == [part for part, _ in plain.lines()]
    assert "\ufdd0" not in typed.plain()


@given(st.text(alphabet="{}%#|- \n甲ab.'\"()[]~=@^!<>&+*", max_size=80))
def test_any_template_makes_a_letter_or_an_error_with_words(template: str):
    with suppress(StatuteError):
        compose("receipt", example_facts("receipt"), template=template)


@pytest.mark.parametrize(("kind", "outcome"), letters())
def test_facts_and_letters_survive_storage(kind: str, outcome: str):
    facts = example_facts(kind, outcome)
    assert read_facts(write_json(facts)) == facts
    letter = compose(kind, facts)
    assert read_letter(write_json(letter)) == letter


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"organ": {"name": "甲"}},
        {"organ": {"name": "甲"}, "day": "2026-13-01"},
        {"organ": {"name": "甲"}, "day": 5},
        {"organ": {"name": "甲", "mood": 1}, "day": "2026-01-01"},
        {"organ": {"name": 1}, "day": "2026-01-01"},
        {"organ": {"name": "甲", "kind": "club"}, "day": "2026-01-01"},
        {"organ": {"name": "甲"}, "day": "2026-01-01", "found": "text"},
        {"organ": "甲", "day": "2026-01-01"},
        {"organ": {"name": "甲"}, "day": "2026-01-01", "extension_days": True},
    ],
)
def test_stored_facts_that_cannot_be_read(data):
    with pytest.raises(BadFacts, match="文书数据无效"):
        read_facts(data)


def test_an_unknown_channel_is_an_error():
    request = replace(FACTS.request, channel="pigeon")
    with pytest.raises(BadFacts, match="没有申请渠道“pigeon”"):
        compose("receipt", replace(FACTS, request=request))
