"""The first page: the numbers that matter here, what waits for me, what was announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.unions import selectors as unions
from niangjia.faces.cockpit.links import rows_url
from niangjia.faces.cockpit.writing import change, short
from niangjia.foundation.calendar.periods import Period, period_of
from niangjia.foundation.facts.enums import Kind
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.facts.selectors import Reading, read_many
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.scope import Actor

from .menu import COCKPIT_READERS
from .todos import Pile

KEY_FIGURES = (
    "unions.members",
    "unions.unions",
    "unions.membership_rate",
    "assessment.self_submitted",
)
ROWS = 7
GREETINGS = (
    (6, _("凌晨好")),
    (12, _("上午好")),
    (14, _("中午好")),
    (18, _("下午好")),
    (24, _("晚上好")),
)


@dataclass(frozen=True)
class Home:
    """Everything on the first page."""

    greeting: str
    name: str
    today: date
    pile: Pile
    light: str
    figures: list[dict[str, Any]]
    announcements: list[Any]
    reports: list[Any]
    reads_cockpit: bool

    @property
    def shown(self) -> list[Any]:
        """The first rows of the pile under the chosen chip."""
        return self.pile.only(self.light)[:ROWS]


def home_of(actor: Actor, now: datetime, pile: Pile, light: str) -> Home:
    """The home page of one person, standing where they stand."""
    here = timezone.localtime(now)
    return Home(
        greeting=next(words for hour, words in GREETINGS if here.hour < hour),
        name=actor.name,
        today=here.date(),
        pile=pile,
        light=light,
        figures=key_figures(actor, here.date(), now),
        announcements=list(notices.announcements_for(actor)[:4]),
        reports=assessment.reports_due(actor, here.date()),
        reads_cockpit=bool(actor.paths(COCKPIT_READERS)),
    )


def key_figures(actor: Actor, today: date, now: datetime) -> list[dict[str, Any]]:
    """Four figures of the union one stands in, each with its last twelve months."""
    if not actor.here:
        return []
    keys = [key for key in KEY_FIGURES if key in FIGURES]
    first = today.replace(day=1) - relativedelta(months=11)
    months = Period(first, period_of(today, "month").end)
    code = unions.find_union(actor, actor.unit_id).code
    readings = read_many(keys, within=actor.here, period=months, by="month", now=now)
    opens = bool(actor.paths(COCKPIT_READERS))
    return [_key_figure(reading, code, today, opens=opens) for reading in readings]


def _since_last_month(reading: Reading, series: list[Any]) -> str:
    """The change of what stands; what happens once a year is not held against the month before."""
    if len(series) < 2 or getattr(reading.metric, "kind", Kind.STOCK) == Kind.FLOW:
        return ""
    said = change(reading.metric, series[-1], series[-2])
    return f"{_('较上月')} {said}" if said else ""


def _key_figure(reading: Reading, code: str, today: date, *, opens: bool) -> dict[str, Any]:
    value, unit = short(reading.metric, reading.value)
    series = [part.value for part in reading.rows]
    note = _since_last_month(reading, series)
    return {
        "label": reading.metric.label,
        "value": value,
        "unit": unit,
        "note": note,
        "spark": [float(value) for value in series if value is not None],
        "url": rows_url(reading.metric.key, code, period_of(today, "year")) if opens else "",
        "exact": str(reading.value),
    }
