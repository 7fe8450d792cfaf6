"""What happens later, by noun."""
