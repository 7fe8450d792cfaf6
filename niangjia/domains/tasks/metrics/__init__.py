"""The numbers of the room, by noun."""
