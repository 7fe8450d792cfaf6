"""The verbs of the room, by noun."""
