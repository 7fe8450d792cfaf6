"""Verbs on unions: the only writers of the room's tables."""

from .tree import lock_tree, plant

__all__ = ["lock_tree", "plant"]
