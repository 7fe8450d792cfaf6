"""The words of a document, before any printer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from niangjia.foundation.documents.paper import (
    Body,
    Paper,
    balanced,
    heading_level,
    number_words,
    width,
)

from .conftest import BODY


def paper(**other: Any) -> Paper:
    words: dict[str, Any] = {
        "header": "甘肃省总工会文件",
        "number": "甘工发〔2023〕1号",
        "title": "关于命名的决定",
    }
    return Paper(
        **(words | {"body": BODY, "signature": "甘肃省总工会", "on": date(2023, 3, 5)} | other)
    )


def test_number_has_these_brackets_and_no_leading_zero():
    assert number_words("黔工办发", 2023, 12) == "黔工办发〔2023〕12号"


def test_date_has_no_leading_zeros():
    assert paper().date_words == "2023年3月5日"


def test_several_attachments_are_numbered_and_one_is_not():
    assert paper().attachment_lines == ["附件：1. 评分汇总表", "2. 验收标准"]
    alone = Body(blocks=("x",), attachments=("名单",))
    assert paper(body=alone).attachment_lines == ["附件：名单"]
    assert paper(body=Body(blocks=("x",))).attachment_lines == []


def test_copies_are_one_sentence_or_none():
    assert paper().copies_words == "抄送：中华全国总工会，省委办公厅。"
    assert paper(body=Body(blocks=("x",))).copies_words == ""


def test_a_body_comes_back_from_the_table_as_it_went():
    assert Body.from_json(BODY.to_json()) == BODY


@pytest.mark.parametrize(
    ("text", "level"),
    [("一、名单", 1), ("十二、其他", 1), ("（一）要求", 2), ("1. 其他", 0), ("一是", 0)],
)
def test_headings_are_known_by_their_number(text, level):
    assert heading_level(text) == level


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于开展自评的通知", ["关于开展自评的通知"]),
        (
            "甘肃省总工会关于命名“五强”县级工会的决定",
            ["甘肃省总工会关于命名", "“五强”县级工会的决定"],
        ),
        (
            "贵州省总工会关于印发《县级工会加强年专项工作实施方案》的通知",
            ["贵州省总工会关于印发", "《县级工会加强年专项工作实施方案》的通知"],
        ),
    ],
)
def test_titles_break_into_like_lines_outside_quotations(title, lines):
    assert balanced(title)[: len(lines) - 1] == lines[:-1]
    assert "".join(balanced(title)) == title


def test_figures_are_half_as_wide_as_characters():
    assert width("2023年") == 3


def test_columns_share_the_width_by_their_longest_words():
    assert BODY.blocks[2].shares() == [4, 11, 4]
