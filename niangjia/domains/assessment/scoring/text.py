"""The settings of an item as one line of text, for a cell of a workbook or a field of a form.

`zero_at=60；full_at=95`, `steps=95:3、90:2`. What is written is read back the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .params import TABLES, UnfitError, normalised


def written(params: Mapping[str, Any]) -> str:
    """The settings as text."""
    parts = []
    for name, value in params.items():
        said = "、".join(f"{a}:{b}" for a, b in value) if name in TABLES else str(value)
        parts.append(f"{name}={said}")
    return "；".join(parts)


def read(text: str) -> dict[str, Any]:
    """The settings from text; full-width and half-width marks both do. Raises UnfitError."""
    found: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in re.split("[；;\n]", text))):
        name, sign, value = part.replace("＝", "=").partition("=")
        if not sign:
            raise UnfitError(_("“%(part)s”应写成 名称=数值") % {"part": part})
        found[name.strip()] = _rows(value) if name.strip() in TABLES else value.strip()
    return normalised(found)


def _rows(value: str) -> list[list[str]]:
    rows = []
    for pair in filter(None, (p.strip() for p in re.split("[、,，]", value))):
        limit, sign, worth = pair.replace("：", ":").partition(":")
        if not sign:
            raise UnfitError(_("“%(pair)s”应写成 界限:分数") % {"pair": pair})
        rows.append([limit.strip(), worth.strip()])
    return rows
