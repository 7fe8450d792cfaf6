"""Every component draws with the least and with the most it may be given."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines

from niangjia.foundation.ui import dates
from niangjia.foundation.ui.display import Display
from niangjia.foundation.ui.samples import SampleFilter, SampleForm, tile_units
from niangjia.foundation.ui.shell import LookingDown, MenuGroup, MenuItem, Person, Place, Shell

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "ui"
FILES = (
    "icons",
    "buttons",
    "status",
    "parts",
    "ledger",
    "forms",
    "feedback",
    "figures",
    "shell_parts",
    "portal_parts",
)
DEFINED = re.compile(r"{% macro ([a-z]\w*)\(")

CALLS: dict[str, list[str]] = {
    "icons": ["icon('bell')", "icon('bell', 16, '消息')", "mark()", "mark('/emblem.png')", "mark(inverse=true)"],
    "buttons": [
        "button('保存')",
        "button('删除 3 条', 'danger', 'trash', 'small', 'button', {'data-close': ''})",
        "link_button('新增站点', '/new')",
        "link_button('新增站点', '/new', 'primary', 'plus', 'large', true, {'id': 'new'})",
        "icon_button('x', '关闭')",
        "icon_button('bell', '消息', '/n/', 120, true, {'id': 'bell'})",
        "post_button('撤回', '/x', 'token')",
        "post_button('撤回', '/x', 'token', 'danger', 'rotate', 'small', {'id': 3}, {'id': 'f'})",
        "menu('更多', [])",
        "menu('更多', [{'label': '删除', 'url': '/x', 'dialog': true, 'danger': true, 'icon': 'trash'}], 'dots', 'plain', 'small', true, '大十字驿站')",
        "switch('显示方式', [{'text': '表格', 'url': '?'}])",
        "switch('显示方式', [{'text': '表格', 'url': '?', 'icon': 'list', 'current': true}], '#ledger')",
    ],
    "status": [
        "tag('草稿')",
        "tag('超期', 'danger', none)",
        "state_dot('正常')",
        "level_tag('县级')",
        "deadline(none)",
        "deadline(late, '届满')",
        "deadline(done)",
        "note('请提前保存')",
        "note('没有保存', 'danger', '注意', 'clock')",
        "progress(1, 2, '进度')",
        "progress(1, 2, '进度', 'ok', '1 / 2')",
        "steps([])",
        "steps([{'name': '受理', 'date': '11月10日', 'state': 'done'}, {'name': '调解', 'state': 'current'}], '步骤')",
        "step_bar(1, 5)",
        "step_bar(3, 5, '预计 12月10日前办结')",
        "delta('−1.0')",
        "delta('−1.0', '理由')",
    ],
    "parts": [
        "crumb([('服务阵地', '/'), ('台账', '')])",
        "page_head('台账')",
        "page_head('台账', '共 3 个', '调解中', 'info')",
        "card()",
        "card('标题', '侧边', true, 'c', 3)",
        "tabs([])",
        "tabs([{'text': '全部', 'url': '?', 'count': 1286, 'current': true}], '视图', '#panel', 'outerHTML')",
        "facts([])",
        "facts([('金额', 0), ('备注', ''), ('请求', '支付', 'wide')], 2)",
        "party('申请人', '石某')",
        "party('申请人', '石某', ['农民工'], 'building', '石')",
        "person('龙建华')",
        "person('龙建华', '首席调解员', '委员会', '龙')",
        "todo_row('复核', '/t')",
        "todo_row('复核', '/t', '困难帮扶', '剩 1 天', '复核', 'users', 'warn', true)",
        "notice_row('通知', '/n')",
        "notice_row('通知', '/n', '办公室', '今天', true)",
        "report_row('月报', '/r', 1, 2)",
        "report_row('月报', '/r', 1, 2, '剩 5 天', {'label': '催报', 'url': '/u', 'dialog': true})",
        "file('笔录.pdf', '/f')",
        "file('笔录.pdf', '/f', '1.2 MB', 'pdf')",
        "timeline_item('受理')",
        "timeline_item('受理', '龙建华', '11月19日', '意见', [{'name': 'a.pdf', 'url': '/a'}], true, 'done')",
        "clock_card('法定调解期限', late)",
        "clock_card('期限', paused, '起', '止', 10, 15, '规则', '第十四条', '/law', '个工作日')",
        "check_row('送达')",
        "check_row('送达', '11月17日', true, 'warn')",
        "toc([{'text': '位置', 'url': '#'}])",
        "toc([{'text': '位置', 'url': '#', 'state': 'error', 'current': true}], '分节')",
        "task_list([{'text': '提交', 'state': '未开始'}])",
        "task_list([{'text': '材料', 'url': '/m', 'state': '需修改', 'level': 'warn', 'reason': '缺页'}])",
        "dock()",
        "dock('已保存', '还差 34 项')",
    ],
    "ledger": [
        "filter_bar(filter)",
        "filter_bar(filter, '#l', '/s', '/s', [{'text': '凯里', 'url': '?'}], '/save', 2)",
        "filter_field(filter.since)",
        "options((('a', '甲'),), 'a')",
        "chips([])",
        "chips([{'text': '凯里', 'url': '?'}], '?', '/save', '#l')",
        "choice_chips([], '期限')",
        "choice_chips([{'text': '超期', 'url': '?', 'current': true, 'icon': 'clock', 'count': 2}], '期限', '#l')",
        "bulk_bar('站点')",
        "bulk_bar('会员', '名', 1286)",
        "th('名称')",
        "th('人数', true, 2, 2, {'data-own': ''})",
        "th_sort('名称', 'name')",
        "th_sort('人次', 'visits', '-visits', query, '#l', true, 'o')",
        "th_tick()",
        "td_tick(1, '大十字驿站')",
        "td_tick(1, '大十字驿站', 'station')",
        "name_cell('大十字驿站')",
        "name_cell('大十字驿站', '/s/1', 'GZ-1')",
        "two('')",
        "two(0, '下', '所在地', true)",
        "num(none)",
        "num(1036, 1, '/rows', '人次')",
        "row_actions('大十字驿站', [])",
        "row_actions('大十字驿站', [{'label': '编辑', 'url': '/e', 'dialog': true}], '⋯')",
        "foot(0)",
        "foot(10000, '名', false, 50, query, '#l')",
        "pager(page)",
        "pager(page, query, '#l', 'p', '翻页')",
        "key_pager('', '')",
        "key_pager('?before=1', '?after=9', '#l', '翻页')",
        "empty('今天没有待办')",
        "empty('还没有站点', '可以新增', 'first', 'users')",
    ],
    "forms": [
        "csrf('token')",
        "csrf('token', 3)",
        "required_line()",
        "error_summary(blank)",
        "error_summary(wrong, [('请上传附件', '#f'), ('请重试', '')], 'e2')",
        "field(blank.name)",
        "field(wrong.phone, '提示', 'phone', '号', {'autocomplete': 'tel'}, true)",
        *(f"field(wrong.{name})" for name in SampleForm.base_fields),
        *(f"field(blank.{name}, width='half')" for name in SampleForm.base_fields),
        "field(hidden.secret)",
        "stepper('s', none, '得分')",
        "stepper('s', 2, '得分', 0, 3, '1', {'id': 's'})",
        "picker('承办人', '/p', 'keeper')",
        "picker('承办人', '/p', 'keeper', [{'id': 1, 'text': '龙建华', 'sub': '调解员'}], true, true, '提示', ['请选择承办人'])",
        "picker_rows('keeper', [])",
        "picker_rows('keeper', [{'id': 1, 'text': '龙建华', 'sub': '调解员', 'chosen': true}], true)",
        "search_box('搜索', '/s', '#r')",
        "search_box('搜索', '/s', '#r', 'w', '凯里', '姓名')",
    ],
    "feedback": [
        "dialog('标题')",
        "dialog('标题', '按钮', '/save', 'token', 'confirm', {'data-x': '1'}, '#d')",
        "cancel()",
        "cancel('关闭')",
        "toast('已保存')",
        "toast('已停用', '/undo', 'token')",
        "skeleton()",
        "skeleton(2, 3, '正在统计')",
        "failed('没有加载出来')",
        "failed('没有加载出来', '网络中断', '/again', 'E-1', '#l')",
        "conflict([])",
        "conflict([('开放时间', '', '07:00')], '吴贵芳', '14:30')",
        "upload('f', '附件')",
        "upload('f', '附件', '10 MB 以内', '.pdf', true, 'environment')",
    ],
    "figures": [
        "spark([])",
        "spark([1, 2, 3])",
        "kpi('会员', '86,412')",
        "kpi('会员', '86,412', '人', '较上月', [1, 2], '/m', '86412', 'down')",
        "kpi_strip([{'label': '会员', 'value': 1}], '数据')",
        "declared('约1.58万件')",
        "declared('约1.58万件', '年度报告')",
        "from_ledger('台账 143 个')",
        "from_ledger('台账 143 个', '/rows', '11月20日快照')",
        "score_strip([{'label': '自评', 'value': '96.5', 'done': 1, 'total': 2}])",
        "score_strip([{'label': '自评', 'value': '9', 'unit': '/ 100', 'done': 1, 'total': 2, 'level': 'ok', 'words': '已交', 'own': true, 'delta': '−1'}], '评分')",
        "tile_map([], [], '没有单位')",
        "tile_map(units, [(60, '60 以上'), (0, '60 以下')], '站点数', '凯里', true, true)",
        "legend([('1', '少')])",
        "chart('标题', '/option', '结论')",
        "chart('标题', '/option', '结论', ['月', '人'], [['1月', 2]], '人', 'low', 3)",
        "plain_table('表', [], [])",
        "bar_rows([], '排名')",
        "bar_rows([{'rank': 1, 'name': '贵阳', 'value': 97, 'text': '97.0', 'url': '/g', 'change': '↑1'}], '排名', 100, 'ok')",
    ],
    "shell_parts": [
        "rail_item(item)",
        "rail_of('/', '', '智慧工会', '', (), ())",
        "rail(shell)",
        "rail(bare)",
        "switcher(shell)",
        "switcher(bare)",
        "way_back(down, 'token')",
        "way_back(down, 'token', '/here')",
        "setting('size', '字号', [('', '标准')], '')",
        "settings(display)",
        "display_menu(display, 'token')",
        "display_menu(display, 'token', '/back', '大字版')",
        "person_menu(shell, 'token')",
        "person_menu(bare, 'token')",
        "top(shell, display, 'token', '/here')",
        "top(bare, display, 'token')",
    ],
    "portal_parts": [
        "portal_top('凯里市')",
        "portal_top('凯里市', '/p', '石建国', '快递行业工会会员', '/s', '/n', 2, '/card')",
        "must_do('住院发票', '11月25日前上传', '/u', '去上传')",
        "must_do('住院发票', '11月25日前上传', '/u', '去上传', '需要您补材料', 'warn', '困难帮扶')",
        "services([{'text': '我要入会', 'url': '/j', 'icon': 'user-plus'}])",
        "services([{'text': '我要入会', 'url': '/j', 'icon': 'user-plus', 'tone': 'red'}])",
        "hotline()",
        "hotline('找工会')",
        "bottom_bar([{'text': '首页', 'url': '/', 'icon': 'home'}])",
        "bottom_bar([{'text': '办理', 'url': '/', 'icon': 'file-text', 'current': true, 'count': 1}])",
        "second_bar('活动报名', '/')",
        "bottom_button()",
        "bottom_button('12月1日前可免费取消')",
        "senior_top('凯里市总工会', '石建国', '/')",
        "senior_tiles([{'text': '我要维权', 'url': '/', 'icon': 'scale'}])",
        "senior_call()",
        "public_top('贵州省总工会', [], display, 'token')",
        "public_top('贵州省总工会', [{'text': '首页', 'url': '/', 'current': true}], display, 'token', '大厅', '/p', '/h', '/in')",
        "place_row('大十字驿站', '/s')",
        "place_row('大十字驿站', '/s', '韶山南路', '开放', ['热水'], true)",
    ],
}  # fmt: skip
WITH_BODY = {"table": "ledger", "card": "parts", "dock": "parts", "dialog": "feedback"}


class HiddenForm(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput)


def known() -> dict[str, Any]:
    today = date(2026, 11, 20)
    item = MenuItem("我的待办", "/t/", "checkbox", True, 1400, "danger", "g t")
    return {
        "late": dates.due(date(2026, 11, 18), today),
        "paused": dates.due(today, today, paused=True),
        "done": dates.due(None, today, done_on=today),
        "filter": SampleFilter(auto_id="filter_%s"),
        "blank": SampleForm(),
        "wrong": SampleForm({"phone": "1"}),
        "hidden": HiddenForm(),
        "query": QueryDict("q=凯里&page=2"),
        "page": Paginator(range(90), 20).page(2),
        "units": tile_units(),
        "item": item,
        "display": Display(size="large"),
        "down": LookingDown("炉山镇总工会", "只读", "/sw/", {"to": "1"}),
        "bare": Shell(union=Place("凯里市总工会"), person=Person("杨秀芳")),
        "shell": Shell(
            union=Place("凯里市总工会", "县级"),
            person=Person("杨秀芳", "副部长", "杨", (item,)),
            menu=(MenuGroup("", (item,)), MenuGroup("组织与会员", (item,))),
            foot=(item,),
            owner="贵州省总工会",
            emblem_url="/emblem.png",
            switch_url="/sw/",
            search_url="/se/",
            notices_url="/n/",
            help_url="/h/",
            sign_out_url="/o/",
            unread=5,
        ),
    }


def draw(file: str, name: str, call: str) -> str:
    backend: Any = engines["jinja2"]
    source = f'{{% from "ui/{file}.html" import {name} %}}{call}'
    return str(backend.env.from_string(source).render(known()))


@pytest.mark.parametrize(("file", "call"), [(f, c) for f, calls in CALLS.items() for c in calls])
def test_macro_draws(file, call):
    drawn = draw(file, call.split("(")[0], f"{{{{ {call} }}}}")

    assert "None" not in drawn
    assert "Undefined" not in drawn


@pytest.mark.parametrize(("name", "file"), WITH_BODY.items())
def test_macro_draws_around_a_body(name, file):
    drawn = draw(file, name, f"{{% call {name}('名称') %}}<i>内容</i>{{% endcall %}}")

    assert "<i>内容</i>" in drawn


@pytest.mark.parametrize("file", FILES)
def test_no_macro_is_left_out(file):
    text = (TEMPLATES / f"{file}.html").read_text()
    defined = set(DEFINED.findall(text))
    drawn = {call.split("(")[0] for call in CALLS[file]}

    assert defined - drawn - set(WITH_BODY) == set()


def test_field_names_what_is_missing_and_ties_the_words_to_the_box():
    drawn = draw("forms", "field", "{{ field(wrong.name) }}")

    assert "请填写站点名称" in drawn
    assert 'aria-describedby="id_name-hint id_name-error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_error_summary_links_every_line_to_its_box():
    drawn = draw("forms", "error_summary", "{{ error_summary(wrong) }}")

    assert re.findall(r'href="(#[^"]+)">([^<]+)', drawn) == [
        ("#id_name", "请填写站点名称"),
        ("#id_kind", "请选择站点类型"),
        ("#id_phone", "负责人手机号应为 11 位数字"),
        ("#id_served_0", "请选择服务对象"),
        ("#id_outcome_0", "请选择验收结论"),
    ]


def test_words_of_people_are_escaped():
    drawn = draw("parts", "facts", "{{ facts([('姓名', '<b>x</b>')]) }}")

    assert "&lt;b&gt;x&lt;/b&gt;" in drawn


class Choosing(forms.Form):
    kind = forms.ChoiceField(choices=[("", "全部"), ("a", "<甲>"), ("b", "乙")], required=False)


def test_a_filter_box_shows_what_was_chosen_and_escapes_its_words():
    form = Choosing({"kind": "a"})
    source = '{% from "ui/ledger.html" import filter_field %}{{ filter_field(form.kind) }}'
    backend: Any = engines["jinja2"]
    drawn = backend.env.from_string(source).render(form=form)

    assert '<select name="kind" id="id_kind" class="gh-input">' in drawn
    assert '<option value="a" selected>&lt;甲&gt;</option>' in drawn
    assert drawn.count("selected") == 1
