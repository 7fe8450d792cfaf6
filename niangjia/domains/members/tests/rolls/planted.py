"""A long roll of invented people in which known faults are planted; for the tests and the benchmark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from niangjia.foundation.divisions.identity import synthetic_id

HEAD = [
    "姓名",
    "身份证号",
    "所在工会",
    "手机号",
    "性别",
    "民族",
    "学历",
    "户籍类型",
    "家庭住址",
    "工作单位",
    "用工形式",
    "入会日期",
]
NAME, ID, UNION, MOBILE, SEX, ETHNIC, EDUCATION = range(7)
FIRST = 2
"""The sheet's number of the first row under the head."""

EPOCH = date(1963, 1, 1)
DAYS = 15_000
"""Births from 1963 to 2004."""

SURNAMES = "杨吴龙潘石田罗王李张陈刘黄周陆韦岑莫何蒙欧姜任马赵孙郭高林郑"
GIVEN = "秀芳文静光明建华贵琴志强国庆丽娟海燕春梅永红正勇兴玉兰德生忠义世杰立新雪莲秋萍家和"

Row = list[Any]
Fault = Callable[[Row, Row], Row]


def _wrong_digit(row: Row, _before: Row) -> Row:
    last = row[ID][17]
    return _with(row, ID, row[ID][:17] + ("0" if last != "0" else "1"))


def _with(row: Row, at: int, value: Any) -> Row:
    return [*row[:at], value, *row[at + 1 :]]


FAULTS: tuple[Fault, ...] = (
    _wrong_digit,
    lambda row, _before: _with(row, ID, float(row[ID][:17] + "0")),
    lambda row, _before: _with(row, ID, row[ID][:16]),
    lambda row, _before: _with(row, ID, synthetic_id("522601", date(2010, 3, 5), 1)),
    lambda _row, before: list(before),
    lambda row, _before: _with(row, UNION, "不知哪里的工会"),
    lambda row, _before: _with(row, SEX, "女" if row[SEX] == "男" else "男"),
    lambda row, _before: _with(row, ETHNIC, "某某族"),
    lambda row, _before: _with(row, NAME, row[NAME][0] + "?"),
    lambda row, _before: _with(row, MOBILE, "0855-8221234"),
    lambda row, _before: _with(row, NAME, ""),
)
"""Each makes of a good row, and of the good row before it, a faulty one."""


def planted(number: int, faults: int, unions: Sequence[str]) -> tuple[list[Row], set[int]]:
    """So many rows, of which so many are faulty; and the sheet's numbers of the faulty ones."""
    chance = Random(2023)
    every = number // faults if faults else number + 1
    rows: list[Row] = []
    bad: set[int] = set()
    for at in range(number):
        row = _good(at, chance, unions)
        if at % every == every - 1 and len(bad) < faults:
            row = FAULTS[len(bad) % len(FAULTS)](row, rows[-1])
            bad.add(at + FIRST)
        rows.append(row)
    return rows, bad


def _good(at: int, chance: Random, unions: Sequence[str]) -> Row:
    seq = at // DAYS * 2 + 1 + chance.randrange(2)
    born = EPOCH + timedelta(days=at % DAYS)
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=1 + at % 2))
    joined = date(2015 + at % 9, 1 + at % 10, 1 + at % 28)
    joined = max(joined, born.replace(year=born.year + 17, day=1))
    return [
        name,
        synthetic_id("522601", born, seq),
        unions[at % len(unions)],
        f"199{chance.randrange(10**8):08d}",
        "男" if seq % 2 else "女",
        ("汉族", "苗族", "侗族", "布依族")[at % 4],
        ("大专", "初中", "高中", "本科")[at % 4],
        ("农业", "非农业")[at % 2],
        f"贵州省凯里市大十字街道韶山南路{at % 300}号",
        "凯里市第一纺织厂",
        "劳动合同",
        joined.isoformat(),
    ]
