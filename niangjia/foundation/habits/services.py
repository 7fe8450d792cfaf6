"""How a person likes a ledger: kept conditions, columns, density."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from . import selectors
from .models import LedgerHabit, SavedFilter

MOST = 20


@transaction.atomic
def keep_filter(
    *, actor: Actor, ledger_name: str, name: str, query: str, now: datetime
) -> SavedFilter:
    """Keep the conditions of a ledger under a name (存为常用筛选)."""
    if selectors.filters_of(actor, ledger_name).count() >= MOST:
        raise Refused(_("最多保存 %(n)s 个常用筛选，请先删除不用的") % {"n": MOST})
    row = SavedFilter(
        person_id=actor.user_id, ledger=ledger_name, name=name.strip(), query=query.lstrip("?")
    )
    return ledger.save(row, actor=actor, verb="keep_filter", at=now)


@transaction.atomic
def drop_filter(*, actor: Actor, filter_id: int) -> SavedFilter:
    """Throw kept conditions away: they are no record."""
    row = selectors.find_filter(actor, filter_id)
    row.delete()
    return row


@transaction.atomic
def set_habit(
    *, actor: Actor, ledger_name: str, columns: Sequence[str], density: str, now: datetime
) -> LedgerHabit:
    """Choose columns and density of a ledger."""
    if not columns:
        raise Refused(_("请至少保留一列"), field="columns")
    row = selectors.habit_of(actor, ledger_name) or LedgerHabit(
        person_id=actor.user_id, ledger=ledger_name
    )
    row.columns, row.density = list(columns), density
    return ledger.save(row, actor=actor, verb="set_habit", at=now)
