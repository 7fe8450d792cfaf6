"""Questions about unions: the doorways others may use."""

from .people import actor_for
from .tree import children_of, find_union, lock_union, place_for, union_by_code, unions_of

__all__ = [
    "actor_for",
    "children_of",
    "find_union",
    "lock_union",
    "place_for",
    "union_by_code",
    "unions_of",
]
