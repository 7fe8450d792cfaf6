"""A table with sealed columns, for testing. Installed while testing only."""
