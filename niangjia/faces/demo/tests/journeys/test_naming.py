"""Gansu names four of 86: from the last self-assessment to the printed decision."""

import base64
import re
import zipfile
from io import BytesIO

import pytest

from .test_conflicts import CYCLE, open_sheet

pytestmark = pytest.mark.e2e

UNION = "玉门市总工会"
AFTER_NOTICE = "2023-12-12T10:00"
SEATS = 4
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
BLANK = "td[data-own] > .u-ink3"
"""One's own cell without a score."""


def pass_everything(page):
    """Go through every item of one's own column: passed, on to the next, until none is left."""
    blank = page.locator("tr[id^=line-]", has=page.locator(BLANK))
    for _item in range(60):
        if "还差 0 项" in page.locator("#dock-words").inner_text():
            return
        if not page.locator("#score-form").count():
            blank.first.locator("th a").click()
        page.locator("input[name=conclusion][value=passed]").check()
        page.locator("#dock-saved").wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("^保存，下一项|^保存本项")).click()
    pytest.fail(page.locator("#dock-words").inner_text())


def show_proof(page):
    """Put a file behind the item that asks for evidence."""
    page.locator("tr[id^=line-]", has_text="须附").first.locator("a.gh-link-button").click()
    page.locator("input[name=title]").fill("工作台账扫描件")
    page.locator("input[name=file]").set_input_files(
        {"name": "台账.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_role("button", name="添加材料").click()
    page.wait_for_url(re.compile(r"\?item="))


def hand_in(page, words):
    """The last press of a stage."""
    page.get_by_role("link", name=words).click()
    recommended = page.locator("input[name=recommended]")
    if recommended.count():
        recommended.check()
    opinion = page.locator("textarea[name=opinion]")
    if opinion.count():
        opinion.fill("复核属实")
    page.get_by_role("button", name=words).click()
    page.wait_for_url(re.compile(r"/assessment/sheets/\d+/$"))


@pytest.fixture
def noticed(sign_in):
    """Self-assessed, reviewed, accepted and given notice: three people, one after the other."""
    zhao = sign_in("zhao")
    open_sheet(zhao, CYCLE, UNION)
    show_proof(zhao)
    pass_everything(zhao)
    hand_in(zhao, "提交自评")
    guo = sign_in("guo")
    open_sheet(guo, CYCLE, UNION)
    pass_everything(guo)
    hand_in(guo, "提交复核意见")
    ma = sign_in("ma")
    open_sheet(ma, CYCLE, UNION)
    pass_everything(ma)
    hand_in(ma, "提交验收意见")
    ma.get_by_role("navigation").get_by_role("link", name=CYCLE).click()
    ma.get_by_role("link", name="公示结果").click()
    ma.get_by_role("dialog").get_by_role("button", name="公示结果").click()
    ma.wait_for_load_state()


def test_gansu_names_four_of_86(noticed, sign_in, serve):
    page = sign_in("ma", at=serve(AFTER_NOTICE))
    page.get_by_role("link", name="考核验收").first.click()
    page.get_by_role("link", name=CYCLE).first.click()
    page.get_by_role("link", name="命名", exact=True).click()

    page.locator("input[name=title]").fill("甘肃省模范县级工会")
    page.locator("input[name=seats]").fill(str(SEATS))
    page.locator("input[name=award]").fill("1000000")
    ticks = page.locator("input[name=sheet_ids]")
    assert ticks.count() == 86
    for number in range(SEATS):
        ticks.nth(number).check()
    page.get_by_role("button", name="提出拟命名单位").click()
    page.locator("#decide").wait_for()
    page.locator("input[name=meeting]").fill("甘肃省总工会十三届四次全委会")
    page.locator("input[name=word]").fill("甘工发")
    page.get_by_role("button", name="作出命名决定").click()

    named = page.locator("#named")
    named.get_by_text("甘工发〔2023〕").wait_for()
    assert named.locator("tbody tr").count() == SEATS
    unions = [text.strip() for text in named.locator("tbody th").all_inner_texts()]
    word = download(page, "决定 Word")
    text = zipfile.ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert [union for union in unions if union not in text] == []
    assert download(page, "决定 PDF").startswith(b"%PDF")
    page.get_by_role("link", name="排名").click()
    page.get_by_role("heading", level=1).wait_for()
    page.emulate_media(media="print")
    assert page.locator(".gh-rail").is_hidden()
    assert page.locator("table").first.is_visible()


def download(page, words):
    """The bytes behind a link that is kept as a file."""
    address = page.get_by_role("link", name=words).get_attribute("href")
    answer = page.request.get(address)
    assert answer.status == 200
    return answer.body()
