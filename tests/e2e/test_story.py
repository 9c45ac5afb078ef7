"""A request from the citizen's form to the archive, by everybody it passes, in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.chromium import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
ID_NUMBER = "990123199001010017"


@pytest.fixture
def page(browser):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


def do(office, page, story, kind, **values):
    """Do an act on the case of the story, through its button and form."""
    page.goto(story["case"])
    page.click(f'.acts a[href*="/act/{kind}/"]')
    fill_and_send(page, story, **values)


def draft(office, page, story, **values):
    """Answer the first questions, choose the outcome, look at the reply, and hand it in."""
    page.goto(story["case"])
    page.click('.acts a[href*="/act/drafted/"]')
    if "/outcome/" in page.url:
        page.click("text=否")
        assert "已查明的事实" in page.inner_text("main")
        page.click('a[href*="outcome=granted"]')
    for name, value in values.items():
        page.fill(f"main form.form [name={name}]", value)
    page.click("text=预览文书")
    assert "必备内容齐全" in page.inner_text("main")
    fill_and_send(page, story, **values)


def fill_and_send(page, story, **values):
    for name, value in values.items():
        field = page.locator(f"main form.form [name={name}]").first
        if field.get_attribute("type") == "radio":
            page.check(f"main form.form [name={name}][value={value}]")
        elif field.evaluate("e => e.tagName") == "SELECT":
            page.select_option(f"main form.form [name={name}]", value)
        else:
            field.fill(value)
    page.click("main form.form button.act")
    assert page.url == story["case"], page.inner_text("main")


def a_citizen_asks_without_script(office, page, story):
    page.goto(f"{office.address}/o/qinghe-service/")
    page.click("text=我要申请")
    page.click("text=下一步：核对")
    assert page.locator(".field.wrong").count() == 0  # the browser itself asks for what is missing
    page.fill("[name=name]", "王小明")
    page.fill("[name=id_number]", "990123199001010011")
    page.fill("[name=phone]", "10012345678")
    page.fill("[name=description]", "城东文化中心项目的监理合同及补充协议")
    page.click("text=下一步：核对")
    assert "校验码不符" in page.inner_text(".error-summary")
    page.fill("[name=id_number]", ID_NUMBER)
    page.click("text=下一步：核对")
    assert "城东文化中心" in page.inner_text("main")
    page.click("text=提交申请")
    numbers = page.locator(".figure dd").all_inner_texts()
    story["number"], story["secret"] = numbers
    assert re.fullmatch(r"\d{4}-\d{4}", story["number"])
    assert "王小明" not in page.content()


def and_follows_it(office, page, story):
    page.goto(f"{office.address}/o/qinghe-service/status/")
    page.fill("[name=number]", story["number"])
    page.fill("[name=secret]", "WRONG2345678")
    page.click("main button.act")
    assert "不对" in page.inner_text(".error-summary")
    page.fill("[name=secret]", story["secret"].lower())
    page.click("main button.act")
    assert "确认" in page.inner_text("main")
    assert ID_NUMBER not in page.content()
    assert story["secret"] not in page.url


def a_clerk_confirms_and_assigns(office, page, story):
    office.sign_in(page, "registrar")
    page.goto(f"{office.address}/desk/")
    page.fill("[name=q]", ID_NUMBER)
    page.click("main form.narrow .filters button")
    page.locator("tbody a").first.click()
    story["case"] = page.url
    assert story["number"] in page.inner_text(".crumbs")
    assert "王小明" not in page.content()
    do(office, page, story, "confirmed", how="电话", subject="城东文化中心项目监理合同")
    assert page.locator(".strip li.start").count() == 1
    page.goto(
        page.locator('.acts a[href*="/act/assigned/"]').get_attribute("href") and story["case"]
    )
    page.click('.acts a[href*="/act/assigned/"]')
    page.select_option("[name=handler]", label="周岚")
    page.click("main form.form button.act")


def the_handler_pauses_extends_and_drafts(office, page, story):
    office.sign_in(page, "handler")
    do(office, page, story, "accepted")
    do(office, page, story, "third-party-sent", party="甲公司", information="监理合同")
    assert "征求意见" in page.inner_text(".title")
    do(office, page, story, "third-party-answered", consents="yes")
    office.sign_in(page, "head")
    do(office, page, story, "extension-approved", days="10", reason="材料较多")
    office.sign_in(page, "handler")
    do(office, page, story, "extended", days="10")
    draft(office, page, story, supplied="监理合同")


def a_reviewer_sends_it_back_and_then_passes(office, page, story):
    office.sign_in(page, "legal")
    do(office, page, story, "review-returned", reason="写明依据的款、项")
    office.sign_in(page, "handler")
    page.goto(story["case"])
    assert "写明依据的款、项" in page.inner_text("main")
    draft(office, page, story, supplied="监理合同及补充协议复印件")
    assert page.locator('.acts a[href*="/act/review-passed/"]').count() == 0  # not one's own
    for username in ("legal", "secrecy"):
        office.sign_in(page, username)
        do(office, page, story, "review-passed")


def the_leader_signs_and_the_clerk_serves(office, page, story):
    office.sign_in(page, "leader")
    page.goto(f"{story['case']}reply/")
    assert "必备内容齐全" in page.inner_text("main")
    assert "王小明" in page.inner_text(".letter")
    do(office, page, story, "signed")
    assert re.search(r"清政服公复〔\d{4}〕\d+号", page.inner_text("main"))
    office.sign_in(page, "registrar")
    do(office, page, story, "answered", method="electronic")
    do(office, page, story, "archived")


def the_citizen_sees_the_outcome_and_what_to_do(office, page, story):
    page.goto(f"{office.address}/o/qinghe-service/status/")
    page.fill("[name=number]", story["number"])
    page.fill("[name=secret]", story["secret"])
    page.click("main button.act")
    text = page.inner_text("main")
    assert "予以公开" in text
    assert "60日" in text
    assert "延长答复期限告知书" in text
    with page.expect_download() as download:
        page.click("text=下载答复")
    assert download.value.suggested_filename in {
        "政府信息公开告知书（予以公开）.pdf",
        "政府信息公开告知书（予以公开）.docx",
    }


def an_auditor_proves_it_and_sees_who_looked(office, page, story):
    office.sign_in(page, "handler")
    page.goto(story["case"])
    page.fill("[name=why]", "核对邮寄地址")
    page.click("text=查看个人信息")
    assert "王小明" in page.inner_text("main")
    office.sign_in(page, "auditor")
    page.goto(story["case"])
    page.click("text=验证记录链")
    assert "逐条相符" in page.inner_text("main")
    assert page.locator("[name=why]").count() == 0
    page.goto(f"{office.address}/desk/audit/")
    assert "核对邮寄地址" in page.inner_text("tbody")


def a_stranger_gets_nowhere(office, page, story):
    page.context.clear_cookies()
    page.goto(story["case"])
    assert "/account/login/" in page.url
    office.sign_in(page, "registrar@shiping-culture")
    page.goto(story["case"])
    assert page.locator("h1").inner_text() == "没有这项权限"
    assert story["number"] not in page.inner_text("main")


def test_a_request_from_form_to_archive(office, page):
    story = {}
    for step in (
        a_citizen_asks_without_script,
        and_follows_it,
        a_clerk_confirms_and_assigns,
        the_handler_pauses_extends_and_drafts,
        a_reviewer_sends_it_back_and_then_passes,
        the_leader_signs_and_the_clerk_serves,
        the_citizen_sees_the_outcome_and_what_to_do,
        an_auditor_proves_it_and_sees_who_looked,
        a_stranger_gets_nowhere,
    ):
        step(office, page, story)
