"""Invented people and numbers, the same at every build: everything here hangs on one seed."""

from __future__ import annotations

import random

SEED = "2023-11-20"

SURNAMES = "杨吴龙潘石田罗王李张陈刘黄周陆韦岑莫何蒙欧姜任马赵孙郭高林郑梁谢宋唐许邓冯韩曹"
GIVEN = [
    "秀芳",
    "文静",
    "光明",
    "建华",
    "明霞",
    "贵芳",
    "晓琴",
    "志强",
    "国庆",
    "丽娟",
    "海燕",
    "春梅",
    "永红",
    "正勇",
    "兴华",
    "玉兰",
    "德生",
    "忠义",
    "小梅",
    "世杰",
    "立新",
    "雪莲",
    "秋萍",
    "大勇",
    "家和",
    "宏伟",
    "淑珍",
    "云飞",
    "凤英",
    "金花",
    "文斌",
    "昌盛",
    "学军",
    "美玲",
    "江涛",
    "慧敏",
    "天佑",
    "振邦",
    "彩霞",
    "思远",
    "敏",
    "娟",
    "丽",
    "洁",
    "军",
    "勇",
    "燕",
    "琴",
    "波",
    "磊",
    "静",
    "霞",
    "涛",
    "斌",
    "辉",
    "莉",
]


def dice(*key: object) -> random.Random:
    """A source of chance of its own for one subject, so that no addition shifts another's numbers."""
    return random.Random("/".join([SEED, *map(str, key)]))  # noqa: S311 - invention, not secrecy


def person_name(*key: object) -> str:
    """An invented name."""
    rng = dice("name", *key)
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def mobile(*key: object) -> str:
    """An invented mobile number of a range that is not in service."""
    return f"199{dice('mobile', *key).randrange(10**8):08d}"
