"""The pool (周转池): where somebody waits who knows no union, and which one would fit."""

from __future__ import annotations

from typing import Any

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionState
from niangjia.foundation.errors import Missing

COUNTY = 6
"""Digits of a county's code; a township has nine."""


def holder_of(area_code: str) -> Any | None:
    """The union that routes for an area: of the county, or of the city that has no counties."""
    for code in (area_code[:COUNTY], area_code[:4] + "00"):
        if len(code) != COUNTY or not code.isdecimal():
            continue
        try:
            union = unions.union_by_code(code)
        except Missing:
            continue
        if union.state == UnionState.ESTABLISHED:
            return union
    return None
