"""Masked values: what everybody sees, until somebody opens the whole for a reason that is kept.

Rules §11.1: 姓名 王*, 证件号码 前3后2, 手机 前3后4, 银行卡 后4, 地址 to the street. How many signs stay at
either end is the parameter `mask.policy`. The head and tail of an ID number are kept short because
the day of birth is often on the same page: with 前6后4 the two together are the whole number.

A value is masked in two steps. `kept` puts stars in place and keeps the length: what is stored beside
a sealed value. `shown` groups it for reading. `kept` may be applied to what was kept already, so a
stricter policy counts at once for everything stored.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from niangjia.foundation.parameters import table
from niangjia.foundation.parameters.keys import MASK_POLICY

from .kinds import Kind

HIDDEN = "****"
_STREET = re.compile(r".*?(?:街道|[镇乡]|苏木)")
_ROAD = re.compile(r".*?(?:大道|[路街巷])")
_PLACE = re.compile(r".*?[县区市旗]")


def mask(kind: str, text: str) -> str:
    """The value as everybody sees it; empty stays empty."""
    return shown(kind, kept(kind, text))


def kept(kind: str, text: str) -> str:
    """The value with stars in place, as long as it was (addresses and texts are cut)."""
    return _keeper(kind)(str(text)) if text else ""


def kept_many(kind: str, texts: Iterable[str]) -> list[str]:
    """The same for many values under one look at the policy."""
    keep = _keeper(kind)
    return [keep(text) if text else "" for text in texts]


def shown(kind: str, text: str) -> str:
    """What was kept, grouped for reading."""
    if not text or set(text) == {"*"}:
        return text and HIDDEN
    return _GROUPED.get(kind, str)(text)


def _keeper(kind: str) -> Callable[[str], str]:
    if kind == Kind.TEXT:
        return lambda _text: HIDDEN
    if kind == Kind.ADDRESS:
        return _to_the_street
    head, tail = policy().get(kind) or MASK_POLICY.default.get(kind, (0, 0))
    return _name(head, tail) if kind == Kind.NAME else _ends(head, tail)


_known: tuple[object, int, dict[str, Any]] = ((), 0, {})


def policy() -> dict[str, Any]:
    """The parameter of today. A list asks for every row: it is looked up again when the table of
    parameters has changed, and every minute.
    """
    global _known
    held, minute = table.held.get(), int(time.monotonic() // 60)
    if _known[0] is not held or _known[1] != minute:
        _known = (held, minute, MASK_POLICY.value())
    return _known[2]


@lru_cache(64)
def _ends(head: int, tail: int) -> Callable[[str], str]:
    """So many signs at either end; a third at least is hidden, or all of it."""

    def keep(text: str) -> str:
        length = len(text)
        hidden = length - head - tail
        if hidden * 3 < length:
            return "*" * length
        return text[:head] + "*" * hidden + text[length - tail :]

    return keep


@lru_cache(16)
def _name(head: int, tail: int) -> Callable[[str], str]:
    """王* for two signs, 王** or 王*国 for more; somebody of one sign is a star."""

    def keep(text: str) -> str:
        end = tail if len(text) > head + tail else 0
        begin = min(head, len(text) - 1)
        return text[:begin] + "*" * (len(text) - begin - end) + text[len(text) - end :]

    return keep


def _to_the_street(text: str) -> str:
    """贵州省凯里市大十字街道****; what ends before a street keeps the county."""
    found = _STREET.match(text) or _ROAD.match(text) or _PLACE.match(text)
    return (found[0] if found else "") + HIDDEN


def _mobile(text: str) -> str:
    return f"{text[:3]} {text[3:7]} {text[7:]}" if len(text) == 11 else text


def _bank_card(text: str) -> str:
    return f"尾号 {text.lstrip('*')}" if text.startswith("*") else text


def _uscc(text: str) -> str:
    return re.sub(r"\*+", f" {HIDDEN} ", text, count=1).strip()


_GROUPED: dict[str, Callable[[str], str]] = {
    Kind.MOBILE: _mobile,
    Kind.BANK_CARD: _bank_card,
    Kind.USCC: _uscc,
}


def mask_name(name: str) -> str:
    """王*."""
    return mask(Kind.NAME, name)


def mask_phone(phone: str) -> str:
    """151 **** 2207."""
    return mask(Kind.MOBILE, phone)


def mask_id(number: str) -> str:
    """522*************31."""
    return mask(Kind.ID_NUMBER, number)


def mask_bank(account: str) -> str:
    """尾号 8821."""
    return mask(Kind.BANK_CARD, account)


def mask_uscc(code: str) -> str:
    """91522601 **** 3K."""
    return mask(Kind.USCC, code)
