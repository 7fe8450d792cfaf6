"""Finding transfers, and how they stand against their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import TransferState
from niangjia.domains.members.models import Transfer
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.calendar.days import working_days_between
from niangjia.foundation.scope import Actor, one, subtree
from niangjia.foundation.ui import dates
from niangjia.foundation.web.keyset import Count, Counting

from . import search

WITH = ("membership__person", "membership__union", "source", "target", "became")
VIEWS: dict[str, str | Promise] = {
    "coming": _("转入待接收"),
    "leaving": _("转出待接收"),
    "came": _("已转入"),
    "left": _("已转出"),
    "ended": _("未接收和撤回"),
}
ENDED = (TransferState.REFUSED, TransferState.EXPIRED, TransferState.CANCELLED)
ORDERS = {"coming": ("due_on", "pk"), "leaving": ("due_on", "pk")}
LATEST = ("-asked_at", "-pk")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the list is asked for; `late` are those past their day."""

    q: str = ""
    view: str = "coming"
    late: bool = False


def find_transfer(actor: Actor, pk: int) -> Transfer:
    """One transfer this actor may see, from either side. Raises Missing."""
    return one(Transfer.objects.visible_to(actor).select_related(*WITH), pk=pk)


def lock_transfer(actor: Actor, pk: int) -> Transfer:
    """The same, locked for a change, its membership first: whoever acts on one takes both in this
    order. Raises Missing."""
    rows = Transfer.objects.visible_to(actor).select_related(*WITH)
    return one(rows.select_for_update(of=("self", "membership")), pk=pk)


def coming_to(actor: Actor) -> QuerySet[Transfer]:
    """Those that ask to come to where the actor stands or below, as far as one reads there."""
    return Transfer.objects.filter(_near(actor, "target_path")).select_related(*WITH)


def leaving_from(actor: Actor) -> QuerySet[Transfer]:
    """Those that leave from where the actor stands or below, as far as one reads there."""
    return Transfer.objects.filter(_near(actor, "path")).select_related(*WITH)


def _near(actor: Actor, field: str) -> Q:
    """One side lies where one reads the roll, at or below where one stands."""
    reach = Q(pk__in=[])
    for path in actor.paths(READERS):
        reach |= subtree(field, path)
    return reach & subtree(field, actor.here) if actor.here else reach


def transfer_rows(actor: Actor, wanted: Conditions, today: date) -> QuerySet[Transfer]:
    """The rows that meet the conditions, in no order yet."""
    rows = _in_view(actor, wanted.view)
    if wanted.late:
        rows = rows.filter(state=TransferState.REQUESTED, due_on__lt=today)
    if wanted.q:
        rows = rows.filter(membership__person__in=search.named(wanted.q))
    return rows


def _in_view(actor: Actor, view: str) -> QuerySet[Transfer]:
    if view == "ended":
        either = _near(actor, "target_path") | _near(actor, "path")
        return Transfer.objects.filter(either, state__in=ENDED).select_related(*WITH)
    side = coming_to(actor) if view in ("coming", "came") else leaving_from(actor)
    waits = view in ("coming", "leaving")
    return side.filter(state=TransferState.REQUESTED if waits else TransferState.ACCEPTED)


def view_counts(actor: Actor) -> dict[str, Count]:
    """How many rows each view has."""
    return Counting.of({view: _in_view(actor, view) for view in VIEWS}).counts()


def order_of(view: str) -> tuple[str, ...]:
    """What waits: the nearest day first; what is over: the latest first."""
    return ORDERS.get(view, LATEST)


def light_of(transfer: Transfer, today: date) -> dates.Due | None:
    """How a transfer stands against its day: 剩 5 个工作日; late is late on days of rest too."""
    if not transfer.is_open:
        done = localdate(transfer.decided_at) if transfer.decided_at else None
        return dates.due(transfer.due_on, today, done_on=done)
    if transfer.due_on < today:
        return dates.due(transfer.due_on, today)
    left = working_days_between(today, transfer.due_on).days
    return dates.due(transfer.due_on, today, left=left, working=True)


def told_transfers(actor: Actor, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Name and member number of the transfers among these that this actor may see."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), 1000):
        rows = Transfer.objects.visible_to(actor).filter(pk__in=ids[start : start + 1000])
        told = rows.values_list("pk", "membership__person__name", "membership__number")
        found |= {pk: (name, number) for pk, name, number in told}
    return found
