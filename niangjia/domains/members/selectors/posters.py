"""The codes a union hung up (入会码), and how many came by each."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import Application, Poster
from niangjia.domains.members.policy.roles import WRITERS
from niangjia.foundation.scope import Actor, one

LANDING = "/j/"
"""Where a code leads. It is printed on paper: it never changes."""

VIEWS: dict[str, str | Promise] = {"open": _("使用中"), "over": _("已停用或过期"), "all": _("全部")}
WITH = ("union",)


def posters_at(actor: Actor, today: date, view: str = "open", q: str = "") -> QuerySet[Poster]:
    """Those of where one stands and below, each with how many asked and how many were taken in."""
    rows = Poster.objects.visible_to(actor).within(actor.here).select_related(*WITH)
    over = Q(closed_at__isnull=False) | Q(last_on__lt=today)
    if view != "all":
        rows = rows.filter(over) if view == "over" else rows.exclude(over)
    if q:
        rows = rows.filter(Q(title__contains=q) | Q(union__name__contains=q) | Q(code=q.lower()))
    return _counted(rows)


def _counted(rows: QuerySet[Poster]) -> QuerySet[Poster]:
    """`came` asked by this code, `joined` of them are members."""
    asked = Application.objects.filter(poster=OuterRef("pk")).order_by().values("poster")
    taken = asked.filter(state=ApplicationState.APPROVED)
    return rows.annotate(
        came=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0),
        joined=Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0),
    )


def find_poster(actor: Actor, pk: int) -> Poster:
    """One poster with its counts. Raises Missing."""
    return one(_counted(Poster.objects.visible_to(actor).select_related(*WITH)), pk=pk)


def lock_poster(actor: Actor, pk: int) -> Poster:
    """The same, locked for a change. Raises Missing."""
    rows = Poster.objects.visible_to(actor).select_related(*WITH)
    return one(rows.select_for_update(of=("self",)), pk=pk)


def is_taken(code: str) -> bool:
    """Whether a code hangs somewhere already."""
    return Poster.objects.filter(code=code).exists()


def may_make(actor: Actor) -> bool:
    """Keeps the roll where they stand."""
    return bool(actor.here) and actor.holds(WRITERS, at=actor.here)
