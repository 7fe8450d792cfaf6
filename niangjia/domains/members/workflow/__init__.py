"""The tables of states, by noun."""
