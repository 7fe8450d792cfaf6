"""A document as a Word file (GB/T 9704-2012), to be edited, sealed and archived in an office.

Faces are named as offices have them (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312); where one is
missing, Word and WPS show their own substitute.
"""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .paper import Block, Paper, Table, heading_level, width

FANG, HEI, KAI, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
RED = RGBColor(0xC8, 0x10, 0x2E)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
"""What the format wants to stand after the borders of a paragraph."""

SIZE, LINE = 16.0, 29.0
"""三号 and the line of 22 lines a page, in points."""


def render(paper: Paper) -> bytes:
    """The Word file."""
    document = Document()
    _page(document)
    _head(document, paper)
    _body(document, paper)
    _end(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Any) -> None:
    """A4 with the margins of the standard; page numbers outside, — 1 —."""
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        _page_number(footer.paragraphs[0], side)


def _page_number(line: Any, side: Any) -> None:
    line.alignment = side
    _run(line, "— ", "宋体", 14)
    run = _run(line, "", "宋体", 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    _run(line, " —", "宋体", 14)


def _head(document: Any, paper: Paper) -> None:
    """Red issuer, number (and who signed), red line, title."""
    _run(_line(document, ALIGN.CENTER, exact=0), paper.header, SONG, 36, color=RED)
    number = _line(document, ALIGN.CENTER, before=20)
    _run(number, paper.number)
    if paper.body.signer:
        number.alignment = ALIGN.LEFT
        number.paragraph_format.left_indent = Pt(SIZE)
        number.paragraph_format.tab_stops.add_tab_stop(Mm(110))
        _run(number, "\t签发人：")
        _run(number, paper.body.signer, KAI)
    _rule(number, "bottom", 12, "C8102E")
    title = _line(document, ALIGN.CENTER, before=LINE, after=LINE / 2, exact=0)
    for line_number, words in enumerate(paper.title_lines):
        if line_number:
            title.add_run().add_break()
        _run(title, words, SONG, 22)


def _body(document: Any, paper: Paper) -> None:
    """Addressee, text, tables, list of attachments."""
    if paper.body.addressee:
        _run(_line(document), f"{paper.body.addressee}：")
    for block in paper.body.blocks:
        _block(document, block)
    for number, words in enumerate(paper.attachment_lines):
        line = _line(document, before=LINE if number == 0 else 0)
        line.paragraph_format.left_indent = Pt(SIZE * (5 if number else 2))
        _run(line, words)


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    line = _line(document, ALIGN.JUSTIFY)
    line.paragraph_format.first_line_indent = Pt(SIZE * 2)
    _run(line, block, (FANG, HEI, KAI)[heading_level(block)])


def _table(document: Any, table: Table) -> None:
    """Heads repeat on each page; columns as wide as their words ask."""
    if table.title:
        _run(_line(document, ALIGN.CENTER), table.title, HEI, 14)
    made = document.add_table(rows=0, cols=len(table.columns))
    made.style = "Table Grid"
    made.autofit = False
    shares = table.shares()
    for number, words in enumerate([table.columns, *table.rows]):
        cells = made.add_row().cells
        for column, text in enumerate(words):
            cells[column].width = Mm(156 * shares[column] / sum(shares))
            line = cells[column].paragraphs[0]
            line.alignment = ALIGN.CENTER
            _run(line, text, HEI if number == 0 else FANG, 12)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    _line(document, exact=12)


def _end(document: Any, paper: Paper) -> None:
    """Signature over the date, four places from the right; copies and printing line."""
    date_wide, name_wide = width(paper.date_words), width(paper.signature)
    for words, wide, before in (
        (paper.signature, name_wide, LINE * 2),
        (paper.date_words, date_wide, 0.0),
    ):
        line = _line(document, ALIGN.RIGHT, before=before)
        aside = 4 + (max(date_wide, name_wide) - wide) / 2
        line.paragraph_format.right_indent = Pt(SIZE * aside)
        line.paragraph_format.keep_together = line.paragraph_format.keep_with_next = True
        _run(line, words)
    if paper.copies_words:
        copies = _line(document, before=LINE)
        _run(copies, paper.copies_words, FANG, 14)
        _rule(copies, "top", 8)
        printed = _line(document)
        printed.paragraph_format.tab_stops.add_tab_stop(Mm(110))
        _run(printed, f"{paper.signature}\t{paper.date_words}印发", FANG, 14)
        _rule(printed, "top", 4)
        _rule(printed, "bottom", 8)


def _line(
    document: Any,
    side: Any = ALIGN.LEFT,
    *,
    before: float = 0,
    after: float = 0,
    exact: float = LINE,
) -> Any:
    line = document.add_paragraph()
    line.alignment = side
    line.paragraph_format.space_before = Pt(before)
    line.paragraph_format.space_after = Pt(after)
    if exact:
        line.paragraph_format.line_spacing = Pt(exact)
    return line


def _run(line: Any, words: str, face: str = FANG, size: float = SIZE, color: Any = None) -> Any:
    run = line.add_run(words)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman" if face == FANG else face
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if color is not None:
        run.font.color.rgb = color
    return run


def _rule(line: Any, side: str, eighths: int, color: str = "000000") -> None:
    """A line above or below a paragraph; thickness in eighths of a point."""
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", color)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
