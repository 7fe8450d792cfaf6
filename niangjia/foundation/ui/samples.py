"""Sample data of the style guide; people, firms and numbers are invented."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import dates

TODAY = date(2026, 11, 20)
TILES = (
    "　　　　　　　　　　　　　　　　赤水　　习水　　桐梓　　道真　　务川　　德江　　沿河　　松桃",
    "　　　　　　　　　　　　　　　　仁怀　　汇川　　绥阳　　正安　　凤冈　　思南　　印江　　江口　　碧江",
    "赫章　　七星关　大方　　金沙　　息烽　　播州　　红花岗　湄潭　　余庆　　石阡　　岑巩　　玉屏　　万山",
    "威宁　　纳雍　　织金　　黔西　　修文　　白云　　开阳　　瓮安　　黄平　　施秉　　镇远　　三穗　　天柱",
    "钟山　　水城　　　　　　清镇　　观山湖　云岩　　乌当　　福泉　　麻江　　凯里　　台江　　剑河　　锦屏",
    "盘州　　六枝　　普定　　西秀　　平坝　　花溪　　南明　　龙里　　贵定　　雷山　　榕江　　黎平",
    "　　　　　　　　关岭　　镇宁　　紫云　　长顺　　惠水　　都匀　　三都　　丹寨　　从江",
    "普安　　晴隆　　贞丰　　望谟　　　　　　罗甸　　平塘　　独山　　荔波",
    "兴义　　兴仁　　安龙　　册亨",
)
CLASSES = [(60, _("60 以上")), (30, "30–59"), (10, "10–29"), (0, "0–9")]
KINDS = [("outdoor", _("户外劳动者服务站")), ("drivers", _("司机之家")), ("books", _("职工书屋"))]
FOR = [
    ("clean", _("环卫工人")),
    ("parcel", _("快递员")),
    ("meals", _("外卖骑手")),
    ("truck", _("货车司机")),
]
OUTCOME = [("pass", _("通过")), ("part", _("部分通过")), ("fail", _("不通过"))]


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=_("站点名称"), help_text=_("与门牌一致，例如“韶山南路工会驿站”"))
    kind = forms.ChoiceField(label=_("站点类型"), choices=KINDS)
    owner = forms.CharField(label=_("建设单位"), required=False)
    phone = forms.RegexField(
        r"^\d{11}$",
        label=_("负责人手机号"),
        error_messages={"invalid": _("负责人手机号应为 11 位数字")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    opened = forms.DateField(label=_("启用日期"), required=False)
    visit = forms.DateTimeField(label=_("验收时间"), required=False)
    amount = forms.DecimalField(label=_("建设经费"), required=False)
    served = forms.MultipleChoiceField(
        label=_("服务对象"), choices=FOR, widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(label=_("验收结论"), choices=OUTCOME, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(label=_("站点照片"), required=False)
    secret = forms.CharField(label=_("密码"), required=False, widget=forms.PasswordInput)
    agreed = forms.BooleanField(label=_("以上内容属实"), required=False)


class SampleFilter(forms.Form):
    """A filter bar of six fields; the last one hides under 更多条件."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("站点名称、编号、地址")}),
    )
    city = forms.ChoiceField(label=_("市州"), required=False, choices=[("", _("全部市州"))])
    kind = forms.ChoiceField(
        label=_("站点类型"), required=False, choices=[("", _("全部类型")), *KINDS]
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部状态"))])
    seen = forms.ChoiceField(label=_("最近巡查"), required=False, choices=[("", _("近 90 天"))])
    since = forms.DateField(label=_("启用不早于"), required=False)


ROWS = [
    ("大学城新就业形态劳动者驿站", "GZ-520111-0007", "贵阳市 花溪区", "思孟路 3 号", "吴贵芳", "139 **** 1187", 1036, "11月10日", "ok"),
    ("兴义桔山工会驿站", "GZ-522301-0020", "黔西南州 兴义市", "桔山大道 21 号", "岑娟", "133 **** 4019", 604, "11月14日", "ok"),
    ("北京东路爱心驿站", "GZ-522601-0031", "黔东南州 凯里市", "北京东路 62 号环卫所内", "杨秀英", "151 **** 3390", 268, "10月28日", "warn"),
    ("紫云苗族布依族自治县县城工会驿站", "GZ-520425-0002", "安顺市 紫云苗族布依族自治县", "格凸大道", "王兴华", "136 **** 8820", 0, "9月2日", "danger"),
    ("威宁草海职工驿站", "GZ-520526-0006", "毕节市 威宁县", "草海镇建设东路", "马丽", "182 **** 6675", None, "", "mute"),
]  # fmt: skip
STATES = {"ok": _("正常"), "warn": _("待核验"), "danger": _("超期未巡查"), "mute": _("停用")}

TODOS = [
    (_("欠薪调解申请待受理决定"), _("维权调解 · 石某等 7 人 · 凯里市宏远建筑劳务有限公司"), -2, _("办理"), "scale"),
    (_("炉山镇工会联合会换届批复"), _("组织管理 · 炉山镇工会联合会 · 第三届"), -1, _("批复"), "sitemap"),
    (_("困难职工复核：龙某某（大病）"), _("困难帮扶 · 市级医院工会 · 入户照片 3 张"), 1, _("复核"), "heart-handshake"),
    (_("10月服务站点巡查未完成 9 个"), _("服务阵地 · 北京东路爱心驿站等 · 可一次提交"), 2, _("填报"), "map-pin"),
    (_("五强考核第 17 项补充佐证材料"), _("考核验收 · 黔东南州总工会退回 · 缺会议记录"), 9, _("补充"), "clipboard-check"),
    (_("新就业形态劳动者入会 126 人待确认"), _("职工会员 · 2 个外卖站点、1 个快递分部"), 12, _("确认"), "users"),
]  # fmt: skip


def tile_units() -> list[dict[str, Any]]:
    """The 88 counties of one province as tiles with invented numbers."""
    units = []
    for row, line in enumerate(TILES):
        for column in range(0, len(line), 4):
            name = line[column : column + 4].strip("　")
            if name:
                at = column // 4
                group = _("甲市") if at < 4 else _("乙市") if at < 8 else _("丙州")
                value = (row * 37 + at * 23) % 97
                units.append(
                    {
                        "name": name,
                        "value": value,
                        "column": at,
                        "row": row,
                        "group": str(group),
                        "url": "#tiles",
                    }
                )
    return units


def kpis() -> list[dict[str, Any]]:
    """Four key figures with sparks."""
    return [
        {"label": _("工会会员"), "value": "86,412", "unit": _("人"), "note": _("较上月 +1,026"), "trend": "up", "spark": [3, 4, 4.3, 5.5, 6, 7.2, 8], "url": "#kpis"},
        {"label": _("服务站点"), "value": "143", "unit": _("个"), "note": _("本月已巡查 134 个，94%"), "spark": [3, 4, 4.6, 5.5, 6.6, 7.2, 8], "url": "#kpis"},
        {"label": _("在办调解"), "value": "27", "unit": _("件"), "note": _("涉及金额 318.6 万元"), "spark": [3, 4.4, 8, 6.8, 5.4, 7.4, 6.3], "url": "#kpis"},
        {"label": _("帮扶资金支出"), "value": "246.8", "unit": _("万元"), "note": _("全年预算执行 78.3%"), "spark": [3, 3.8, 4.6, 5.5, 6.4, 7.2, 8]},
    ]  # fmt: skip


def chart_option() -> dict[str, Any]:
    """An ECharts option: what differs from the house style, nothing else."""
    return {
        "xAxis": {"type": "category", "data": [f"{n}月" for n in range(1, 12)]},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "data": [1.2, 0.8, 1.6, 1.9, 2.4, 2.1, 1.8, 2.2, 2.6, 2.9, 1.7]}
        ],
    }


def samples(request: HttpRequest) -> dict[str, Any]:
    """What `ui/styleguide.html` shows."""
    wrong = SampleForm(
        {"name": "北京东路爱心驿站", "phone": "1518580339", "served": ["clean"], "amount": "48600"}
    )
    wrong.add_error("name", str(_("站点名称与“北京东路爱心驿站”重复，请换一个名称")))
    return {
        "blank": SampleForm(
            auto_id="blank_%s",
            initial={
                "opened": TODAY,
                "served": ["clean", "parcel"],
                "outcome": "part",
                "amount": Decimal(48600),
            },
        ),
        "wrong": wrong,
        "filter": SampleFilter(auto_id="filter_%s"),
        "rows": ROWS,
        "states": STATES,
        "todos": [
            (t, s, dates.due(TODAY + timedelta(days=d), TODAY), v, i) for t, s, d, v, i in TODOS
        ],
        "dues": [
            dates.due(TODAY - timedelta(days=2), TODAY),
            dates.due(TODAY, TODAY),
            dates.due(TODAY + timedelta(days=5), TODAY, soon=5, left=5, working=True),
            dates.due(TODAY + timedelta(days=9), TODAY),
            dates.due(TODAY, TODAY, paused=True),
            dates.due(TODAY, TODAY, done_on=TODAY),
        ],
        "clock": dates.due(date(2026, 11, 25), TODAY, soon=5),
        "kpis": kpis(),
        "tile_units": tile_units(),
        "classes": CLASSES,
        "paged": Paginator(range(1286), 20).page(3),
        "query": request.GET,
    }
