"""Pages of the room: find, listen, one verb, answer."""
