"""How a figure is written on a screen: short with its unit, exact in the title, differences in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from niangjia.foundation.facts.metrics import Figure, Ratio
from niangjia.foundation.facts.selectors import Value
from niangjia.foundation.ui.numbers import number, signed, wan


def short(figure: Figure, value: Value) -> tuple[str, str]:
    """Value and unit for large type: (94.1, %), (823.6, 万人)."""
    if isinstance(figure, Ratio):
        return number(value, 1), figure.unit_label
    said = wan(value, figure.unit_label)
    return said.figure, said.unit


def cell(figure: Figure, value: Value) -> str:
    """The value alone, for a tile or a bar."""
    if isinstance(figure, Ratio):
        return number(value, 1)
    return wan(value).figure + wan(value).unit if value else number(value)


def change(figure: Figure, now: Value, before: Value) -> str:
    """The difference to an earlier reading: +312 家, +2.6 个点; empty where there is none to tell."""
    if now is None or before is None:
        return ""
    difference = Decimal(now) - Decimal(before)
    if isinstance(figure, Ratio) and figure.percent:
        return f"{signed(difference, 1)} {_('个点')}"
    return f"{signed(difference)} {figure.unit_label}"


def arrow(now: Value, before: Value) -> str:
    """↑1.1 or ↓0.2 beside a bar; never coloured."""
    if now is None or before is None or now == before:
        return ""
    difference = Decimal(now) - Decimal(before)
    sign = "↑" if difference > 0 else "↓"
    places = 1 if difference % 1 else 0
    return f"{sign}{number(abs(difference), places)}"
