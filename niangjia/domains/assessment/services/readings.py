"""Figures of the ledger, frozen for the sheets of a cycle."""

from __future__ import annotations

from datetime import datetime

from niangjia.domains.assessment.models import Cycle, Item, Sheet


def freeze(cycle: Cycle, sheets: list[Sheet], items: list[Item], now: datetime) -> int:
    """Read every bound metric for every sheet and keep the readings; returns how many."""
    return 0
