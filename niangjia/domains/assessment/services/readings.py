"""Figures of the ledger, frozen for the sheets of a cycle, and the scores that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from django.utils import timezone

from niangjia.domains.assessment.enums import Formula, Stage
from niangjia.domains.assessment.models import Cycle, Item, Reading, Score, Sheet
from niangjia.domains.assessment.scoring.params import plain
from niangjia.domains.assessment.scoring.points import conclusion_of, points_for
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.facts import freezing
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.facts.selectors import read_many
from niangjia.foundation.scope import SYSTEM

Values = Mapping[tuple[str, int], Decimal]
"""The value of a metric for a sheet; a missing one is a ratio without denominator."""


def freeze(cycle: Cycle, sheets: list[Sheet], items: list[Item], now: datetime) -> int:
    """Read every bound metric for every sheet in one question, keep the readings, and fill in the
    self-assessment from them. Returns how many readings were kept.

    An item bound to a metric nobody declares is scored by hand.
    """
    bound = [item for item in items if item.metric in FIGURES]
    if not bound:
        return 0
    today = timezone.localdate(now)
    as_of = max(cycle.begins_on, min(cycle.ends_on, today))
    period = Period(cycle.begins_on, as_of)
    values, snapshots = _values(cycle, sheets, {item.metric for item in bound}, period, now)
    readings = [
        _reading(sheet, item, values, _places(item, sheets, values), period, now)
        for item in bound
        for sheet in sheets
    ]
    for reading in readings:
        reading.snapshot = snapshots[reading.metric]
    Reading.objects.bulk_create(readings, batch_size=500)
    scores = [score for reading in readings if (score := _score(reading, now))]
    Score.objects.bulk_create(scores, batch_size=500)
    return len(readings)


def _values(
    cycle: Cycle, sheets: list[Sheet], metrics: Iterable[str], period: Period, now: datetime
) -> tuple[Values, dict[str, int]]:
    """The value of every metric for every sheet, and one snapshot of each over the whole cycle."""
    units = [(sheet.pk, sheet.path) for sheet in sheets]
    found: dict[tuple[str, int], Decimal] = {}
    snapshots: dict[str, int] = {}
    for reading in read_many(sorted(metrics), within=cycle.path, period=period, by=units):
        snapshots[reading.metric.key] = freezing.freeze(reading, now=now).pk
        for pk, value in reading.by_key.items():
            if value is not None and isinstance(pk, int):
                found[reading.metric.key, pk] = Decimal(value)
    return found, snapshots


def _places(item: Item, sheets: list[Sheet], values: Values) -> Mapping[int, Decimal]:
    """For an item scored by rank: the place of each sheet, equal values sharing one."""
    if item.formula != Formula.RANK:
        return {}
    known = [values[item.metric, s.pk] for s in sheets if (item.metric, s.pk) in values]
    return {
        s.pk: Decimal(1 + sum(other > values[item.metric, s.pk] for other in known))
        for s in sheets
        if (item.metric, s.pk) in values
    }


def _reading(
    sheet: Sheet,
    item: Item,
    values: Values,
    places: Mapping[int, Decimal],
    period: Period,
    now: datetime,
) -> Reading:
    value = values.get((item.metric, sheet.pk))
    points = None
    if value is not None and item.formula != Formula.MANUAL:
        points = points_for(item.rule, places.get(sheet.pk, value))
    return Reading(
        sheet=sheet,
        item=item,
        metric=item.metric,
        value=value,
        unit=FIGURES[item.metric].unit_label,
        points=points,
        as_of=period.end,
        digest=digest_of(item.metric, sheet.path, period.start, period.end, value, now),
        read_at=now,
    )


def digest_of(
    metric: str, path: str, start: date, end: date, value: Decimal | None, read_at: datetime
) -> str:
    """The fingerprint of a frozen reading: anyone who knows what it says can compute it again."""
    said = "" if value is None else plain(value)
    text = "|".join(
        [
            metric,
            path,
            start.isoformat(),
            end.isoformat(),
            said,
            read_at.astimezone(UTC).isoformat(),
        ]
    )
    return sha256(text.encode()).hexdigest()


def _score(reading: Reading, now: datetime) -> Score | None:
    """The self-assessment as the ledger says it; the union confirms or explains."""
    if reading.points is None:
        return None
    rule = reading.item.rule
    return Score(
        sheet=reading.sheet,
        item=reading.item,
        stage=Stage.SELF,
        version=1,
        value=reading.value,
        points=reading.points,
        conclusion=conclusion_of(rule, reading.points),
        by_name=SYSTEM.name,
        at=now,
    )
