"""The settings of an item as one line of text, for a cell of a workbook or a field of a form.

`zero_at=60；full_at=95`, `steps=95:3、90:2`. What is written is read back the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import VetoEffect

from .params import TABLES, UnfitError, normalised

WORDS = {
    "zero_at": gettext_lazy("零分值"),
    "full_at": gettext_lazy("满分值"),
    "steps": gettext_lazy("分档"),
    "target": gettext_lazy("目标"),
    "places": gettext_lazy("名次"),
    "per": gettext_lazy("每个得分"),
    "of": gettext_lazy("总数"),
    "floor": gettext_lazy("最低分"),
    "effect": gettext_lazy("后果"),
    "ceiling": gettext_lazy("封顶分"),
    "size": gettext_lazy("抽取数"),
}
"""What the settings are called on a page."""


def written(params: Mapping[str, Any]) -> str:
    """The settings as text."""
    parts = []
    for name, value in params.items():
        said = "、".join(f"{a}:{b}" for a, b in value) if name in TABLES else str(value)
        parts.append(f"{name}={said}")
    return "；".join(parts)


def told(params: Mapping[str, Any]) -> str:
    """The settings in people's words, for reading only."""
    parts = []
    for name, value in params.items():
        if name in TABLES:
            said = "、".join(f"{a}→{b}" for a, b in value)
        else:
            said = str(VetoEffect(value).label) if name == "effect" else str(value)
        parts.append(f"{WORDS.get(name, name)} {said}")
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
