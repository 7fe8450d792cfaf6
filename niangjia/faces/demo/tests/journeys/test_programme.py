"""Guizhou's programme from its document to a closed task, every actor at their own desk."""

import re

import pytest

pytestmark = pytest.mark.e2e

TITLE = "冬季送温暖专项行动"
MEASURE = "走访慰问户外劳动者"
ANSWER = "走访 6 处站点，慰问 212 人，问题 3 件已转办。"


@pytest.fixture
def lu(sign_in):
    """The province drafts, writes one measure and launches."""
    page = sign_in("lu")
    page.goto("/tasks/programmes/new/")
    page.get_by_label("名称").fill(TITLE)
    page.get_by_label("文号").fill("黔工办发〔2023〕31号")
    page.get_by_label("开始日期").fill("2023-11-20")
    page.get_by_label("结束日期").fill("2024-02-10")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="增加方面").click()
    page.get_by_label("方面").fill("服务")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="增加举措").click()
    page.get_by_label("举措").fill(MEASURE)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="启动").click()
    page.get_by_text("推进中").first.wait_for()
    return page


def propose_and_hand_out(page, title, names, earlier):
    """Set a task up under the measure and give it to the named unions."""
    page.goto("/tasks/new/")
    page.get_by_label("任务名称").fill(title)
    option = page.locator("select[name=measure_id] option", has_text=MEASURE)
    page.locator("select[name=measure_id]").select_option(option.first.get_attribute("value"))
    page.get_by_label("完成期限").fill("2023-12-20")
    page.get_by_role("button", name="保存并选择交办范围").click()
    hand_out(page, names, earlier)


def hand_out(page, names, earlier):
    """Paste a list; the fields of the other ways are not shown."""
    page.locator("select[name=reach]").select_option("list")
    assert page.locator("select[name=metric]").is_hidden()
    page.locator("textarea[name=names]").fill(names)
    page.locator("input[name=days_earlier]").fill(str(earlier))
    page.get_by_role("button", name="交办").last.click()
    page.wait_for_url(re.compile(r"/tasks/\d+/$"))


def open_from_desk(page, title):
    """The task, from one's own work list."""
    page.goto("/todos/")
    page.get_by_role("link", name=re.compile(title)).first.click()


def press(page, words):
    """A verb asked in the dialog."""
    page.locator("main").get_by_role("link", name=words, exact=True).click()
    page.locator("dialog").get_by_role("button", name=words).click()
    page.wait_for_load_state("networkidle")


def report(page, text):
    """One form, one press."""
    page.get_by_role("link", name="反馈", exact=True).click()
    page.get_by_label("办理情况").fill(text)
    page.get_by_role("button", name="提交反馈").click()
    page.get_by_text("等待审核").wait_for()


def test_a_programme_runs_from_its_document_to_a_closed_task(sign_in, lu, complaints):
    """省交办市，市分解县，县反馈，市审核，市反馈，省审核、销号."""
    propose_and_hand_out(lu, MEASURE, "黔东南州", 3)
    city = sign_in("long")
    open_from_desk(city, MEASURE)
    press(city, "签收")
    city.get_by_role("link", name="向下分解").click()
    hand_out(city, "凯里", 5)

    county = sign_in("yang", width=390, height=844)
    open_from_desk(county, MEASURE)
    press(county, "签收")
    report(county, ANSWER)
    assert not complaints(county)

    open_from_desk(city, MEASURE)
    press(city, "审核通过")
    city.go_back()
    open_task_of(city, MEASURE)
    report(city, "县级已办结，全州汇总属实。")

    open_from_desk(lu, MEASURE)
    assert ANSWER not in lu.content()
    press(lu, "审核通过")
    press(lu, "销号")
    lu.get_by_text("已销号").first.wait_for()
    assert not complaints(lu)


def open_task_of(page, title):
    """The unit's own task, from the ledger."""
    page.goto("/tasks/?view=own")
    page.get_by_role("link", name=title).first.click()


def test_a_figure_of_the_cockpit_becomes_a_supervised_matter(sign_in):
    """督办 from a row of the cockpit: the unit and the matter are filled in already."""
    page = sign_in("lu")
    page.goto("/cockpit/")
    page.get_by_role("link", name=re.compile("^督办")).first.click()
    page.wait_for_url(re.compile(r"/tasks/supervise/"))
    page.get_by_label("办结期限").fill("2023-12-01")
    page.get_by_role("button", name="交办督办事项").click()
    page.get_by_text("已交办督办事项").wait_for()

    page.locator(".gh-facts a[href^='/cockpit/rows/']").click()
    page.wait_for_url(re.compile(r"/cockpit/rows/\?"))
