"""What stands on a document, whatever it is printed with (GB/T 9704, rules §12.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

TITLE_LINE = 19

_HEADINGS = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^（[一二三四五六七八九十]+）"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text: one line of heads, rows of words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    def shares(self) -> list[int]:
        """How wide the columns are beside each other: by their longest words, within reason."""
        lines = [self.columns, *self.rows]
        longest = [max(width(line[n]) for line in lines) for n in range(len(self.columns))]
        return [round(min(max(wide, 4), 24)) for wide in longest]


Block = str | Table


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a document between its number and its date."""

    blocks: tuple[Block, ...]
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    signer: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {
            "addressee": self.addressee,
            "blocks": [_block_to_json(block) for block in self.blocks],
            "attachments": list(self.attachments),
            "copies_to": list(self.copies_to),
            "signer": self.signer,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Body:
        """As it was kept."""
        return cls(
            blocks=tuple(_block_from_json(block) for block in kept["blocks"]),
            addressee=kept["addressee"],
            attachments=tuple(kept["attachments"]),
            copies_to=tuple(kept["copies_to"]),
            signer=kept["signer"],
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, ready to be printed."""

    header: str
    number: str
    title: str
    body: Body
    signature: str
    on: date

    @property
    def date_words(self) -> str:
        """2023年3月5日: Arabic figures, no leading zero."""
        return f"{self.on.year}年{self.on.month}月{self.on.day}日"

    @property
    def title_lines(self) -> list[str]:
        """The title in lines of like length that break no quotation and no last word off."""
        return balanced(self.title)

    @property
    def attachment_lines(self) -> list[str]:
        """附件：1. …, the following ones numbered beneath; a single one has no number."""
        names = self.body.attachments
        if len(names) == 1:
            return [f"附件：{names[0]}"]
        return [f"{'' if n else '附件：'}{n + 1}. {name}" for n, name in enumerate(names)]

    @property
    def copies_words(self) -> str:
        """抄送：…，…。"""
        return f"抄送：{'，'.join(self.body.copies_to)}。" if self.body.copies_to else ""


def heading_level(text: str) -> int:
    """1 for 一、, 2 for （一）, 0 for plain text: each has its typeface."""
    return next((n for n, form in enumerate(_HEADINGS, start=1) if form.match(text)), 0)


def balanced(title: str) -> list[str]:
    """Words too long for one line of 二号 (19 characters), cut into lines of like length."""
    count = -(-width(title) // TITLE_LINE)
    if count <= 1:
        return [title]
    share = width(title) / count
    cuts = [n for n in range(2, len(title) - 1) if _may_cut(title, n)] or [round(share)]
    cut = min(cuts, key=lambda n: (abs(width(title[:n]) - share), n))
    return [title[:cut], *balanced(title[cut:])]


def _may_cut(title: str, at: int) -> bool:
    """No line begins with what belongs to the word before it, none breaks a quotation."""
    before = title[:at]
    opened = sum(before.count(o) - before.count(c) for o, c in ("“”", "《》", "〔〕", "（）"))
    figures = title[at - 1].isascii() and title[at].isascii()
    return not opened and not figures and title[at] not in "的了和与及、，。：；”》〕）市县区州会"


def width(text: str) -> float:
    """How many Chinese characters wide the words are; figures and letters take half a place."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def number_words(word: str, year: int, serial: int) -> str:
    """黔工办发〔2023〕12号: these brackets, no leading zero, no 第."""
    return f"{word}〔{year}〕{serial}号"


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"text": block}
    rows = [list(row) for row in block.rows]
    return {"table": {"title": block.title, "columns": list(block.columns), "rows": rows}}


def _block_from_json(kept: Mapping[str, Any]) -> Block:
    if "text" in kept:
        return str(kept["text"])
    table = kept["table"]
    rows: Sequence[Sequence[str]] = table["rows"]
    return Table(tuple(table["columns"]), tuple(tuple(row) for row in rows), table["title"])
