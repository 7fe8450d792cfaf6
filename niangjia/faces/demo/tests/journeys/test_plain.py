"""Without script: reading, filtering, saving."""

import pytest

from .test_naming import BLANK

pytestmark = pytest.mark.e2e

CYCLE = "2023年度“县级工会加强年”考核"


def test_filters_work_without_script(sign_in):
    page = sign_in("lu", script=False)

    page.goto("/unions/")
    page.locator("form.gh-filters input[type=text], form.gh-filters input[name=q]").first.fill(
        "凯里"
    )
    page.locator("form.gh-filters button").first.click()

    rows = page.locator("#ledger tbody tr")
    assert rows.count() > 0
    assert "凯里" in rows.first.inner_text()
    assert "q=" in page.url


def test_a_score_is_saved_without_script(sign_in):
    page = sign_in("lu", script=False)
    page.goto("/assessment/")
    page.get_by_role("link", name=CYCLE).first.click()
    page.locator("tr", has_text="验收中").get_by_role("link").first.click()
    page.locator("tr[id^=line-]", has=page.locator(BLANK)).first.locator("th a").click()
    before = page.locator("#dock-words").inner_text()

    page.locator("input[name=conclusion][value=passed]").check()
    page.locator("button[form=score-form][name=next]").click()

    page.wait_for_load_state()
    assert page.locator("#dock-words").inner_text() != before


def test_the_cockpit_reads_without_script(sign_in):
    page = sign_in("lu", script=False)
    page.goto("/cockpit/")

    page.locator(".gh-tiles svg a", has_text="凯里").click()

    strip = page.locator(".gh-chosen-unit")
    assert strip.locator("h3").inner_text() == "凯里"
    page.locator("summary", has_text="查看数据").first.click()
    assert page.locator(".gh-chart-data a").first.is_visible()
    strip.get_by_role("link", name="进入凯里").click()
    assert "凯里" in page.get_by_role("heading", level=1).inner_text()
