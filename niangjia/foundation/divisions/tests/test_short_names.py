"""Short names, checked against the picture of Guizhou."""

import pytest

from niangjia.foundation.divisions import gazetteer
from niangjia.foundation.divisions.short_names import short_name

APPENDIX_A = """
赤水 习水 桐梓 道真 务川 德江 沿河 松桃 仁怀 汇川 绥阳 正安 凤冈 思南 印江 江口 碧江 赫章 七星关 大方 金沙 息烽
播州 红花岗 湄潭 余庆 石阡 岑巩 玉屏 万山 威宁 纳雍 织金 黔西 修文 白云 开阳 瓮安 黄平 施秉 镇远 三穗 天柱 钟山
水城 清镇 观山湖 云岩 乌当 福泉 麻江 凯里 台江 剑河 锦屏 盘州 六枝 普定 西秀 平坝 花溪 南明 龙里 贵定 雷山 榕江
黎平 关岭 镇宁 紫云 长顺 惠水 都匀 三都 丹寨 从江 普安 晴隆 贞丰 望谟 罗甸 平塘 独山 荔波 兴义 兴仁 安龙 册亨
"""


def test_short_names_of_guizhou_are_the_88_of_the_design():
    drawn = APPENDIX_A.split()
    found = [division.short_name for division in gazetteer.counties_of("520000")]

    assert len(drawn) == 88
    assert sorted(found) == sorted(drawn)


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("贵州省", "province", "贵州"),
        ("内蒙古自治区", "province", "内蒙古"),
        ("新疆维吾尔自治区", "province", "新疆"),
        ("香港特别行政区", "province", "香港"),
        ("黔东南苗族侗族自治州", "city", "黔东南州"),
        ("大兴安岭地区", "city", "大兴安岭"),
        ("锡林郭勒盟", "city", "锡林郭勒盟"),
        ("关岭布依族苗族自治县", "county", "关岭"),
        ("察布查尔锡伯自治县", "county", "察布查尔"),
        ("东乡族自治县", "county", "东乡"),
        ("鄂温克族自治旗", "county", "鄂温克旗"),
        ("龙胜各族自治县", "county", "龙胜"),
        ("管城回族区", "county", "管城"),
        ("六枝特区", "county", "六枝"),
        ("神农架林区", "county", "神农架"),
        ("万柏林区", "county", "万柏林"),
        ("浦东新区", "county", "浦东"),
        ("横县", "county", "横县"),
        ("城区", "county", "城区"),
        ("井陉矿区", "county", "井陉矿区"),
    ],
)
def test_short_name_drops_kind_and_nationality(name, level, short):
    assert short_name(name, level) == short


def test_short_names_keep_at_least_two_characters_everywhere():
    assert all(len(division.short_name) >= 2 for division in gazetteer.divisions())
