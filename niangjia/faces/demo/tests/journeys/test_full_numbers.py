"""查看完整号码: asked why, seen for a minute, and read by the audit administrator. S001-04."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

NUMBER = re.compile(r"\b\d{17}[\dX]\b")
HIDDEN = "已自动隐藏，需要时请重新查看"


def open_worker(page):
    """From the ledger of social workers to the first of them; their name."""
    page.goto("/unions/workers/")
    link = page.locator("#ledger tbody th a").first
    name = link.inner_text()
    link.click()
    page.get_by_role("heading", level=1, name=name).wait_for()
    assert not NUMBER.search(page.content())
    return name


def test_a_number_is_shown_for_a_minute_for_a_purpose(sign_in, complaints):
    page = sign_in("yang")
    page.clock.install()
    open_worker(page)

    page.get_by_role("link", name="查看完整号码 身份证号").click()
    dialog = page.locator("#dialog")
    dialog.get_by_role("button", name="查看", exact=True).click()
    dialog.get_by_text("处需要修改").wait_for()
    dialog.get_by_label("发放款项或待遇").check()
    dialog.get_by_role("button", name="查看", exact=True).click()

    shown = dialog.locator(".gh-whole")
    expect(shown).to_have_text(NUMBER)
    assert complaints(page) == []
    page.clock.fast_forward(61_000)
    expect(shown).to_have_text(HIDDEN)
    dialog.get_by_role("button", name="关闭").last.click()
    assert not NUMBER.search(page.content())


def test_closing_the_dialog_takes_the_number_away(sign_in):
    page = sign_in("yang")
    open_worker(page)
    page.get_by_role("link", name="查看完整号码 手机号").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("联系本人").check()
    dialog.get_by_role("button", name="查看", exact=True).click()
    number = dialog.locator(".gh-whole").inner_text()
    assert re.fullmatch(r"1\d{10}", number)

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert number not in page.content()


def test_without_script_the_page_goes_away_by_itself(sign_in):
    page = sign_in("yang", script=False)
    open_worker(page)
    page.get_by_role("link", name="查看完整号码 身份证号").click()
    page.get_by_label("办理业务核对身份").check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name="查看", exact=True).click()

    assert NUMBER.search(page.locator(".gh-whole").inner_text())
    headers = sent.value.headers
    assert headers["refresh"].startswith("60; url=/unions/workers/")
    assert headers["cache-control"] == "no-store"


def test_a_roll_is_taken_for_a_purpose_and_the_auditor_reads_both(sign_in, complaints):
    page = sign_in("yang")
    name = open_worker(page)
    page.get_by_role("link", name="查看完整号码 身份证号").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("按规定上报或备案").check()
    dialog.get_by_label("具体说明").fill("年报核对")
    dialog.get_by_role("button", name="查看", exact=True).click()
    dialog.locator(".gh-whole").wait_for()

    page.goto("/unions/workers/")
    page.get_by_role("link", name="导出", exact=True).click()
    dialog.get_by_label("按规定上报或备案").check()
    dialog.get_by_label("具体说明").fill("季度花名册")
    assert complaints(page) == []
    with page.expect_download() as taken:
        dialog.get_by_role("button", name="导出台账").click()
    assert taken.value.suggested_filename.endswith(".xlsx")

    auditor = sign_in("wei")
    auditor.get_by_role("link", name="操作日志").first.click()
    auditor.get_by_role("link", name="查看完整信息记录").click()
    row = auditor.get_by_role("row", name=re.compile("年报核对")).first
    expect(row).to_contain_text(name)
    assert complaints(auditor) == []
    auditor.get_by_role("link", name="审计记录").first.click()
    auditor.get_by_role("link", name="导出记录").click()
    expect(auditor.get_by_role("row", name=re.compile("季度花名册")).first).to_contain_text(
        "个人信息"
    )
    assert complaints(auditor) == []
