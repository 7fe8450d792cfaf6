"""A note of a visit typed in a tunnel: kept on the phone, sent when the net is back. S000-02."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

NOTE = "/tasks/pairings/visits/new/?pairing=1"
PLACE = "凉风隧道北口驿站"

KEPT = """
async () => {
  const { active } = await navigator.serviceWorker.ready;
  const kept = await (await caches.open("tasks-note-1")).keys();
  const shown = kept.some((request) => new URL(request.url).pathname === location.pathname);
  return Boolean(active) && shown && kept.length > 9;
}
"""


@pytest.fixture
def phone(sign_in):
    """A phone that has seen the page of the note once, and has come to rest before the tunnel."""
    page = sign_in("lu", width=390, height=844)
    page.goto(NOTE)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(KEPT)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    return page


def write(page, place=PLACE):
    page.get_by_label("走访地点").fill(place)
    page.get_by_label("走访事由").fill("查看站点运行")
    page.get_by_label("需要解决的问题").fill("没有饮水\n没有挂牌")


def waiting(page):
    return page.locator("#queue li")


def test_a_note_waits_for_the_net_and_is_one_visit(phone):
    phone.context.set_offline(True)
    phone.reload()
    assert phone.locator("#net").is_visible()
    write(phone)
    phone.get_by_role("button", name="提交走访记录").click()
    waiting(phone).get_by_text("待上传").wait_for()
    phone.reload()
    waiting(phone).get_by_text("待上传").wait_for()

    phone.context.set_offline(False)

    waiting(phone).get_by_text("已上传").wait_for()
    waiting(phone).get_by_role("link", name="查看走访记录").click()
    phone.get_by_text(PLACE).first.wait_for()
    assert phone.locator("th", has_text="没有挂牌").count() == 1
    phone.goto(f"/tasks/pairings/visits/?q={PLACE}")
    assert "共 1 条" in phone.locator("#count").inner_text()


def test_what_is_being_typed_is_back_after_the_page_was_closed(phone):
    phone.context.set_offline(True)
    write(phone, "没写完的地方")
    phone.wait_for_timeout(900)

    phone.reload()

    assert phone.get_by_label("走访地点").input_value() == "没写完的地方"


def test_a_note_that_is_refused_stays_with_the_reason(phone):
    write(phone)
    phone.get_by_label("走访日期").fill("2023-12-01")

    phone.get_by_role("button", name="提交走访记录").click()

    waiting(phone).get_by_text("走访日期不能晚于今天").wait_for()
    waiting(phone).get_by_role("button", name="取出修改").click()
    expect(phone.get_by_label("走访地点")).to_have_value(PLACE)
    expect(waiting(phone)).to_have_count(0)
