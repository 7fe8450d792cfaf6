"""Where somebody works, as they choose it: a union that takes members itself, or a county's pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.errors import Missing


@dataclass(frozen=True, slots=True)
class Place:
    """A chosen union; `is_area` where its people are found a union first (周转池)."""

    union: Any

    @property
    def is_area(self) -> bool:
        """Counties and cities take nobody in themselves: they route."""
        return bool(self.union.level <= Level.COUNTY)


def can_be_asked(union: Any) -> bool:
    """Whether somebody may choose it; a province is too wide to find anybody a union."""
    return bool(union.level >= Level.CITY)


def asked_place(told: str) -> Any | None:
    """The union somebody chose, by its number; None for anything else."""
    if not told.isdecimal() or len(told) > 18:
        return None
    try:
        union = unions.find_listed(int(told))
    except Missing:
        return None
    return union if can_be_asked(union) else None


def place_of(pk: Any) -> Place | None:
    """The same from a draft; None where it is gone by now."""
    union = asked_place(str(pk or ""))
    return Place(union) if union is not None else None
