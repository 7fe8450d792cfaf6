"""When something happens elsewhere that open work must follow."""
