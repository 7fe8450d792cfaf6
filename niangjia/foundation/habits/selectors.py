"""How a person likes a ledger."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from niangjia.foundation.scope import Actor, one

from .declaring import Ledger
from .models import LedgerHabit, SavedFilter


@dataclass(frozen=True, slots=True)
class Look:
    """The columns to show, in the order of the ledger, and how dense the rows stand."""

    columns: tuple[str, ...]
    density: str


def filters_of(actor: Actor, ledger_name: str) -> QuerySet[SavedFilter]:
    """The conditions a person kept, by name."""
    return SavedFilter.objects.visible_to(actor).filter(ledger=ledger_name).order_by("name")


def find_filter(actor: Actor, pk: int) -> SavedFilter:
    """One's own kept conditions. Raises Missing."""
    return one(SavedFilter.objects.visible_to(actor), pk=pk)


def habit_of(actor: Actor, ledger_name: str) -> LedgerHabit | None:
    """Columns and density, where chosen."""
    return LedgerHabit.objects.visible_to(actor).filter(ledger=ledger_name).first()


def look_of(actor: Actor, ledger: Ledger) -> Look:
    """How this ledger is drawn for this person; columns that are gone are left out."""
    mine = habit_of(actor, ledger.key)
    chosen = set(mine.columns) if mine else set(ledger.usual)
    columns = tuple(name for name in ledger.columns if name in chosen)
    return Look(columns or ledger.usual, mine.density if mine else "normal")
