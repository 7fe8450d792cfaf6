"""The settings of a framework as a sheet of a workbook: in people's words, out and in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment.enums import TieRule
from niangjia.domains.assessment.scoring import text

WORDS = {
    "key": _("代码"),
    "title": _("名称"),
    "source": _("依据"),
    "grades": _("等次"),
    "bonus_cap": _("加分上限"),
    "tie_rule": _("同分处理"),
    "tie_order": _("同分比较顺序"),
}
"""What the settings are called in a workbook; files for programs keep the names."""


def lines_of(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One line per setting: its name and its value in words."""
    return [(str(WORDS.get(name, name)), _said(name, value)) for name, value in settings.items()]


def _said(name: str, value: Any) -> str:
    if name == "grades":
        return text.grades_written(value)
    if name == "tie_order":
        return text.order_written(value)
    return str(TieRule(value).label) if name == "tie_rule" else str(value)


def read(rows: Iterable[list[Any]]) -> dict[str, Any]:
    """The settings of a sheet, by words or by names. Raises UnfitError."""
    names = {str(label): name for name, label in WORDS.items()}
    found: dict[str, Any] = {}
    for name, value, *_rest in (row for row in rows if len(row) > 1):
        known = names.get(str(name).strip(), str(name).strip())
        if str(value).strip():
            found[known] = _value(known, str(value).strip())
    return found


def _value(name: str, said: str) -> Any:
    if name == "tie_rule":
        return next((rule.value for rule in TieRule if said == str(rule.label)), said)
    if name == "tie_order":
        return text.order_read(said)
    if name == "grades":
        return yaml.safe_load(said) if said.startswith("[") else text.grades_read(said)
    return said
