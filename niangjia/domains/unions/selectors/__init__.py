"""Questions about unions: the doorways others may use."""

from .desk import READERS, Desk, desk_of, unions_on
from .people import actor_for
from .places import place_for
from .then import as_they_were, intervals_now, moves_after, path_then, unions_as_of
from .tree import children_of, find_union, lock_union, union_by_code, unions_of

__all__ = [
    "READERS",
    "Desk",
    "actor_for",
    "as_they_were",
    "children_of",
    "desk_of",
    "find_union",
    "intervals_now",
    "lock_union",
    "moves_after",
    "path_then",
    "place_for",
    "union_by_code",
    "unions_as_of",
    "unions_of",
    "unions_on",
]
