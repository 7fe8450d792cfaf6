"""The ledger's figures a report is prefilled with: nobody types a number twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from niangjia.domains.tasks.models import Task
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.facts.selectors import read_many


def figures_for(task: Task, today: date) -> list[dict[str, Any]]:
    """Each figure the task asks for, at its unit, from New Year to today."""
    return read_figures(task.metrics, task.path, today)


def read_figures(metrics: Sequence[str], path: str, today: date) -> list[dict[str, Any]]:
    """Figures of this year within a path, as plain data.

    A figure whose room is gone is left out; a ratio without denominator has no value.
    """
    keys = [key for key in metrics if key in FIGURES]
    if not keys:
        return []
    period = Period(date(today.year, 1, 1), today)
    return [
        {
            "metric": reading.metric.key,
            "label": str(reading.metric.label),
            "value": None if reading.value is None else str(reading.value),
            "unit": reading.unit,
            "as_of": today.isoformat(),
        }
        for reading in read_many(keys, within=path, period=period)
    ]
