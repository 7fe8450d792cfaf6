"""What waits at the desk for those who keep the roll, and what a leader should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy.roles import APPROVER, READERS, WRITERS
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Attention, Todo, in_order

ICON = "user-plus"


@dataclass(frozen=True, slots=True)
class Heap:
    """Applications at one union in one state: how many, and the first day of them."""

    path: str
    name: str
    number: int
    due_on: date | None


def todos(actor: Actor, today: date) -> list[Todo]:
    """Applications to decide, to route, to supplement; those the union below let lie."""
    if not actor.paths(WRITERS):
        return []
    soon = keys.JOINING_SOON_DAYS.value("", today)
    found = [*_at_one_s_own(actor, soon), *_let_lie_below(actor), *_to_supplement(actor)]
    return in_order(found)


def _units(actor: Actor, role: str = "") -> list[str]:
    """The unions this person works for in this room, or in one of its roles."""
    wanted = {role} if role else WRITERS
    return sorted({path for held, path in actor.posts if held in wanted})


def _heaps(state: str, paths: list[str]) -> Iterator[Heap]:
    rows = Application.objects.filter(state=state, path__in=paths)
    told = rows.values("path", "union__name").annotate(n=Count("pk"), first=Min("due_on"))
    for row in told.order_by("path"):
        yield Heap(row["path"], row["union__name"] or "", row["n"], row["first"])


def _at_one_s_own(actor: Actor, soon: int) -> Iterator[Todo]:
    """One line for each union and state: the ledger has the people."""
    ledger, pool = reverse("members:applications"), reverse("members:pool")
    for heap in _heaps(S.SUBMITTED, _units(actor, APPROVER)):
        yield _todo(
            heap, _("%(n)s 人申请入会，待审批"), f"{ledger}?view=submitted", _("审批"), soon
        )
    for heap in _heaps(S.POOLED, _units(actor)):
        yield _todo(heap, _("周转池 %(n)s 人待分配工会"), pool, _("分配"), soon)


def _todo(heap: Heap, words: str, url: str, verb: str, soon: int) -> Todo:
    return Todo(
        title=words % {"n": heap.number},
        url=url,
        kind=_("会员"),
        source=heap.name,
        due_on=heap.due_on,
        verb=verb,
        icon=ICON,
        threshold=soon,
    )


def _let_lie_below(actor: Actor) -> Iterator[Todo]:
    """What the unions directly below did not answer in time has come up to one's own."""
    for path in _units(actor, APPROVER):
        rows = Application.objects.within(path).exclude(path=path).waiting()
        rows = rows.filter(escalated_at__isnull=False, union__parent__path=path)
        told = rows.aggregate(n=Count("pk"), first=Min("due_on"))
        if told["n"]:
            yield Todo(
                title=_("下级工会超期未办的入会申请 %(n)s 份") % {"n": told["n"]},
                url=reverse("members:applications") + "?view=late",
                kind=_("会员"),
                source=_("提请上级办理"),
                due_on=told["first"],
                verb=_("督促"),
                icon=ICON,
            )


def _to_supplement(actor: Actor) -> Iterator[Todo]:
    """Sent back to somebody without an account: whoever wrote it down supplements it."""
    rows = Application.objects.filter(state=S.RETURNED, entered_by=actor.user_id)
    told = rows.aggregate(n=Count("pk"))
    if told["n"]:
        yield Todo(
            title=_("代办的入会申请 %(n)s 份被退回补充") % {"n": told["n"]},
            url=reverse("members:applications") + "?view=returned&mine=on",
            kind=_("会员"),
            source=_("现场代办"),
            due_on=None,
            verb=_("补充"),
            icon=ICON,
        )


def attention(actor: Actor, path: str, today: date, limit: int = 10) -> list[Attention]:
    """Unions below a path that let applications lie past their day, the longest first."""
    if not actor.holds(READERS | {"cockpit.reader"}, at=path):
        return []
    late = Application.objects.within(path).overdue(today).exclude(union=None)
    told = late.values("union__name", "union__code", "union_id").annotate(
        n=Count("pk"), first=Min("due_on"), pooled=Count("pk", filter=Q(state=S.POOLED))
    )
    return [
        Attention(
            place=row["union__name"],
            what=_words(row["n"], row["pooled"]),
            due_on=row["first"],
            url=f"{reverse('members:applications')}?view=late&below={row['union_id']}",
            code=row["union__code"],
        )
        for row in told.order_by("first", "union_id")[:limit]
    ]


def _words(number: int, pooled: int) -> str:
    if pooled == number:
        return _("周转池 %(n)s 人超期未分配工会") % {"n": number}
    return _("%(n)s 份入会申请超期未办") % {"n": number}


__all__ = ["attention", "todos"]
