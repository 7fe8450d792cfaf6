"""Opening a figure: the rows it is made of, cut to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from niangjia.foundation.facts.metrics import Figure, Metric
from niangjia.foundation.facts.selectors import Behind, Page, Reading, figure, read, rows_behind
from niangjia.foundation.scope import Actor

from .place import Place, find_place

PAGE = 50

DETAIL = {
    "unions.union": "unions:detail",
    "assessment.sheet": "assessment:sheet",
}
"""Where a row of each kind is looked at."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure laid open: its reading, and for each of its parts the rows behind."""

    place: Place
    reading: Reading
    parts: list[tuple[Metric, Behind, Page]]

    @property
    def label(self) -> str:
        """What is laid open."""
        return str(self.reading.metric.label)


def opened(
    actor: Actor, *, metric: str, code: str, period: str, boundaries: str, after: str
) -> Opened:
    """Lay a figure open. Raises Missing for an unknown figure or a place out of reach."""
    place = find_place(actor, code)
    found: Figure = figure(metric)
    reading = read(found, within=place.here.path, period=period, boundaries=boundaries)
    parts = []
    for leaf in found.leaves:
        behind = rows_behind(
            leaf, within=place.here.path, period=period, actor=actor, boundaries=boundaries
        )
        parts.append((leaf, behind, behind.page(after, PAGE)))
    return Opened(place, reading, parts)


def address_of(row: Any) -> str:
    """The page of one row, or "" where a kind of row has none."""
    route = DETAIL.get(row._meta.label_lower)
    return reverse(route, args=[row.pk]) if route else ""
