"""Verbs on unions: the only writers of the room's tables."""

from .country import plant_country, plant_townships
from .founding import approve_founding, found_union, prepare_union, withdraw_union
from .headcounts import Count, load_headcounts, state_headcount
from .history import move_union, rename_union
from .merging import dissolve_union, merge_unions, split_union
from .since_2020 import founder, plant_2020, relive_changes
from .tree import Seedling, lock_tree, plant

__all__ = [
    "Count",
    "Seedling",
    "approve_founding",
    "dissolve_union",
    "found_union",
    "founder",
    "load_headcounts",
    "lock_tree",
    "merge_unions",
    "move_union",
    "plant",
    "plant_2020",
    "plant_country",
    "plant_townships",
    "prepare_union",
    "relive_changes",
    "rename_union",
    "split_union",
    "state_headcount",
    "withdraw_union",
]
