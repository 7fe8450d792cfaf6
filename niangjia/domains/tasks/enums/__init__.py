"""Names the room uses, by noun."""
