"""What may follow what, by noun."""
