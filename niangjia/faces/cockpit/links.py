"""Addresses of the cockpit: every figure links to itself one step away, or to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.calendar.periods import Period, period_of
from niangjia.foundation.web.addresses import address

SPANS = {"month": _("本月"), "quarter": _("本季"), "year": _("本年")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    code: str
    metric: str
    span: str
    unit: str
    level: str
    view: str
    now: datetime

    @property
    def period(self) -> Period:
        """The month, quarter or year of the moment, up to today: what stands is read as of today,
        and the same stretch of the year before is as long."""
        return _until(timezone.localdate(self.now), self.span)

    @property
    def words(self) -> str:
        """The period as a heading says it: 2023年度, 2023年11月."""
        return period_of(timezone.localdate(self.now), self.span).label


@lru_cache(1024)
def _until(today: date, span: str) -> Period:
    return Period(period_of(today, span).start, today)


def cockpit_url(asked: Asked, **other: str) -> str:
    """The same cockpit with one thing changed; a new place forgets the chosen tile and level."""
    words = {
        "place": asked.code,
        "level": asked.level,
        "metric": asked.metric,
        "span": asked.span,
        "view": asked.view,
        "unit": asked.unit,
    }
    if "code" in other:
        words |= {"place": other.pop("code"), "unit": "", "level": "", "view": ""}
    words |= other
    kept = {key: value for key, value in words.items() if value}
    return f"{address('cockpit:show')}?{urlencode(kept)}"


def chart_url(asked: Asked, name: str) -> str:
    """The drawing of one chart of this screen."""
    words = {"place": asked.code, "metric": asked.metric}
    kept = {key: value for key, value in words.items() if value}
    return f"{address('cockpit:chart', name)}?{urlencode(kept)}"


def supervise_url(asked: Asked, code: str, title: str, metric: str = "") -> str:
    """督办: the form that makes a task of what was seen here, with the unit and the matter filled in;
    the task leads back to the figure of these days."""
    words = {"union": code, "title": title, "metrics": metric, "seen_in": asked.period.code}
    kept = {key: value for key, value in words.items() if value}
    return f"{address('tasks:supervise')}?{urlencode(kept)}"


def rows_url(metric: str, place: str, period: Period) -> str:
    """The rows behind one figure."""
    return f"{address('cockpit:rows')}?{_rows_query(metric, place, period)}"


@lru_cache(8192)
def _rows_query(metric: str, place: str, period: Period) -> str:
    return urlencode({"metric": metric, "place": place, "period": period.code})
