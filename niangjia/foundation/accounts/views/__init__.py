"""Conversation of accounts, by noun: own (one's settings), people (of the security administrator)."""
