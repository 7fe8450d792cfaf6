"""The cockpit on a wall: in full screen the figures come in turn, stop when told, and stay in place."""

import pytest

pytestmark = pytest.mark.e2e


@pytest.fixture
def wall(sign_in):
    """The cockpit of Guizhou in full screen."""
    page = sign_in("lu", width=1920, height=1080)
    page.goto("/cockpit/")
    assert page.locator("[data-wall]").is_hidden()
    page.get_by_role("button", name="全屏轮播").click()
    page.locator("[data-wall]").wait_for(state="visible")
    return page


def is_full(page):
    return page.evaluate("Boolean(document.fullscreenElement)")


def test_arrows_turn_pages_and_esc_ends(wall):
    wall.keyboard.press("ArrowRight")

    wall.get_by_text("建会率 2 / 5").wait_for()
    assert "unions.coverage_rate" in wall.url
    assert wall.get_by_role("heading", name="建会率", exact=True).is_visible()
    assert wall.get_by_role("button", name="继续轮播").is_visible()
    assert "数据截至 2023年11月20日" in wall.locator(".gh-as-of").inner_text()
    wall.keyboard.press("Escape")
    wall.locator("[data-wall]").wait_for(state="hidden")
    assert not is_full(wall)


def test_drilling_and_going_back_stay_in_full_screen(wall):
    wall.locator("main .gh-tiles svg a", has_text="凯里").click()
    wall.locator(".gh-chosen-unit h3", has_text="凯里").wait_for()
    assert is_full(wall)

    wall.go_back()

    wall.locator(".gh-chosen-unit h3", has_text="贵州").wait_for()
    assert is_full(wall)


def test_pages_turn_by_themselves_until_paused(wall):
    wall.clock.install()
    wall.reload()
    wall.get_by_role("button", name="全屏轮播").click()
    wall.locator("[data-wall]").wait_for(state="visible")

    wall.clock.run_for(31_000)
    wall.get_by_text("建会率 2 / 5").wait_for()
    wall.get_by_role("button", name="暂停轮播").click()
    wall.clock.run_for(120_000)

    assert wall.locator("[data-wall-say]").inner_text() == "建会率 2 / 5"
