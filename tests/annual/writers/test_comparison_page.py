"""The page of two reports: figures by row, sentences side by side, nothing that could run."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import unquote

import pytest
from lxml import html

from gongkai.annual.comparison import compare_reports
from gongkai.annual.model import AnnualReport, Cell, CellId, Source, State
from gongkai.annual.writers.comparison_page import render_comparison, say_number
from gongkai.annual.writers.wording import Language
from tests.annual.writers.test_page import HOSTILE, texts
from tests.annual.writers.works import BLANK, make_report, number

RECEIVED = CellId("table3", "received", "total")
COMPANY = CellId("table3", "received", "company")


def parse(left: AnnualReport, right: AnnualReport, language: Language = "zh") -> html.HtmlElement:
    return html.fromstring(render_comparison(compare_reports(left, right), language=language))


@pytest.fixture
def page() -> html.HtmlElement:
    return parse(
        make_report(
            year=2023,
            cells={RECEIVED: number(200), COMPANY: BLANK},
            words={"overview": "坚持公开为常态。全年受理申请12件。旧事已毕。"},
        ),
        make_report(
            cells={RECEIVED: number(150)},
            words={"overview": "坚持公开为常态。全年受理申请34件。新设专栏。"},
        ),
    )


def test_the_summary(page: html.HtmlElement) -> None:
    assert texts(page.cssselect("h1")) == [
        "临川县审批服务管理局 2023 年 与 临川县审批服务管理局 2024 年 对照"
    ]
    assert texts(page.cssselect(".answer dt")) == [
        "个数字不同",
        "个一方没有数字",
        "的文字在甲中已有（数字不计）",
    ]
    assert texts(page.cssselect(".answer dd"))[:2] == ["1", "1"]


def test_figures_stand_by_row_with_difference_and_growth(page: html.HtmlElement) -> None:
    (table, same) = page.cssselect("#figures table")
    assert [texts(row.cssselect("th, td")) for row in table.cssselect("tbody tr")] == [
        ["表三 · 一、本年新收政府信息公开申请数量"],
        ["商业企业", "空", "0", "有一方没有数字"],
        ["总计", "200", "150", "−50", "−25.0%"],
    ]
    assert len(same.cssselect("tbody td.figure")) == 198 * 4


def test_sentences_are_shown_with_what_became_of_them(page: html.HtmlElement) -> None:
    section = next(
        s for s in page.cssselect(".aligned") if texts(s.cssselect("h3")) == ["一、总体情况"]
    )
    assert texts(section.cssselect("li")) == [
        "照旧 坚持公开为常态。",
        "只改数字 甲 全年受理申请12件。 乙 全年受理申请34件。",
        "新增 乙 新设专栏。",
        "删去 甲 旧事已毕。",
    ]
    refigured = section.cssselect("li.figures")[0]
    assert (texts(refigured.cssselect("del")), texts(refigured.cssselect("ins"))) == (
        ["12"],
        ["34"],
    )


def test_two_organs_have_a_ratio_rather_than_growth() -> None:
    left = make_report(agency="甲局", cells={RECEIVED: number(200)})
    page = parse(left, make_report(agency="乙局", cells={RECEIVED: number(150)}))
    assert texts(page.cssselect("#figures thead th"))[:5] == ["项目", "甲", "乙", "乙－甲", "乙∶甲"]
    assert texts(page.cssselect("#figures table:first-of-type tbody td"))[:4] == [
        "200",
        "150",
        "−50",
        "0.75",
    ]


def test_what_the_other_form_lacks_is_listed_and_said() -> None:
    page = parse(make_report("2019"), make_report())
    assert texts(page.cssselect("#figures .obstacle"))[:2] == ["甲的格式没有此项"] * 2
    assert texts(page.cssselect("#figures details summary")) == [
        "没有对应的项目（43 个）",
        "相同的数字（181 个）",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_stays_text(language: Language) -> None:
    def hostile(words: str) -> AnnualReport:
        return make_report(
            cells={RECEIVED: Cell(State.TEXT, raw=HOSTILE, note=HOSTILE, why=HOSTILE)},
            words={"overview": HOSTILE + words, "problems": words + HOSTILE},
            agency=HOSTILE,
            source=Source(HOSTILE, "text"),
        )

    text = render_comparison(compare_reports(hostile("甲甲"), hostile("乙")), language=language)
    page = html.fromstring(text)
    assert page.xpath("//script | //img | //link | //iframe | //form") == []
    assert page.xpath("//@onerror | //@style | //@src") == []
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text) == []


def test_links_and_policy(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert [a for a in page.xpath("//a/@href") if unquote(a[1:]) not in ids] == []
    digest = b64encode(sha256(page.xpath("//style/text()")[0].encode()).digest()).decode()
    assert page.xpath("//meta[@http-equiv]/@content") == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize(("value", "said"), [(3, "+3"), (-3, "−3"), (0, "0"), (None, "")])
def test_signs_are_written(value: int | None, said: str) -> None:
    assert say_number(value, signed=True) == said
