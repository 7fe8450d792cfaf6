"""A frozen figure and the rows it was computed from."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.domains.assessment.models import Reading, Sheet
from niangjia.foundation.facts import freezing
from niangjia.foundation.facts.metrics import FIGURES, Metric
from niangjia.foundation.facts.models import Snapshot
from niangjia.foundation.facts.selectors import Page, rows_behind
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True)
class Opened:
    """One metric of a frozen figure with the rows this person may see."""

    metric: Metric
    count: int
    page: Page


@dataclass(frozen=True)
class Frozen:
    """A frozen figure, what it says of its snapshot, and its parts opened."""

    reading: Reading
    snapshot: Snapshot
    is_intact: bool
    parts: list[Opened]


def find_frozen(actor: Actor, sheet: Sheet, item_id: int) -> Frozen:
    """The frozen figure of one item of a sheet found for its reader. Raises Missing."""
    rows = Reading.objects.filter(sheet=sheet).select_related("item__dimension")
    reading = one(rows, item_id=item_id)
    snapshot = one(Snapshot.objects.all(), pk=reading.snapshot)
    parts = []
    for leaf in FIGURES[reading.metric].leaves:
        behind = rows_behind(
            leaf,
            within=sheet.path,
            period=freezing.period_of(snapshot),
            actor=actor,
            up_to=snapshot.last_entry,
        )
        parts.append(Opened(leaf, behind.count(), behind.page()))
    return Frozen(reading, snapshot, freezing.verify(snapshot).is_intact, parts)
