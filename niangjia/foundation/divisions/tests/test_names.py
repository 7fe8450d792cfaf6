"""Pinyin of names."""

import pytest

from niangjia.foundation.divisions import names


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("贵州省总工会", "guizhoushengzonggonghui", "gzszgh"),
        ("重庆银行行业工会", "chongqingyinhanghangyegonghui", "cqyhhygh"),
        ("长沙市", "changshashi", "css"),
        ("六安市", "luanshi", "las"),
        ("六枝特区", "liuzhitequ", "lztq"),
        ("朝阳市", "chaoyangshi", "cys"),
        ("12351 热线（A组）", "12351rexianazu", "12351rxaz"),
        ("绿化", "lvhua", "lh"),
        ("", "", ""),
    ],
)
def test_pinyin_and_initials_of_places_and_unions(name, pinyin, initials):
    assert names.pinyin_of(name) == pinyin
    assert "".join(s[0] if not s.isdigit() else s for s in names.syllables_of(name)) == initials
    assert names.initials_of(name) == initials


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单雄信", "shanxiongxin"),
        ("曾国藩", "zengguofan"),
        ("仇英", "qiuying"),
        ("解晓东", "xiexiaodong"),
        ("尉迟恭", "yuchigong"),
        ("单于", "shanyu"),
        ("欧阳明珠", "ouyangmingzhu"),
        ("覃勇", "qinyong"),
        ("长孙无忌", "zhangsunwuji"),
        ("石某", "shimou"),
    ],
)
def test_person_pinyin_reads_the_surname_as_a_surname(name, pinyin):
    assert names.person_pinyin_of(name) == pinyin


def test_person_initials_follow_the_surname_reading():
    assert names.person_initials_of("单雄信") == "sxx"
    assert names.initials_of("单雄信") == "dxx"


def test_surname_table_is_large_enough():
    assert len(names.SURNAMES) >= 60
