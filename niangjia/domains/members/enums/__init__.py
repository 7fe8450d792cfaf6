"""Names of the room, by noun."""
