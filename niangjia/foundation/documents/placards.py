"""A placard as PDF: one code to scan, what it is for, how it goes. Set by Typst from `placard.typ`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno
import typst

from .pdf import fonts

TEMPLATE = Path(__file__).parent / "placard.typ"
QUIET = 4
"""Empty modules around a code, as ISO/IEC 18004 wants them."""


@dataclass(frozen=True, slots=True)
class Placard:
    """The words of a placard. `address` is what the code holds, told in words beneath as well."""

    issuer: str
    head: str
    title: str
    address: str
    steps: Sequence[str]
    foot: str
    alt: str


def render(placard: Placard, at: datetime) -> bytes:
    """The PDF; the same words at the same time give the same bytes."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": source(placard)},
        pdf_standards="a-2u",
        timestamp=int(at.timestamp()),
    )
    return made


def source(placard: Placard) -> str:
    """What the template is given; words go in as data and can act as nothing else."""
    told = {
        "issuer": placard.issuer,
        "head": placard.head,
        "title": placard.title,
        "address": placard.address,
        "steps": list(placard.steps),
        "foot": placard.foot,
        "alt": placard.alt,
        "code": code_svg(placard.address, 12),
    }
    return json.dumps(told, ensure_ascii=False)


def code_svg(text: str, scale: int = 6) -> str:
    """A code (QR, a quarter of it may be lost) as a drawing without styles, for pages and paper."""
    drawn = BytesIO()
    segno.make(text, error="q", micro=False).save(
        drawn, kind="svg", scale=scale, border=QUIET, svgclass=None, lineclass=None, light="#fff"
    )
    return drawn.getvalue().decode()
