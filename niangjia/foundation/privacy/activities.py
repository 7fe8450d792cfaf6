"""The registry of processing activities: rooms declare what they do with personal data, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing done with personal data (处理活动), in the words of the law.

    `sensitive` names the kinds of §28 in it, empty where there are none; `keep` is how long.
    """

    key: str
    room: StrOrPromise
    title: StrOrPromise
    people: StrOrPromise
    kinds: StrOrPromise
    ground: StrOrPromise
    keep: StrOrPromise
    shared: StrOrPromise = ""
    sensitive: StrOrPromise = ""

    @property
    def is_sensitive(self) -> bool:
        """Needs an impact assessment before it begins (§55)."""
        return bool(self.sensitive)


_declared: dict[str, Activity] = {}


def activity(row: Activity) -> Activity:
    """Declare an activity. Raises ValueError for a key that is taken by another."""
    if _declared.setdefault(row.key, row) != row:
        raise ValueError(f"processing activity {row.key} is declared twice")
    return row


def declared() -> dict[str, Activity]:
    """Every activity of the house, by key."""
    return _declared
