"""Conversation with workers, by noun: entry (signing in), home, me."""
