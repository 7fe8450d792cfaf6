"""Addresses of the cockpit: every figure links to itself one step away, or to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

if TYPE_CHECKING:
    from niangjia.foundation.calendar.periods import Period

    from .panels import Asked


def cockpit_url(asked: Asked, **other: str) -> str:
    """The same cockpit with one thing changed; a new place forgets the chosen tile."""
    words = {"place": asked.code, "metric": asked.metric, "span": asked.span, "unit": asked.unit}
    if "code" in other:
        words |= {"place": other.pop("code"), "unit": ""}
    words |= other
    kept = {key: value for key, value in words.items() if value}
    return f"{reverse('cockpit:show')}?{urlencode(kept)}"


def rows_url(metric: str, place: str, period: Period) -> str:
    """The rows behind one figure."""
    query = urlencode({"metric": metric, "place": place, "period": period.code})
    return f"{reverse('cockpit:rows')}?{query}"
