"""The maps a figure can be read by: of then or of now, for what happened and for what stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .boundaries import Map, Move
from .enums import Boundaries, Kind
from .models import Moved


def moves(up_to: int | None = None) -> list[tuple[Move, date]]:
    """What happened to the tree and when, in order; only the first so many for a snapshot."""
    rows = Moved.objects.order_by("pk")
    rows = rows if up_to is None else rows.filter(pk__lte=up_to)
    return [
        (Move(old, new), day)
        for old, new, day in rows.values_list("old_path", "new_path", "effective_on")
    ]


def maps(boundaries: str, end: date, *, up_to: int | None = None) -> dict[Kind, Map]:
    """The map for each kind of metric, for a period that ends on a day.

    Now: every move is applied. Then: what happened stays where it happened; what stands at the end
    of the period has gone along with its unit until that day.
    """
    known = moves(up_to)
    every = [move for move, _day in known]
    if boundaries == Boundaries.NOW:
        return dict.fromkeys(Kind, Map(every, []))
    standing: Sequence[Move] = [move for move, day in known if day <= end]
    return {Kind.FLOW: Map([], every), Kind.STOCK: Map(standing, every)}
