"""Opening a figure: the rows it is made of, cut to what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.facts.enums import Boundaries
from niangjia.foundation.facts.metrics import Figure, Metric
from niangjia.foundation.facts.selectors import (
    Behind,
    Page,
    Reading,
    Value,
    figure,
    read_many,
    rows_behind,
)
from niangjia.foundation.scope import Actor

from .place import Place, find_place

PAGE = 50

DETAIL = {
    "unions.union": ("unions:detail", "pk"),
    "unions.headcount": ("unions:detail", "union_id"),
    "unions.boardreview": ("unions:detail", "union_id"),
    "unions.term": ("unions:detail", "union_id"),
    "unions.certificate": ("unions:detail", "union_id"),
    "unions.employer": ("unions:employer", "pk"),
    "unions.workforce": ("unions:employer", "employer_id"),
    "unions.tenure": ("unions:detail", "post.union_id"),
    "unions.contract": ("unions:worker", "worker_id"),
    "unions.costplan": ("unions:worker", "worker_id"),
    "unions.studio": ("unions:studio", "pk"),
    "unions.team": ("unions:team", "pk"),
    "unions.teammember": ("unions:team", "team_id"),
    "unions.secondee": ("unions:secondee", "pk"),
    "members.membership": ("members:person", "person_id"),
    "tasks.task": ("tasks:task", "pk"),
    "tasks.report": ("tasks:task", "task_id"),
    "tasks.pairing": ("tasks:pairing", "pk"),
    "tasks.visit": ("tasks:visit", "pk"),
    "tasks.problem": ("tasks:visit", "visit_id"),
    "tasks.round": ("tasks:round", "pk"),
    "tasks.site": ("tasks:round", "round_id"),
    "tasks.participant": ("tasks:round", "round_id"),
    "tasks.exchange": ("tasks:round", "round_id"),
    "assessment.sheet": ("assessment:sheet", "pk"),
    "assessment.nominee": ("assessment:sheet", "sheet_id"),
}
"""Where a row of each kind is looked at: the page, and the field with its number."""


class Way(forms.Form):
    """How a figure is opened: over which period, by which boundaries."""

    metric = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    period = forms.CharField(label=_("期间"))
    boundaries = forms.ChoiceField(
        label=_("区划"), choices=Boundaries.choices, required=False, initial=Boundaries.THEN
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part of a figure: what is counted, its value here, and a page of its rows."""

    metric: Metric
    value: Value
    behind: Behind
    page: Page
    seen: int

    @property
    def mark(self) -> str:
        """The name in the address under which this part is paged."""
        return f"after-{self.metric.code}"

    @property
    def hidden(self) -> int:
        """How many rows count but are not this person's to open."""
        return sum(self.behind.totals.values()) - self.seen


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure laid open: its reading, and for each of its parts the rows behind."""

    place: Place
    reading: Reading
    parts: list[Leaf]
    form: Way

    @property
    def label(self) -> str:
        """What is laid open."""
        return str(self.reading.metric.label)


def opened(actor: Actor, query: Mapping[str, Any]) -> Opened:
    """Lay a figure open. Raises Missing for an unknown figure or a place out of reach.

    Raises Refused for a period that cannot be read.
    """
    place = find_place(actor, query.get("place", ""))
    found: Figure = figure(query.get("metric", ""))
    period = query.get("period", "")
    wanted = query.get("boundaries", "")
    boundaries = wanted if wanted in Boundaries.values else Boundaries.THEN
    within = place.here.path
    whole, *leaves = read_many(
        [found, *found.leaves], within=within, period=period, boundaries=boundaries
    )
    parts = []
    for leaf, reading in zip(found.leaves, leaves, strict=True):
        behind = rows_behind(
            leaf, within=within, period=whole.period, actor=actor, boundaries=boundaries
        )
        after = query.get(f"after-{leaf.code}", "")
        parts.append(Leaf(leaf, reading.value, behind, behind.page(after, PAGE), behind.count()))
    known = {"metric": found.key, "place": place.here.code, "period": whole.period.code}
    return Opened(place, whole, parts, Way(known | {"boundaries": boundaries}))


def address_of(row: Any) -> str:
    """The page of one row, or "" where a kind of row has none."""
    route, field = DETAIL.get(row._meta.label_lower, ("", ""))
    return reverse(route, args=[attrgetter(field)(row)]) if route else ""


def title_of(row: Any) -> str:
    """A row in words: the union it speaks of, and what it is."""
    if (employer := row._state.fields_cache.get("employer")) is not None:
        return f"{employer} · {row._meta.verbose_name}"
    union = _union_of(row)
    if union is None or row == union:
        return str(row)
    return f"{union.name} · {row._meta.verbose_name}"


def _union_of(row: Any) -> Any:
    """The union a row hangs on, as far as it was fetched along with it."""
    near = row._state.fields_cache
    for name in ("union", "registered_in"):
        if near.get(name) is not None:
            return near[name]
    between = near.get("post") or near.get("sheet")
    return _union_of(between) if between is not None else None
