"""Verbs on assessment: the only writers of the room's tables."""
