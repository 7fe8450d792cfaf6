"""Snapshots: a reading kept with the digest of exactly the entries behind it, verifiable for ever."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.scope import Actor

from .behind import Behind, entries_of
from .maps import maps
from .metrics import METRICS, Figure, figure
from .models import Moved, Snapshot
from .readings import Reading, Value, evaluate

COLUMNS = ("pk", "metric", "unit_id", "path", "day", "quantity", "subject")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the ledger says of a snapshot today."""

    value: Value
    entries: int
    last_entry: int
    digest: str
    is_intact: bool = True


def freeze(reading: Reading, *, now: datetime) -> Snapshot:
    """Keep a reading: its value is computed once more, from the very entries that are hashed."""
    last_move = Moved.objects.aggregate(last=Max("pk"))["last"] or 0
    found = _weigh(
        reading.metric, reading.within, reading.period, reading.boundaries, last_move=last_move
    )
    return Snapshot.objects.create(
        metric=reading.metric.key,
        within=reading.within,
        starts_on=reading.period.start,
        ends_on=reading.period.end,
        boundaries=reading.boundaries,
        value=found.value,
        entries=found.entries,
        last_entry=found.last_entry,
        last_move=last_move,
        digest=found.digest,
        taken_at=now,
    )


def verify(snapshot: Snapshot) -> Verdict:
    """Read the snapshot's own entries again: intact, or what it comes to today."""
    found = _weigh(
        figure(snapshot.metric),
        snapshot.within,
        period_of(snapshot),
        snapshot.boundaries,
        last_move=snapshot.last_move,
        up_to=snapshot.last_entry,
    )
    intact = (found.digest, found.value) == (snapshot.digest, snapshot.value)
    return Verdict(found.value, found.entries, found.last_entry, found.digest, intact)


def rows_behind_snapshot(
    snapshot: Snapshot, *, actor: Actor, metric: Figure | None = None
) -> Behind:
    """The rows a snapshot was computed from; `metric` is one part of a ratio."""
    entries = _entries(
        metric or figure(snapshot.metric),
        snapshot.within,
        period_of(snapshot),
        snapshot.boundaries,
        snapshot.last_move,
        snapshot.last_entry,
    )
    return Behind(metric or figure(snapshot.metric), entries, actor)


def period_of(snapshot: Snapshot) -> Period:
    """The period a snapshot was read over."""
    return Period(snapshot.starts_on, snapshot.ends_on)


def _entries(
    found: Figure, within: str, period: Period, boundaries: str, last_move: int, up_to: int | None
) -> Any:
    by_map = maps(boundaries, period.end, up_to=last_move)
    return entries_of(found.leaves, within, period, by_map, up_to)


def _weigh(
    found: Figure,
    within: str,
    period: Period,
    boundaries: str,
    *,
    last_move: int,
    up_to: int | None = None,
) -> Verdict:
    """Value, number and digest of the entries behind a figure, in one pass."""
    entries = _entries(found, within, period, boundaries, last_move, up_to)
    sums: dict[int, int] = defaultdict(int)
    persons: dict[tuple[int, bytes], int] = defaultdict(int)
    digest, count, last = hashlib.sha256(), 0, 0
    for row in _rows(entries):
        last, code, *_where, quantity, subject = row
        who = b"" if subject is None else bytes(subject)
        digest.update(f"{row[:-1]}{who.hex()}\n".encode())
        count += 1
        sums[code] += quantity
        persons[code, who] += quantity
    for code in [leaf.code for leaf in found.leaves if METRICS[leaf.code].subjects]:
        sums[code] = sum(1 for (of, _who), net in persons.items() if of == code and net > 0)
    value = evaluate(found, lambda code: sums[code]).value
    return Verdict(value, count, last, digest.hexdigest())


def _rows(entries: Any) -> Any:
    return entries.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=10_000)
