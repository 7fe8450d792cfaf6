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


def limit(figure: Figure, value: Decimal) -> str:
    """A limit of the legend: 95, 8.4万; no decimals that say nothing."""
    said = number(value.normalize(), None) if isinstance(figure, Ratio) else cell(figure, value)
    return said.replace(".0万", "万")


def change(figure: Figure, now: Value, before: Value) -> str:
    """The difference to an earlier reading: +312 家, +2.6 个点, 持平; empty where there is none to tell."""
    if now is None or before is None:
        return ""
    difference = Decimal(now) - Decimal(before)
    if not round(difference, 1):
        return _("持平")
    if isinstance(figure, Ratio) and figure.percent:
        return f"{signed(difference, 1)} {_('个点')}"
    said = wan(difference, figure.unit_label)
    return f"{'+' if difference > 0 else ''}{said}"


def arrow(now: Value, before: Value) -> str:
    """↑1.1 or ↓0.2 beside a bar; never coloured."""
    if now is None or before is None or not (difference := Decimal(now) - Decimal(before)):
        return ""
    sign = "↑" if difference > 0 else "↓"
    if isinstance(now, int):
        said = wan(abs(difference))
        return f"{sign}{said.figure}{said.unit}"
    return f"{sign}{number(abs(difference), 1)}"
