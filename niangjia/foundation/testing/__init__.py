"""What tests of the ground floor stand on when there is no house above it."""
