"""A protected value in Python: shows its mask to whoever prints it, and the whole only when opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import masks
from .cipher import open_, seal, seal_many

JOINT = "~"
"""Stands between the token and what is kept readable of the value; in neither of them."""


class Sealed:
    """What an `EncryptedField` holds. Printing, formatting, exporting, auditing it gives the mask.

    A value read from the database is not decrypted until `open`; one just assigned is not sealed
    until it is stored. It never changes. Two are equal when their texts are.
    """

    __slots__ = ("_context", "_kind", "_stored", "_text")

    def __init__(
        self, kind: str, context: str, *, stored: str | None = None, text: str | None = None
    ) -> None:
        self._kind = kind
        self._context = context
        self._stored = stored
        self._text = text

    def open(self) -> str:
        """The whole value; for services with a reason to know it. Raises UnreadableError."""
        if self._text is not None:
            return self._text
        token, _joint, hint = (self._stored or "").partition(JOINT)
        return open_(token, bound(self._context, hint))

    @property
    def masked(self) -> str:
        """What everybody may see, by the policy of today; needs no key."""
        text = self._text if self._text is not None else self.hint
        return masks.mask(self._kind, text)

    @property
    def hint(self) -> str:
        """What is stored readable beside the token."""
        return self.stored.partition(JOINT)[2]

    @property
    def stored(self) -> str:
        """As the column holds it: `token~hint`; empty for an empty value."""
        if self._stored is None:
            text = self._text or ""
            hint = masks.kept(self._kind, text)
            self._stored = joined(seal(text, bound(self._context, hint)), hint) if text else ""
        return self._stored

    @property
    def is_fresh(self) -> bool:
        """Whether it was assigned here, and so knows its text without a key."""
        return self._text is not None

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<Sealed {self._kind} {self.masked}>"

    def __bool__(self) -> bool:
        return bool(self._text if self._text is not None else self._stored)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            alike = self._stored is not None and self._stored == other._stored
            return self is other or alike or self.open() == other.open()
        if isinstance(other, str):
            return self.open() == other if self and other else not self and not other
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """Whatever keeps it keeps it sealed."""
        return _restored, (self._kind, self._context, self.stored)

    def __deepcopy__(self, _memo: Any) -> Sealed:
        return self


def seal_all(values: Sequence[Sealed], kind: str, context: str) -> list[str]:
    """What a whole column stores: fresh values are sealed in one go."""
    fresh = [value for value in values if value._stored is None and value._text]
    stored = seal_texts([value._text or "" for value in fresh], kind, context)
    for value, text in zip(fresh, stored, strict=True):
        value._stored = text
    return [value.stored for value in values]


def seal_texts(texts: Sequence[str], kind: str, context: str) -> list[str]:
    """The same for plain texts of one column."""
    hints = masks.kept_many(kind, texts)
    head = bound(context, "")
    tokens = seal_many(texts, [head + hint for hint in hints])
    return list(map(joined, tokens, hints))


def _restored(kind: str, context: str, stored: str) -> Sealed:
    return Sealed(kind, context, stored=stored)


def bound(context: str, hint: str) -> str:
    """What a token is bound to: its column, and what is readable beside it."""
    return f"{context}{JOINT}{hint}"


def joined(token: str, hint: str) -> str:
    """Token and hint as one text."""
    return f"{token}{JOINT}{hint}" if token else ""
