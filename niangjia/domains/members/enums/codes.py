"""Codes about a person (GB/T 3304, 4762, 4658, occupations of 2022), with the words people write for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from niangjia.foundation.divisions import codes

OTHER_NATIONALITY, NATURALISED = "97", "98"
"""Used by registers beside the 56 of the standard."""


@cache
def ethnic_groups() -> Mapping[str, str]:
    """民族: code to name, GB/T 3304-1991."""
    found = {group.code: group.name for group in codes.ethnic_groups()}
    return found | {OTHER_NATIONALITY: "其他", NATURALISED: "外国血统中国籍人士"}


@cache
def political() -> Mapping[str, str]:
    """政治面貌: code to name, GB/T 4762-1984."""
    return codes.person_codes("political_status")


@cache
def education() -> Mapping[str, str]:
    """学历: code to name, GB/T 4658-2006."""
    return codes.person_codes("education")


@cache
def occupations() -> Mapping[str, str]:
    """职业: either code of 职业分类大典（2022） to name, the major and middle classes."""
    every = codes.occupations()
    return {o.code: o.name for o in every} | {o.gbm_code: o.name for o in every}


def occupation_named(text: str) -> str:
    """What a roll says of an occupation: the name where it gives a code, else as it stands."""
    return occupations().get(text, text)


POLITICAL_WORDS = {
    "党员": "01",
    "中共党员": "01",
    "共产党员": "01",
    "预备党员": "02",
    "中共预备党员": "02",
    "团员": "03",
    "共青团员": "03",
    "民革": "04",
    "民革党员": "04",
    "民革会员": "04",
    "民盟": "05",
    "民盟盟员": "05",
    "民建": "06",
    "民建会员": "06",
    "民进": "07",
    "民进会员": "07",
    "农工党": "08",
    "农工党党员": "08",
    "致公党": "09",
    "致公党党员": "09",
    "九三": "10",
    "九三学社": "10",
    "台盟": "11",
    "台盟盟员": "11",
    "无党派": "12",
    "无党派人士": "12",
    "普通群众": "13",
    "一般群众": "13",
    "非党员": "13",
}
EDUCATION_WORDS = {
    "博士": "11",
    "博士研究生": "11",
    "硕士": "14",
    "硕士研究生": "14",
    "研究生": "10",
    "在职研究生": "10",
    "研究生班": "17",
    "本科": "21",
    "大学": "21",
    "大学本科": "21",
    "全日制本科": "21",
    "在职本科": "21",
    "大专": "31",
    "专科": "31",
    "大学专科": "31",
    "高职": "31",
    "中专": "41",
    "中等专科": "41",
    "职高": "44",
    "职业高中": "44",
    "职中": "44",
    "技校": "47",
    "技工学校": "47",
    "高中": "61",
    "普通高中": "61",
    "初中": "71",
    "小学": "81",
    "初中及以下": "70",
    "文盲": "90",
    "无": "90",
}


def words(of: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Codes of a set, also without the zero a table takes from them, and further words for them."""
    return {code: code for code in of} | {code.lstrip("0"): code for code in of} | dict(more)


@cache
def ethnic_words() -> Mapping[str, str]:
    """What people write for a nationality: 汉, 01, HA; names of two signs and more without 族."""
    found = words(ethnic_groups(), {})
    for group in codes.ethnic_groups():
        found |= {group.alpha: group.code, group.name.removesuffix("族"): group.code}
    return found
