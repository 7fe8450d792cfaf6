"""What waits for somebody about transfers: memberships that want to come."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.members.models import Transfer
from niangjia.domains.members.policy.roles import APPROVERS
from niangjia.foundation.scope import Actor, subtree
from niangjia.foundation.web.todos import Attention, Todo, in_order

MOST = 20
"""To-dos shown one by one; the list has them all."""


def todos(actor: Actor, today: date) -> list[Todo]:
    """For who receives: transfers that ask to come to a union of theirs, whichever they look at."""
    own = {path for role, path in actor.posts if role in APPROVERS}
    rows = Transfer.objects.filter(target_path__in=sorted(own)).open()
    rows = rows.exclude(membership__person__user=actor.user_id)
    waiting = rows.select_related("membership__person", "source").order_by("due_on", "pk")
    return in_order([_todo(row) for row in waiting[:MOST]]) if own else []


def _todo(row: Transfer) -> Todo:
    return Todo(
        title=_("%(name)s的会籍要转入") % {"name": row.membership.person.name},
        url=reverse("members:transfer", args=[row.pk]),
        kind=_("会籍接转"),
        source=row.source.name,
        due_on=row.due_on,
        verb=_("接收"),
        icon="arrows-exchange",
    )


def attention(actor: Actor, path: str, today: date, limit: int = 10) -> list[Attention]:
    """Unions below that leave transfers unanswered past their day: each with its oldest."""
    rows = Transfer.objects.visible_to(actor).filter(subtree("target_path", path)).open()
    late = rows.filter(due_on__lt=today).select_related("target").order_by("due_on", "pk")
    oldest: dict[int, Transfer] = {}
    for row in late[: limit * 5]:
        oldest.setdefault(row.target_id, row)
    return [
        Attention(
            place=row.target.name,
            what=_("会籍接转超期未办"),
            due_on=row.due_on,
            url=reverse("members:transfers") + "?late=1",
            code=row.target.code,
        )
        for row in oldest.values()
    ][:limit]
