"""Questions to the room, by noun."""
