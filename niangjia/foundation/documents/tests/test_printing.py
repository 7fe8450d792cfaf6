"""The two printers say the same words."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from docx import Document as WordFile
from docx.oxml.ns import qn

from niangjia.foundation.documents import pdf, word
from niangjia.foundation.documents.paper import Body, Paper

from .conftest import BODY

LETTER = Body(blocks=("x",), signer="戴文静", addressee="全国总工会")


def paper(body: Body = BODY) -> Paper:
    return Paper(
        header="甘肃省总工会文件",
        number="甘工发〔2023〕12号",
        title="甘肃省总工会关于命名“五强”县级工会的决定",
        body=body,
        signature="甘肃省总工会",
        on=date(2023, 11, 5),
    )


def opened(body: Body = BODY):
    return WordFile(io.BytesIO(word.render(paper(body))))


def test_word_says_every_word_in_order():
    lines = [line.text for line in opened().paragraphs if line.text]

    assert lines == [
        "甘肃省总工会文件",
        "甘工发〔2023〕12号",
        "甘肃省总工会关于命名\n“五强”县级工会的决定",
        "各市（州）总工会：",
        "经省级验收，决定命名敦煌市总工会等为“五强”县级工会。",
        "一、名单",
        "命名名单",
        "（一）要求",
        "附件：1. 评分汇总表",
        "2. 验收标准",
        "甘肃省总工会",
        "2023年11月5日",
        "抄送：中华全国总工会，省委办公厅。",
        "甘肃省总工会\t2023年11月5日印发",
    ]


def test_word_has_the_table_with_a_head_that_repeats():
    (table,) = opened().tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "单位", "得分"],
        ["1", "敦煌市总工会", "98.50"],
        ["2", "肃南裕固族自治县总工会", "96.50"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_word_names_the_faces_of_the_standard():
    faces = {
        line.text: line.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))
        for line in opened().paragraphs
        if line.runs
    }

    assert faces["甘肃省总工会文件"] == "方正小标宋简体"
    assert faces["一、名单"] == "黑体"
    assert faces["（一）要求"] == "楷体_GB2312"
    assert faces["2023年11月5日"] == "仿宋_GB2312"


def test_word_is_a4_with_the_margins_of_the_standard():
    (section,) = opened().sections

    sizes = (section.page_width.mm, section.page_height.mm, section.top_margin.mm)
    assert [round(size) for size in sizes] == [210, 297, 37]
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert "PAGE" in section.even_page_footer.paragraphs[0]._p.xml


def test_word_names_who_signed():
    lines = [line.text for line in opened(LETTER).paragraphs]

    assert "甘工发〔2023〕12号\t签发人：戴文静" in lines


def test_the_same_words_go_into_the_pdf():
    told = json.loads(pdf.source(paper()))

    assert told["number"] == "甘工发〔2023〕12号"
    assert told["title_lines"] == ["甘肃省总工会关于命名", "“五强”县级工会的决定"]
    assert [block.get("text", block.get("title")) for block in told["blocks"]] == [
        "经省级验收，决定命名敦煌市总工会等为“五强”县级工会。",
        "一、名单",
        "命名名单",
        "（一）要求",
    ]
    assert told["blocks"][2]["rows"][1] == ["2", "肃南裕固族自治县总工会", "96.50"]
    assert (told["date"], told["copies"]) == ("2023年11月5日", "抄送：中华全国总工会，省委办公厅。")


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))


@pytest.mark.parametrize(("body", "count"), [(BODY, 2), (LETTER, 1)])
def test_pdf_is_whole_with_its_font_inside(noon, body, count):
    made = pdf.render(paper(body), noon)

    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert pages(made) == count
    assert b"NotoSerifSC" in made


def test_long_words_run_over_pages(noon):
    long = Body(blocks=("各级工会要以先进为榜样，" * 30,) * 10)

    assert pages(pdf.render(paper(long), noon)) == 7


def test_the_same_paper_prints_to_the_same_bytes(noon):
    first = pdf.render(paper(), noon)

    assert pdf.render(paper(), noon) == first
    assert pdf.render(paper(), noon + timedelta(days=1)) != first


@pytest.mark.parametrize(
    "words",
    ['#panic("x")', "#let x = 1", "$ x_1 $", "*粗* _斜_ `码`", '"#', "\\u{1f}", "<label> @ref"],
)
def test_typed_words_never_act_as_commands(noon, words):
    body = Body(blocks=(words,), addressee=words, attachments=(words,), copies_to=(words,))

    assert pages(pdf.render(paper(body), noon)) == 1
    assert words in [line.text for line in opened(body).paragraphs]


def test_a_missing_font_is_told_with_what_to_do(settings, tmp_path):
    settings.DOCUMENT_FONTS = str(tmp_path)

    with pytest.raises(ImproperlyConfigured, match="run `make assets`"):
        pdf.render(paper(), datetime.fromisoformat("2023-11-20T00:00:00+08:00"))
