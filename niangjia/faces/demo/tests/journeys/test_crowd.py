"""People written down at a gate without a net: kept sealed on the phone, sent when it is back. S000-15."""

from datetime import date

import pytest
from playwright.sync_api import expect

from niangjia.foundation.divisions.identity import synthetic_id

pytestmark = pytest.mark.e2e

PAGE = "/members/applications/crowd/"
KEPT = """
async () => {
  const { active } = await navigator.serviceWorker.ready;
  const kept = await (await caches.open("members-crowd-1")).keys();
  const shown = kept.some((request) => new URL(request.url).pathname === location.pathname);
  return Boolean(active) && shown && kept.length > 9;
}
"""
STORED = """
() => new Promise((done, fail) => {
  const asked = indexedDB.open("niangjia-crowd");
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    const rows = asked.result.transaction("notes").objectStore("notes").getAll();
    rows.onsuccess = () => done(rows.result.map((row) => Object.keys(row).sort().join(" ")));
  };
})
"""


@pytest.fixture
def gate(sign_in):
    """A phone that has seen the page once, and has come to rest before the net goes."""
    page = sign_in("pan", width=390, height=844)
    page.goto(PAGE)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(KEPT)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    return page


def write(page, name, number, mobile):
    page.get_by_label("姓名").fill(name)
    page.get_by_label("证件号码").fill(number)
    page.get_by_label("手机号").fill(mobile)
    page.get_by_label("工作单位").fill("三棵树快递分拨点")
    page.get_by_label("新就业形态群体").select_option("courier")
    page.get_by_label("已把告知书当面告知本人").check()
    page.get_by_role("button", name="登记这个人").click()


def waiting(page):
    return page.locator("#queue li")


def number_of(seq):
    return synthetic_id("522601", date(1995, 3, 12), seq)


def test_three_at_a_gate_without_a_net_are_three_applications(gate):
    gate.context.set_offline(True)
    gate.reload()
    assert gate.locator("#net").is_visible()
    for seq, name in ((701, "石山水"), (703, "潘江河"), (705, "吴田野")):
        write(gate, name, number_of(seq), f"1990000{seq:04d}")
        waiting(gate).get_by_text(name).wait_for()
        expect(gate.get_by_label("姓名")).to_have_value("")
        expect(gate.get_by_label("工作单位")).to_have_value("三棵树快递分拨点")
    assert set(gate.evaluate(STORED)) == {"data draft iv key user"}

    gate.context.set_offline(False)

    expect(waiting(gate).get_by_text("已上传")).to_have_count(3)
    for name in ("石山水", "潘江河", "吴田野"):
        gate.locator("#today").get_by_role("link", name=name).wait_for()
    gate.goto("/members/applications/?view=all&mine=on&q=石山水")
    assert "共 1 份" in gate.locator("#count").inner_text()


def test_a_wrong_number_stays_with_the_reason_and_is_mended(gate):
    right = number_of(707)
    write(gate, "龙晓雨", right[:17] + ("0" if right[17] != "0" else "1"), "19900000707")

    waiting(gate).get_by_text("校验位不对").wait_for()
    waiting(gate).get_by_role("button", name="取出修改").click()
    expect(gate.get_by_label("姓名")).to_have_value("龙晓雨")
    gate.get_by_label("证件号码").fill(right)
    gate.get_by_role("button", name="登记这个人").click()

    waiting(gate).get_by_text("已上传").wait_for()
