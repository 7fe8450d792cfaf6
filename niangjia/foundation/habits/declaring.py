"""What a room says of its ledgers: which columns may be chosen, and where the ledger is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise

from niangjia.foundation.errors import Missing


@dataclass(frozen=True)
class Ledger:
    """One ledger: `route` is its page, `columns` may be chosen, `usual` are shown unasked."""

    key: str
    route: str
    columns: Mapping[str, StrOrPromise]
    usual: tuple[str, ...]


_ledgers: dict[str, Ledger] = {}


def ledger(
    key: str, *, route: str, columns: Mapping[str, StrOrPromise], usual: tuple[str, ...]
) -> Ledger:
    """Make a ledger known. Raises ValueError for a key taken already."""
    if key in _ledgers:
        raise ValueError(f"{key} is a ledger already")
    found = Ledger(key, route, columns, usual)
    _ledgers[key] = found
    return found


def find_ledger(key: str) -> Ledger:
    """Raises Missing."""
    if key not in _ledgers:
        raise Missing
    return _ledgers[key]
