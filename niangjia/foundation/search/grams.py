"""Text as the index sees it: letters and characters only, cut into ones and twos.

Trigrams find nothing for the two or three characters that Chinese names have.
"""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Half-width, lower case, without blanks and punctuation: what is compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def grams(text: str) -> list[str]:
    """Every single character and every pair, once each, in order."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return list(dict.fromkeys([*text, *pairs]))


def asked(text: str) -> list[str]:
    """The grams a hit must have: pairs, or the one character."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return list(dict.fromkeys(pairs)) or [text]


def after(prefix: str) -> str:
    """The first text after all that begin with `prefix`, byte by byte."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
