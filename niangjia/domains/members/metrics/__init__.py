"""The room's figures, by noun."""
