"""How a person likes a ledger: kept conditions, columns, density."""
