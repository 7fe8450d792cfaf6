"""What the room announces, by noun."""
