"""The verbs of accounts, by noun: sign_in, passwords, people, tokens."""
