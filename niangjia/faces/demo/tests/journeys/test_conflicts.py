"""Two people meet in one cell; a session ends while somebody types."""

import pytest

from niangjia.faces.demo.cast import PASSWORD

pytestmark = pytest.mark.e2e

CYCLE = "2023年度县级工会加强年“五强”考核"


def open_sheet(page, cycle, union):
    """From the menu to the sheet of a union, as a person goes."""
    page.get_by_role("link", name="考核验收").first.click()
    main = page.locator("main")
    main.get_by_role("link", name=cycle).first.click()
    main.get_by_role("link", name=union).first.click()
    page.wait_for_url("**/assessment/sheets/**")


def open_first_item(page):
    """Press the first item of the dimension: its line opens in place."""
    page.locator("tr[id^=line-] th a").first.click()
    page.locator("#score-form").wait_for(state="attached")


def choose_points(page, points):
    """Type points into the open cell and leave it, as the keyboard does."""
    box = page.locator("input[name=points]")
    box.fill(points)
    box.press("Tab")


def test_two_people_in_one_cell_are_shown_both_values(sign_in):
    mine, theirs = sign_in("zhao"), sign_in("qian")
    for page in (mine, theirs):
        open_sheet(page, CYCLE, "玉门市总工会")
        open_first_item(page)
    before = mine.locator("input[name=points]").input_value()
    first, second = f"{float(before) - 1:g}", f"{float(before) - 0.5:g}"

    choose_points(theirs, first)
    theirs.locator("#dock-saved").wait_for()
    choose_points(mine, second)

    dialog = mine.locator("#dialog")
    dialog.get_by_role("heading", name="这条记录刚被别人改过").wait_for()
    row = dialog.get_by_role("row", name="得分")
    assert first in row.inner_text()
    assert second in row.inner_text()
    dialog.get_by_role("button", name="保留我的并保存").click()
    mine.locator("#dock-saved").wait_for()
    theirs.reload()
    assert float(theirs.locator("input[name=points]").input_value()) == float(second)
    choose_points(theirs, before)
    theirs.locator("#dock-saved").wait_for()


def test_typed_text_stays_when_the_session_ends(sign_in):
    page = sign_in("zhao")
    open_sheet(page, CYCLE, "玉门市总工会")
    open_first_item(page)
    page.context.clear_cookies(name="sessionid")

    page.locator("textarea[name=remark]").fill("台账已经补齐")
    page.locator("textarea[name=remark]").press("Tab")

    dialog = page.locator("#dialog")
    dialog.get_by_role("heading", name="登录已到期").wait_for()
    dialog.locator("input[name=login]").fill("zhao")
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.locator("button[type=submit], button:not([type])").first.click()
    dialog.wait_for(state="hidden")
    remark = page.locator("textarea[name=remark]")
    assert remark.input_value() == "台账已经补齐"
    remark.press("End")
    remark.type("，照片在后")
    remark.press("Tab")
    page.locator("#dock-saved").wait_for()
    page.reload()
    assert page.locator("textarea[name=remark]").input_value() == "台账已经补齐，照片在后"


def open_details(page, union):
    """From the menu to the small form of a union's details, in the dialog."""
    page.get_by_role("link", name="组织管理").first.click()
    page.locator("main").get_by_role("link", name=union, exact=True).first.click()
    page.locator('a[href$="/edit/"]').first.dispatch_event("click")
    page.locator("#dialog input[name=phone]").wait_for()


def save_phone(page, number):
    """Fill the form in the dialog and press its button."""
    page.locator("#dialog input[name=phone]").fill(number)
    page.locator("#dialog").get_by_role("button", name="修改资料").click()


def test_mine_is_kept_from_a_dialog(sign_in):
    mine, theirs = sign_in("zhao"), sign_in("qian")
    refused = []
    mine.on("console", lambda told: refused.append(told.text) if "Policy" in told.text else None)
    for page in (mine, theirs):
        open_details(page, "玉门市总工会")

    save_phone(theirs, "0937-1110000")
    theirs.get_by_text("0937-1110000").first.wait_for()
    save_phone(mine, "0937-2220000")
    mine.locator("#dialog").get_by_role("heading", name="这条记录刚被别人改过").wait_for()
    mine.locator("#dialog").get_by_role("button", name="保留我的并保存").click()

    mine.locator(".gh-facts").get_by_text("0937-2220000").wait_for()
    assert refused == []
