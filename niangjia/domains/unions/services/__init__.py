"""Verbs on unions: the only writers of the room's tables."""

from .country import plant_country, plant_townships
from .tree import Seedling, lock_tree, plant

__all__ = ["Seedling", "lock_tree", "plant", "plant_country", "plant_townships"]
