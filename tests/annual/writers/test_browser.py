"""The pages in a real browser: accessible, no wider than a phone, silent, light on paper."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from gongkai.annual.comparison import compare_reports
from gongkai.annual.writers.comparison_page import render_comparison
from gongkai.annual.writers.page import render_check
from tests.annual.writers.works import ALL_STATES, make_findings, make_report
from tests.chromium import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
EVERY_VIEW = [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")]
VIEWS = [(name, *view) for name in ("check", "comparison") for view in EVERY_VIEW] + [
    (name, *view)
    for name in ("check_en", "check_2019", "comparison_en")
    for view in ((1280, "light"), (375, "dark"))
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    report = make_report(cells=ALL_STATES)
    older = make_report(
        "2019", year=2019, words={"overview": "全年共收到政府信息公开申请9件，办结9件。"}
    )
    comparison = compare_reports(older, report)
    made = {
        "check": render_check(report, make_findings(report), previous=older),
        "check_en": render_check(report, make_findings(report), language="en"),
        "check_2019": render_check(older, []),
        "comparison": render_comparison(comparison),
        "comparison_en": render_comparison(comparison, language="en"),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in made}


NAMES = pytest.mark.parametrize(
    "name", ["check", "check_en", "check_2019", "comparison", "comparison_en"]
)


def open_page(browser: Browser, path: Path, width: int, scheme: str) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_axe_finds_no_violation(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    page = open_page(browser, pages[name], width, scheme)
    if (width, scheme) == (375, "light"):
        for closed in page.query_selector_all("details:not([open]) > summary"):
            closed.click()
    options = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options).response["violations"]
    page.close()
    assert [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found] == []


@NAMES
def test_nothing_sticks_out_of_the_window(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = open_page(browser, pages[name], 1280, "light")
    widths = [320, 375, 800, 1100, 1280]
    taken = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        taken.append(page.evaluate("document.documentElement.scrollWidth"))
    page.close()
    assert taken == widths


@NAMES
def test_the_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[name].as_uri())
    page.close()
    assert (asked, said) == ([pages[name].as_uri()], [])


def test_findings_come_before_the_report_on_a_phone(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = open_page(browser, pages["check"], 375, "light")
    tops = [
        page.locator(where).bounding_box()["y"] for where in (".summary", "#findings", "#report")
    ]
    page.close()
    assert tops == sorted(tops)


def test_the_keyboard_reaches_a_finding_and_comes_back(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = open_page(browser, pages["check"], 1280, "light")
    page.locator("mark.error + a.flag").focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    there = page.evaluate("document.querySelector(':target').id")
    page.locator("[id='finding-PROSE'] .places a").focus()
    page.keyboard.press("Enter")
    back = page.evaluate("document.querySelector(':target').id")
    page.close()
    assert (outline, there, back) == ("solid", "finding-PROSE", "cell-table3.received.total")


def test_the_page_is_light_on_paper_even_in_the_dark(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = open_page(browser, pages["check"], 1280, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert background == "rgb(255, 255, 255)"
