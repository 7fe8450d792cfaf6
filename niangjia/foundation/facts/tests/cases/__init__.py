"""A room in small, for testing the ledger: offices and their cases. Installed while testing only."""
