"""The arithmetic of the room: pure functions, Decimals, rounding half up, no tables.

`FORMULA_VERSION` is written on every score and every frozen reading: a change of the arithmetic is a
new number, and an old result can be read with the rules it was made under.
"""

FORMULA_VERSION = 1
