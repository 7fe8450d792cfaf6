"""What is done later, by noun."""
