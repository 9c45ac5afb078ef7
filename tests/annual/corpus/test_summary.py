from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from gongkai.annual.corpus.columns import FINDINGS, REPORTS
from gongkai.annual.corpus.summary import MOST_AGENCIES, MOST_REASONS, render_summary
from gongkai.annual.corpus.survey import Skipped
from gongkai.annual.corpus.tally import Count, ReasonCount, RuleCount, Tally


def make_row(table, **values):
    return [values.get(column.name) for column in table.columns]


def make_report(**values):
    return make_row(REPORTS, **{"status": "read", "form": "2021", "kind": "pdf", **values})


def make_finding(rule, severity="error", *, waived=False):
    return make_row(FINDINGS, rule=rule, severity=severity, waived=waived)


@pytest.fixture
def tally():
    tally = Tally()
    yield tally
    tally.close()


def fill(tally: Tally) -> None:
    tally.add(
        make_report(agency="甲局", year=2024, errors=2, warnings=1),
        [make_finding("B"), make_finding("B"), make_finding("A", "warning")],
    )
    tally.add(
        make_report(agency="甲局", year=2023, errors=1, questions=4),
        [make_finding("B"), make_finding("B", waived=True)],
    )
    tally.add(make_report(agency="<b>乙局</b>", year=2024, kind="html"), [])
    tally.add(make_report(agency=None, year=None, form="2019"), [])
    for _ in range(2):
        tally.add(make_row(REPORTS, status="not_readable", reason="加密", reason_en="locked"), [])


def test_counts(tally):
    fill(tally)
    assert tally.total() == Count("", 4, 2, 3, 1, 4)
    assert tally.by("agency") == [
        Count("甲局", 2, 2, 3, 1, 4),
        Count("", 1, 0, 0, 0, 0),
        Count("<b>乙局</b>", 1, 0, 0, 0, 0),
    ]
    assert tally.by("agency", most=1) == [Count("甲局", 2, 2, 3, 1, 4)]
    assert [(count.name, count.reports) for count in tally.by("year")] == [
        ("", 1),
        ("2023", 1),
        ("2024", 2),
    ]
    assert tally.number_of("agency") == 3
    assert tally.rules() == [RuleCount("B", "error", 3, 2), RuleCount("A", "warning", 1, 1)]
    assert tally.reasons() == [ReasonCount("not_readable", "加密", "locked", 2)]
    assert tally.unread() == 2


def tables(page: str) -> dict[str, list[list[str]]]:
    """Return the page's tables by their section's heading."""
    return {
        section.findtext("h2"): [
            [" ".join(cell.text_content().split()) for cell in row] for row in section.iter("tr")
        ]
        for section in html.document_fromstring(page).iter("section")
        if section.find("h2") is not None
    }


def test_page_in_chinese(tally):
    fill(tally)
    page = render_summary(tally, Counter({Skipped.HIDDEN: 3}), 6)
    shown = tables(page)
    assert shown["按年度"] == [
        ["年度", "报告", "有错误的", "错误", "提醒", "请核对"],
        ["（未写明）", "1", "0", "0", "0", "0"],
        ["2023", "1", "1", "1", "0", "4"],
        ["2024", "2", "1", "2", "1", "0"],
    ]
    assert [row[0] for row in shown["按机关"][1:]] == ["甲局", "（未写明）", "<b>乙局</b>"]
    assert shown["按规则"][1:] == [["B", "错误", "3", "2"], ["A", "提醒", "1", "1"]]
    assert shown["未能读取的文件"][1:] == [["加密", "2"]]
    assert shown["未当作报告的文件"][1:] == [["隐藏文件或文件夹", "3"]]
    assert "<b>乙局" not in page


def test_page_in_english(tally):
    fill(tally)
    shown = tables(render_summary(tally, Counter({Skipped.HIDDEN: 3}), 6, english=True))
    assert shown["Files not read"][1:] == [["locked", "2"]]
    assert shown["Files passed over"][1:] == [["hidden files and folders", "3"]]


def test_rules_are_named_by_their_titles(tally):
    from gongkai.annual.checks import all_rules

    rule = all_rules()[0]
    tally.add(make_report(errors=1), [make_finding(rule.id)])
    shown = tables(render_summary(tally, Counter(), 1))
    assert shown["按规则"][1][0] == f"{rule.title}{rule.id}"


def test_empty_corpus(tally):
    assert tally.total() == Count("", 0, 0, 0, 0, 0)
    page = render_summary(tally, Counter(), 0)
    assert tables(page) == {}
    assert "文件夹里没有可读的文件。" in page


def test_long_lists_are_cut(tally):
    for number in range(MOST_AGENCIES + 5):
        tally.add(make_report(agency=f"第{number:03}局"), [])
    for number in range(MOST_REASONS + 3):
        tally.add(make_row(REPORTS, status="failed", reason=f"{number:03}", reason_en="x"), [])
    shown = tables(render_summary(tally, Counter(), 200))
    assert len(shown["按机关"]) == 1 + MOST_AGENCIES
    assert shown["未能读取的文件"][-1] == ["其余 3 种原因", "3"]


@pytest.mark.browser
def test_page_fits_a_phone(tally, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    fill(tally)
    path = tmp_path / "summary.html"
    path.write_text(render_summary(tally, Counter(), 6), encoding="utf-8")
    with playwright.sync_playwright() as browsers:
        try:
            browser = browsers.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
        except playwright.Error:
            pytest.skip("没有 Chromium / no Chromium on this machine")
        page = browser.new_page(viewport={"width": 375, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        browser.close()
