"""The page: its structure, its anchors both ways, its policy, and hostile text in it."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import unquote

import pytest
from lxml import html

from gongkai.annual.checks.finding import Finding, Where
from gongkai.annual.model import AnnualReport, CellId, Place, Source, State
from gongkai.annual.model import Cell as ModelCell
from gongkai.annual.writers.page import render_check
from gongkai.annual.writers.wording import Language
from tests.annual.writers.works import ALL_STATES, make_finding, make_findings, make_report

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{7*7}}\x1b]0;x\x07\u202e\ud800"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def parse(
    report: AnnualReport, findings: list[Finding], language: Language = "zh"
) -> html.HtmlElement:
    return html.fromstring(render_check(report, findings, language=language))


def classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def texts(elements: list[html.HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


@pytest.fixture
def report() -> AnnualReport:
    return make_report(cells=ALL_STATES)


@pytest.fixture
def page(report: AnnualReport) -> html.HtmlElement:
    return parse(report, make_findings(report))


def test_the_summary_counts_what_there_is(page: html.HtmlElement) -> None:
    assert texts(page.cssselect(".answers .answer dd")) == ["1", "1", "1", "1", "1", "194"]
    assert texts(page.cssselect(".answers .answer dt")) == [
        "处错误",
        "处提醒",
        "处请核对",
        "条说明",
        "处已豁免",
        "/ 200 个单元格读出数字",
    ]


def test_cells_without_a_number_are_told_with_the_reason(page: html.HtmlElement) -> None:
    assert texts(page.cssselect("#unread li")) == [
        "空 表三 · （一）予以公开：自然人 原文此格空白，不当作 0",
        "/ 表三 · （一）予以公开：商业企业 原文此格是斜线，不当作 0",
        "— 表三 · （一）予以公开：科研机构 原文此格是横线，不当作 0",
        "文字 表三 · （一）予以公开：社会公益组织 原文此格是文字，不是数字；原文为文字",
        (
            "两读 表三 · （一）予以公开：法律服务机构 原文有两种以上读法，未取；两种切分都合；"
            "可读作 1 10 或 11 0；原文：110"
        ),
        "缺 表三 · （一）予以公开：其他 原文没有这一格，或已无法辨认",
    ]


def test_every_state_is_shown_in_its_cell(page: html.HtmlElement) -> None:
    row = page.cssselect("[id='cell-table3.granted.natural_person']")[0].getparent()
    cells = row.cssselect("td")
    assert texts(cells) == [
        "空",
        "/原文此格是斜线，不当作 0",
        "—原文此格是横线，不当作 0",
        "无此项",
        "两读",
        "缺",
        "11 推",
    ]
    assert [cell.get("class").split() for cell in cells] == [
        ["figure", kind]
        for kind in ("blank", "slash", "dash", "text", "ambiguous", "missing", "derived")
    ]
    assert all(cell.get("title") for cell in cells)


def test_the_tables_stand_in_their_sections(page: html.HtmlElement) -> None:
    parts = page.cssselect("article.report > section.part")
    assert [
        (texts(part.cssselect("h3")), [t.get("id") for t in part.cssselect("table")])
        for part in parts
    ] == [
        (["标题与说明"], []),
        (["一、总体情况"], []),
        (["二、主动公开政府信息情况"], ["table2"]),
        (["三、收到和处理政府信息公开申请情况"], ["table3"]),
        (["四、政府信息公开行政复议、行政诉讼情况"], ["table4"]),
        (["五、存在的主要问题及改进情况"], []),
        (["六、其他需要报告的事项"], []),
    ]


def test_a_table_whose_section_is_lost_keeps_its_place() -> None:
    page = parse(make_report(without=("requests", "remedies")), [])
    parts = page.cssselect("article.report > section.part")
    assert [texts(part.cssselect("h3")) for part in parts][2:5] == [
        ["二、主动公开政府信息情况"],
        ["收到和处理政府信息公开申请情况"],
        ["政府信息公开行政复议、行政诉讼情况"],
    ]
    assert [table.get("id") for table in page.cssselect("table.official")] == [
        "table2",
        "table3",
        "table4",
    ]


def test_merged_headers_of_table3(page: html.HtmlElement) -> None:
    rows = page.cssselect("#table3 thead tr")
    assert [
        [(cell.get("rowspan"), cell.get("colspan"), cell.get("scope")) for cell in row]
        for row in rows
    ] == [
        [("3", "3", None), (None, "7", "colgroup")],
        [("2", None, "col"), (None, "5", "colgroup"), ("2", None, "col")],
        [(None, None, "col")] * 5,
    ]
    outer = page.cssselect("#table3 th.outer")
    assert [(cell.get("rowspan"), cell.get("scope")) for cell in outer] == [("22", "rowgroup")]


def test_a_hybrid_says_which_table_follows_the_other_form() -> None:
    page = parse(make_report("2021", table2_form="2019"), [])
    assert texts(page.cssselect("#table2 .other-form")) == ["格式：国办公开办函〔2019〕60号"]
    assert texts(page.cssselect("#table3 .other-form")) == []


def test_a_finding_stands_at_its_cell_and_its_words_and_both_lead_back(
    page: html.HtmlElement,
) -> None:
    cell = page.cssselect("[id='cell-table3.received.total']")[0]
    mark = page.cssselect("mark.error")[0]
    assert classes(cell) == {"figure", "number", "flagged", "error"}
    assert [(a.get("href"), a.text) for a in cell.cssselect("a")] == [("#finding-PROSE", "错误 1")]
    assert mark.text_content() == "政府信息公开申请271件"
    assert (mark.getnext().get("href"), mark.getprevious().get("id")) == (
        "#finding-PROSE",
        "mark-1",
    )
    item = page.cssselect("[id='finding-PROSE']")[0]
    assert [(a.get("href"), a.text) for a in item.cssselect("a")] == [
        ("#mark-1", "总体情况"),
        ("#cell-table3.received.total", "总计"),
    ]


def test_a_finding_tells_both_sides_its_basis_and_its_rule(page: html.HtmlElement) -> None:
    item = page.cssselect("[id='finding-PROSE']")[0]
    assert texts(item.cssselect(".compared tr")) == ["正文271", "表格268"]
    assert texts(item.cssselect("dl > div > dt")) == ["位置", "原文", "对照", "依据", "规则"]


def test_a_waived_finding_names_the_person_and_the_reason(page: html.HtmlElement) -> None:
    item = page.cssselect("[id='finding-PARTS']")[0]
    assert classes(item) == {"finding", "waived"}
    assert texts(item.cssselect(".waiver dd")) == ["王晓明：16 条两处都发 2025-01-12"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_leads_to_an_element_of_the_page(
    report: AnnualReport, language: Language
) -> None:
    odd = make_finding('a b/丙%20"', where=Where(cells=(CellId("table2", "rules", "issued"),)))
    page = parse(report, [*make_findings(report), odd], language)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [link for link in page.xpath("//a/@href") if unquote(link[1:]) not in ids] == []


def test_2019_cells_have_anchors_in_chinese() -> None:
    id_ = CellId("table2", "规章", "新制作")
    page = parse(make_report("2019"), [make_finding(where=Where(cells=(id_,)))])
    links = page.xpath("//li[@id='finding-T3-BALANCE-1']//a/@href")
    assert [unquote(link) for link in links] == ["#cell-table2.规章.新制作"]


def test_a_finding_at_a_cell_that_the_form_lacks_is_told_without_a_link() -> None:
    gone = CellId("table3", "gone", "total")
    page = parse(make_report(), [make_finding(where=Where(cells=(gone,)))])
    assert texts(page.cssselect(".places li")) == ["table3.gone：total"]
    assert page.cssselect(".places a") == []


def test_a_finding_over_many_cells_is_named_at_the_table_and_numbered_in_the_cells() -> None:
    report = make_report()
    cells = tuple(id_ for id_ in report.cells if id_.table == "table3")
    page = parse(report, [make_finding(where=Where(cells=cells))])
    assert texts(page.cssselect("#table3 caption a")) == ["错误 1"]
    assert texts(page.cssselect("#table3 td a.flag")) == ["错误 1"] + ["1"] * (len(cells) - 1)


def test_no_findings_is_said() -> None:
    page = parse(make_report(), [])
    assert texts(page.cssselect("#findings .holds")) == ["没有发现需要核对的地方。"]


def test_the_policy_admits_the_one_style_and_nothing_else(page: html.HtmlElement) -> None:
    (style,) = page.xpath("//style/text()")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_fetches_nothing_and_runs_nothing(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //link | //img | //iframe | //object | //form") == []
    assert page.xpath("//@style | //@src | //@*[starts-with(name(), 'on')]") == []
    (style,) = page.xpath("//style/text()")
    assert re.findall(r"url\(|@import", style) == []
    assert [link for link in page.xpath("//@href") if not link.startswith("#")] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_stays_text_wherever_it_stands(language: Language) -> None:
    id_ = CellId("table3", "received", "total")
    cell = ModelCell(State.TEXT, raw=HOSTILE, note=HOSTILE, why=HOSTILE, readings=(HOSTILE,))
    report = make_report(
        cells={id_: cell},
        words={"overview": HOSTILE + "。", "other": HOSTILE},
        title=HOSTILE,
        agency=HOSTILE,
        remarks=(HOSTILE,),
        source=Source(HOSTILE, "pdf", sha256=HOSTILE),
    )
    finding = make_finding(
        HOSTILE,
        rule=HOSTILE,
        message=HOSTILE,
        message_en=HOSTILE,
        basis=HOSTILE,
        compared={HOSTILE: HOSTILE, "parts": [HOSTILE]},
        where=Where(
            (id_, CellId(HOSTILE, HOSTILE, HOSTILE)),
            text=HOSTILE,
            section=HOSTILE,
            place=Place(sheet=HOSTILE),
        ),
    )
    text = render_check(
        report, [finding], previous=replace(report, title=HOSTILE), language=language
    )
    page = html.fromstring(text)
    assert page.xpath("//script | //img") == []
    assert page.xpath("//@onerror") == []
    assert "49" not in page.xpath("string(//h1)")
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text) == []
    assert text.encode("utf-8")


def test_the_english_page_is_english_but_for_the_report_itself() -> None:
    report = make_report(cells=ALL_STATES)
    findings = [
        make_finding(
            where=Where(cells=(CellId("table3", "received", "total"),)),
            compared={"left": 1, "right": 2},
        )
    ]
    page = parse(report, findings, "en")
    assert page.get("lang") == "en"
    for element in page.xpath("//*[@lang='zh-Hans'][not(.//*[@lang='en'])]"):
        element.text = None
        for child in list(element):
            element.remove(child)
    for part in page.cssselect("section.part"):
        for child in part.xpath("./h3 | ./h4 | ./p"):
            part.remove(child)
    for seal in page.cssselect(".seal"):
        seal.text = None
    page.xpath("//title")[0].text = None
    chinese = [text for text in page.itertext() if CHINESE.search(text)]
    assert chinese == ["无此项"]


def test_the_same_report_makes_the_same_page(report: AnnualReport) -> None:
    findings = make_findings(report)
    assert render_check(report, findings) == render_check(report, findings)


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_an_empty_report_makes_a_page(form: str) -> None:
    report = AnnualReport(Source("", "text"), form, cells={})
    page = parse(report, [])
    assert page.xpath("string(//h1)") == "未读出标题的年度报告"
    assert texts(page.cssselect(".answers .answer dd"))[-1] == "0"
