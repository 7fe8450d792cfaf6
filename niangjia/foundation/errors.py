"""What a service may raise, and nothing else; `web` and `api` turn each into one HTTP answer."""

from collections.abc import Mapping
from typing import Any


class Missing(Exception):
    """The row is not there, or not for you: both look the same from outside (404)."""


class Refused(Exception):
    """The act is against a rule. The sentence says which, and how to repair it (422).

    `field` names the form field the sentence belongs to, or is None for the whole form.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Exception):
    """Somebody else changed the row first (409).

    `differences` maps a field label to (theirs, mine), only where the two differ.
    """

    def __init__(
        self, row: Any, verb: str, differences: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        super().__init__(f"{row!r} is no longer open to {verb}")
        self.row = row
        self.verb = verb
        self.differences = dict(differences or {})
