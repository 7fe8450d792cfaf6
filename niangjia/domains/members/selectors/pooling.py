"""The page of the pool (周转池): who waits and how long, and what is suggested, gathered by union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.enums.memberships import NefMode
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy.roles import WRITERS
from niangjia.foundation.scope import Actor

from .pool import Suggestion, is_clear


@dataclass(frozen=True, slots=True)
class Tally:
    """How many wait, how many of them past their day, and since when the first."""

    waiting: int
    late: int
    since: datetime | None

    def longest(self, now: datetime) -> int:
        """Whole days the first has waited (日)."""
        return (now - self.since).days if self.since else 0


@dataclass(slots=True)
class Group:
    """People who would fit the same union in the same mode."""

    union: Any
    mode: str
    rows: list[Application] = field(default_factory=list)

    @property
    def mode_label(self) -> str:
        """重点建, 行业建, 兜底建; empty for other workers."""
        return str(NefMode(self.mode).label) if self.mode else ""


def pooled(actor: Actor) -> QuerySet[Application]:
    """Who waits for a union where this actor stands."""
    rows = Application.objects.visible_to(actor).within(actor.here)
    return rows.filter(state=ApplicationState.POOLED).select_related("person", "union")


def pooled_among(actor: Actor, ids: Sequence[int]) -> list[Application]:
    """Those of these that still wait, in the order of their days."""
    return list(pooled(actor).filter(pk__in=ids).order_by("due_on", "pk"))


def tally_of(actor: Actor, today: date) -> Tally:
    """The numbers of the page."""
    found = pooled(actor).aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        since=Min("submitted_at"),
    )
    return Tally(**found)


def groups_of(
    rows: Sequence[Application], found: dict[int, list[Suggestion]]
) -> tuple[list[Group], list[Application]]:
    """Those whose first suggestion is clear, by union; and those somebody must look at."""
    groups: dict[tuple[int, str], Group] = {}
    unclear = []
    for row in rows:
        best = found.get(row.pk, [])
        if not is_clear(best):
            unclear.append(row)
            continue
        key = best[0].union.pk, best[0].mode
        groups.setdefault(key, Group(best[0].union, best[0].mode)).rows.append(row)
    return sorted(groups.values(), key=lambda group: -len(group.rows)), unclear


def may_route(actor: Actor) -> bool:
    """Keeps the roll where they stand."""
    return bool(actor.here) and actor.holds(WRITERS, at=actor.here)
