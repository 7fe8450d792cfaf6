"""What people enter, made clean, by noun."""
