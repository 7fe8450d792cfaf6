"""Questions, by noun."""
