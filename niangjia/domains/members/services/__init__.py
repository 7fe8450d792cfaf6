"""Verbs, by noun."""
