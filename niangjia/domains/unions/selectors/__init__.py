"""Questions about unions: the doorways others may use."""

from .desk import READERS, Desk, desk_of
from .people import actor_for
from .tree import children_of, find_union, lock_union, place_for, union_by_code, unions_of

__all__ = [
    "READERS",
    "Desk",
    "actor_for",
    "children_of",
    "desk_of",
    "find_union",
    "lock_union",
    "place_for",
    "union_by_code",
    "unions_of",
]
