"""A document as PDF, set by Typst from `paper.typ`; see the decision page on PDF.

The words go in as data, so nothing somebody typed can act as a command.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .paper import Block, Paper, heading_level

TEMPLATE = Path(__file__).parent / "paper.typ"
FAMILY = "Noto Serif SC"


def render(paper: Paper, at: datetime) -> bytes:
    """The PDF (archival PDF/A-2u); the same paper at the same time gives the same bytes."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": source(paper)},
        pdf_standards="a-2u",
        timestamp=int(at.timestamp()),
    )
    return made


def source(paper: Paper) -> str:
    """What the template is given."""
    told: dict[str, Any] = {
        "header": paper.header,
        "number": paper.number,
        "signer": paper.body.signer,
        "title": paper.title,
        "title_lines": paper.title_lines,
        "addressee": paper.body.addressee,
        "blocks": [_block(block) for block in paper.body.blocks],
        "attachments": paper.attachment_lines,
        "signature": paper.signature,
        "date": paper.date_words,
        "copies": paper.copies_words,
    }
    return json.dumps(told, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"text": block, "level": heading_level(block)}
    return {
        "title": block.title,
        "columns": block.columns,
        "rows": block.rows,
        "shares": block.shares(),
    }


def fonts() -> typst.Fonts:
    """The fonts documents are set in."""
    return _fonts(str(settings.DOCUMENT_FONTS))


@lru_cache(maxsize=2)
def _fonts(folder: str) -> typst.Fonts:
    """The fonts of the house and, beside them, those the operator has put there."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    if FAMILY not in fonts.families():
        raise ImproperlyConfigured(
            f"No font {FAMILY!r} in {folder}: run `make assets`, or point DOCUMENT_FONTS to a "
            "folder that has it."
        )
    return fonts
