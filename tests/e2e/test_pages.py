"""Every page, in both languages, wide and narrow: nothing axe objects to, nothing wider than its window."""

from __future__ import annotations

import re

import pytest

from tests.chromium import NEEDS_CHROMIUM, WIDTHS, find_overflow, find_violations

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.axe]
ORGAN = "/o/qinghe-service"
PUBLIC = [
    "/", f"{ORGAN}/", f"{ORGAN}/search/?q=合同", f"{ORGAN}/search/?q=没有", f"{ORGAN}/guide/", f"{ORGAN}/choose/",
    f"{ORGAN}/choose/?matter=petition", f"{ORGAN}/ask/", f"{ORGAN}/status/", "/check/",
    "/deadline/", "/deadline/?channel=counter&received=2026-03-02", "/account/login/",
    "/account/signup/", "/account/code/", "/account/forgotten/", "/nowhere/",
]  # fmt: skip
STAFF = {
    "registrar": [
        "/desk/?view=open",
        "/desk/?view=overdue",
        "/desk/?view=archive&tick=page",
        "/desk/?view=all&channel=post&since=2026-01-01&sort=-due",
        "/desk/?view=all&handler=999999",
        "/desk/register/",
        "/desk/takeover/",
        "/desk/digest/",
        "/desk/outgoing/",
        "/desk/statistics/",
        "CASE",
    ],
    "handler": ["/desk/?view=mine", "/account/", "CASE", "ACTS", "LETTER"],
    "head": [
        "/desk/templates/",
        "/desk/templates/granted/",
        "/desk/templates/supplement/?version=",
        "MERGE",
        "/desk/?figure=late&period=2026",
    ],
    "leader": ["CASE", "/desk/remedies/"],
    "legal": [
        "/desk/remedies/?view=all",
        "/desk/remedies/open/",
        "/desk/remedies/table4/",
        "REMEDY",
    ],
    "auditor": ["/desk/audit/", "/desk/audit/?entry=change&since=2026-02-30", "CASE"],
    "admin": ["/desk/people/", "/desk/people/?view=former", "/desk/organ-page/", "/mine/"],
    "admin@qinghe": [
        "/desk/organs/",
        "/desk/organs/qinghe-service/",
        "/desk/organs/qinghe-service/people/",
        "PERSON",
    ],
    "supervisor": ["/desk/supervision/", "/desk/supervision/qinghe-service/"],
}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


@pytest.fixture(params=LANGUAGES)
def page(request, browser):
    language = request.param
    context = browser.new_context(
        locale=LANGUAGES[language], color_scheme="dark" if language == "en" else "light"
    )
    yield context.new_page()
    context.close()


def look_at(page, address, widths=WIDTHS):
    page.goto(address)
    return examine(page, widths)


def examine(page, widths=WIDTHS):
    """Return what is wrong with the page that is open at each width, all that folds away unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = {"violations": find_violations(page), "overflow": find_overflow(page)}
    return found


FINE = {width: {"violations": [], "overflow": 0} for width in WIDTHS}


def test_public_pages(office, page):
    seen = {path: look_at(page, office.address + path) for path in PUBLIC}
    assert seen == dict.fromkeys(PUBLIC, FINE)


ASKED = {
    "name": "王小明", "id_number": "990123199001010017", "phone": "10012345678", "description": "文化中心监理合同",
}  # fmt: skip


def test_pages_that_one_comes_to_by_asking(office, page):
    seen = {}
    page.goto(f"{office.address}{ORGAN}/ask/")
    page.click("main form.form button.act")
    seen["nothing filled in"] = examine(page)
    for name, value in ASKED.items():
        page.fill(f"[name={name}]", value)
    page.click("main form.form button.act")
    seen["looked over"] = examine(page)
    page.click("main button.act")
    seen["receipt"] = examine(page)
    number, secret = page.locator(".figure dd").all_inner_texts()
    page.goto(f"{office.address}{ORGAN}/status/")
    page.fill("[name=number]", number)
    page.fill("[name=secret]", secret)
    page.click("main button.act")
    assert "/progress/" in page.url
    seen["progress"] = examine(page)
    seen["published"] = look_at(page, publish(office, page))
    assert "监理合同全文" in page.inner_text("main")
    assert seen == dict.fromkeys(seen, FINE)


def publish(office, page):
    """Convert an answer to proactive disclosure, as the head of the office does; return its public address."""
    office.sign_in(page, "head")
    page.goto(f"{office.address}/desk/?view=all&outcome=granted")
    for case in [a.get_attribute("href") for a in page.locator("tbody a").all()]:
        page.goto(office.address + case)
        if (act := page.locator('.acts a[href*="/act/converted/"]')).count():
            number = re.search(r"\d{4}-\d{4}", page.inner_text(".crumbs"))[0]
            act.click()
            page.fill("[name=title]", "文化中心监理合同")
            page.fill("[name=text]", "监理合同全文（虚构）。")
            page.click("main form.form button.act")
            return f"{office.address}{ORGAN}/published/{number}/"
    raise AssertionError("nothing was granted")


def test_the_slip_of_the_counter(office, page):
    office.sign_in(page, "registrar")
    page.goto(f"{office.address}/desk/register/")
    for name, value in {**ASKED, "day": "2026-03-02", "subject": "监理合同"}.items():
        page.fill(f"[name={name}]", value)
    page.click("main form.form button.act")
    assert page.url.endswith("/register/slips/")
    assert examine(page) == FINE


@pytest.mark.parametrize("username", STAFF)
def test_pages_of_the_desk(office, page, username):
    office.sign_in(page, username)
    seen = {}
    for path in find_pages(office, page, username):
        seen[path] = look_at(page, office.address + path)
    assert seen == dict.fromkeys(seen, FINE)


def find_pages(office, page, username):
    page.goto(f"{office.address}/desk/?view={'mine' if username == 'handler' else 'open'}")
    link = page.locator("tbody a").first
    case = link.get_attribute("href") if link.count() else None
    number = re.search(r"\d{4}-\d{4}", page.inner_text("tbody"))[0] if case else ""
    for path in STAFF[username]:
        if path == "CASE" and case:
            yield case
        elif path == "ACTS" and case:
            page.goto(office.address + case)
            yield from [a.get_attribute("href") for a in page.locator(".acts a").all()]
        elif path == "REMEDY":
            page.goto(f"{office.address}/desk/remedies/?view=all")
            yield page.locator("tbody a").first.get_attribute("href")
        elif path == "PERSON":
            page.goto(f"{office.address}/desk/organs/qinghe-service/people/")
            yield page.locator("tbody a").first.get_attribute("href")
        elif path == "MERGE" and case:
            yield f"{case}act/merged/?number={number}"
        elif path == "LETTER" and case:
            yield f"{case}letter/"
            yield f"{case}outcome/"
            yield f"{case}act/drafted/?outcome=unavailable.not_held"
        elif path.startswith("/"):
            yield path


@pytest.mark.parametrize("mode", ["large", "contrast"])
def test_large_type_and_high_contrast_are_remembered_and_hold(office, browser, mode):
    context = browser.new_context(viewport={"width": 375, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(office.address + f"{ORGAN}/ask/")
    page.click(f"footer button[name={mode}]")
    assert page.locator("html").get_attribute("class") == mode
    seen = {path: look_at(page, office.address + path, widths=[375]) for path in PUBLIC}
    assert seen == {path: {375: FINE[375]} for path in PUBLIC}
    context.close()


def test_the_desk_holds_in_large_type_on_a_small_telephone(office, browser):
    context = browser.new_context(viewport={"width": 320, "height": 700}, locale="zh-CN")
    context.add_cookies([{"name": "large", "value": "1", "url": office.address}])
    page = context.new_page()
    office.sign_in(page, "registrar")
    wide = {}
    for path in [each for each in STAFF["registrar"] if each.startswith("/")]:
        page.goto(office.address + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        wide[path] = find_overflow(page)
    assert wide == dict.fromkeys(wide, 0)
    context.close()


def test_what_is_printed_is_a_document(office, browser):
    context = browser.new_context(locale="zh-CN", color_scheme="dark")
    page = context.new_page()
    office.sign_in(page, "registrar")
    for path in ("/desk/?view=overdue", "CASE"):
        if path == "CASE":
            page.locator("tbody a").first.click()
        else:
            page.goto(office.address + path)
        page.emulate_media(media="print")
        shown = "each => each.checkVisibility()"
        assert page.locator("header.top, footer, button, .button, .acts-column").evaluate_all(
            f"all => all.filter({shown}).length"
        ) == 0  # fmt: skip
        assert page.inner_text(".printed").startswith("清河市政务服务局 · 打印")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        heads = page.locator("main > section thead").evaluate_all(
            "all => all.map(each => getComputedStyle(each).display)"
        )
        assert set(heads) <= {"table-header-group"}
        page.emulate_media(media="screen")
    context.close()


def test_everything_is_reached_by_keyboard(office, browser):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(office.address + f"{ORGAN}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    wanted = page.locator("a[href], button, input:not([type=hidden]), summary").count()
    reached = set()
    for _ in range(wanted + 5):
        reached.add(page.evaluate("document.activeElement.outerHTML"))
        page.keyboard.press("Tab")
    shown = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]"
        ".map(e => e.outerHTML)"
    )
    assert set(shown) - reached == set()
    context.close()
