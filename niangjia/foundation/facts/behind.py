"""The rows behind a figure: every number opens to the rows it was computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from niangjia.foundation.calendar.periods import Period, parse
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .boundaries import Map
from .enums import Boundaries, Kind
from .maps import maps
from .metrics import FEN, SOURCES, Figure, Metric, Ratio, Source
from .metrics import figure as figure_with
from .models import Entry


@dataclass(frozen=True, slots=True)
class Contribution:
    """One row behind a figure, how much of it the row is, and the last day it speaks of."""

    row: Any
    quantity: int | Decimal
    day: date
    place: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some contributions in order, and the mark to continue after (empty at the end)."""

    rows: list[Contribution]
    next: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The source rows with a net contribution to one figure, cut to what the actor may see."""

    metric: Figure
    entries: QuerySet[Entry]
    actor: Actor

    @property
    def totals(self) -> dict[int, int]:
        """How many rows of each kind contribute, whoever may see them."""
        found: dict[int, int] = {}
        for kind, _pk in self._nets().values_list("source_kind", "source_id"):
            found[kind] = found.get(kind, 0) + 1
        return found

    @property
    def querysets(self) -> list[QuerySet[Any]]:
        """The visible rows, one query set for each kind of row."""
        kinds = set(self.entries.values_list("source_kind", flat=True).distinct())
        return [self._visible(source) for source in SOURCES.values() if source.kind in kinds]

    def count(self) -> int:
        """How many rows this person may open."""
        return sum(rows.count() for rows in self.querysets)

    def page(self, after: str = "", limit: int = 50) -> Page:
        """The next rows by key, never by offset. `after` is the `next` of the page before."""
        label, _at, last = after.partition(":")
        rows: list[Contribution] = []
        for found in sorted(self.querysets, key=lambda found: found.model._meta.label_lower):
            name = found.model._meta.label_lower
            if name < label:
                continue
            found = found.filter(pk__gt=int(last)) if name == label else found
            rows += self._contributions(found.order_by("pk")[: limit + 1 - len(rows)])
            if len(rows) > limit:
                break
        more = len(rows) > limit
        shown = rows[:limit]
        mark = f"{shown[-1].row._meta.label_lower}:{shown[-1].row.pk}" if more else ""
        return Page(shown, mark)

    def _nets(self) -> QuerySet[Entry, Any]:
        return (
            self.entries.values("source_kind", "source_id")
            .annotate(net=Sum("quantity"))
            .exclude(net=0)
            .order_by()
        )

    def _visible(self, source: Source) -> QuerySet[Any]:
        model: Any = source.model
        ids = self._nets().filter(source_kind=source.kind).values("source_id")
        seen: QuerySet[Any] = model.objects.visible_to(self.actor).filter(pk__in=ids)
        return seen.select_related(*source.related) if source.related else seen

    def _contributions(self, found: QuerySet[Any]) -> list[Contribution]:
        rows = list(found)
        if not rows:
            return []
        nets = {
            pk: (net, day, path)
            for pk, net, day, path in self.entries.filter(
                source_kind=SOURCES[found.model].kind, source_id__in=[row.pk for row in rows]
            )
            .values_list("source_id")
            .annotate(net=Sum("quantity"), last=Max("day"), where=Max("path"))
            .order_by()
        }
        return [Contribution(row, self._said(nets[row.pk][0]), *nets[row.pk][1:]) for row in rows]

    def _said(self, quantity: int) -> int | Decimal:
        return Decimal(quantity) / FEN if self.metric.leaves[0].is_money else quantity


def rows_behind(
    metric: str | Figure,
    *,
    within: str,
    period: Period | str,
    actor: Actor,
    boundaries: str = Boundaries.THEN,
    up_to: int | None = None,
) -> Behind:
    """The rows a figure was computed from; nothing is read before `page` or `count`.

    `up_to` is the last entry a snapshot knew. A ratio opens part by part: Refused otherwise.
    """
    found = figure_with(metric) if isinstance(metric, str) else metric
    if isinstance(found, Ratio):
        raise Refused(_("比率请分别打开分子和分母：%(formula)s") % {"formula": found.formula})
    period = parse(period) if isinstance(period, str) else period
    entries = entries_of(found.leaves, within, period, maps(boundaries, period.end), up_to)
    return Behind(found, entries, actor)


def entries_of(
    metrics: Sequence[Metric],
    within: str,
    period: Period,
    by_map: Mapping[Kind, Map],
    up_to: int | None = None,
) -> QuerySet[Entry]:
    """The entries of some metrics that count within a path over a period, by some map."""
    counted = Q(pk__in=[])
    for kind in {metric.kind for metric in metrics}:
        codes = [metric.code for metric in metrics if metric.kind is kind]
        since = Q(day__gte=period.start) if kind is Kind.FLOW else Q()
        there = Q(pk__in=[])
        for low, high in by_map[kind].territory(within):
            there |= Q(path__gte=low, path__lt=high)
        counted |= Q(metric__in=codes) & since & there
    found = Entry.objects.filter(counted, day__lte=period.end)
    return found if up_to is None else found.filter(pk__lte=up_to)
