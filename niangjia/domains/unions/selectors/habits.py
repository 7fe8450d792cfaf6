"""How a person likes a ledger."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.unions.models import LedgerHabit, SavedFilter
from niangjia.foundation.scope import Actor, one


def filters_of(actor: Actor, ledger_name: str) -> QuerySet[SavedFilter]:
    """The conditions a person kept, by name."""
    return SavedFilter.objects.visible_to(actor).filter(ledger=ledger_name).order_by("name")


def find_filter(actor: Actor, pk: int) -> SavedFilter:
    """One's own kept conditions. Raises Missing."""
    return one(SavedFilter.objects.visible_to(actor), pk=pk)


def habit_of(actor: Actor, ledger_name: str) -> LedgerHabit | None:
    """Columns and density, where chosen."""
    return LedgerHabit.objects.visible_to(actor).filter(ledger=ledger_name).first()
