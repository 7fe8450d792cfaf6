"""A draw anyone can re-run: the seed and the list decide, nothing else (随机抽查).

Each name of the list is hashed together with the seed; the smallest hashes are drawn. No random
number generator is involved, so any language with SHA-256 gives the same result for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Drawing:
    """What was drawn, from which list, and who was left out of it."""

    drawn: tuple[str, ...]
    skipped: tuple[str, ...]
    list_hash: str


def hash_of(names: Iterable[str]) -> str:
    """The fingerprint of a list: one name a line, in the order given."""
    return sha256("\n".join(names).encode()).hexdigest()


def draw(
    names: Iterable[str], count: int, seed: str, drawn_before: Collection[str] = ()
) -> Drawing:
    """Draw `count` names; those drawn last time are left out.

    If too few are left, those of last time follow in the order of their hashes. Raises ValueError
    for a repeated name, an empty seed, or a count larger than the list.
    """
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise ValueError("a name stands twice in the list")
    if not seed or not 0 < count <= len(listed):
        raise ValueError("no seed, or more to draw than there are")
    before = set(drawn_before)
    ordered = sorted(listed, key=lambda name: (name in before, _ticket(seed, name), name))
    drawn = tuple(ordered[:count])
    return Drawing(
        drawn, tuple(n for n in listed if n in before and n not in drawn), hash_of(listed)
    )


def _ticket(seed: str, name: str) -> str:
    return sha256(f"{seed}\n{name}".encode()).hexdigest()
