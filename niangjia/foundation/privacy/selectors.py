"""The register: every activity with its last assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

from . import policy
from .activities import Activity, declared
from .models import Assessment


@dataclass(frozen=True, slots=True)
class Line:
    """An activity, its last assessment if there is one, and whether one is due."""

    activity: Activity
    last: Assessment | None
    is_due: bool


def register(actor: Actor, today: date) -> list[Line]:
    """Every activity; those that need an assessment now first. Raises Missing for others than the three."""
    if not policy.can_view(actor, None):
        raise Missing
    last: dict[str, Assessment] = {}
    for row in Assessment.objects.visible_to(actor).order_by("done_on", "pk"):
        last[row.activity] = row
    lines = [_line(activity, last.get(key), today) for key, activity in declared().items()]
    return sorted(lines, key=lambda line: (not line.is_due, line.activity.key))


def _line(activity: Activity, last: Assessment | None, today: date) -> Line:
    due = activity.is_sensitive and (last is None or not last.holds_on(today))
    return Line(activity, last, due)


def find_activity(actor: Actor, key: str) -> Activity:
    """One activity, for the three. Raises Missing."""
    found = declared().get(key)
    if found is None or not policy.can_view(actor, None):
        raise Missing
    return found


def assessments_of(actor: Actor, key: str) -> list[Assessment]:
    """Every assessment of an activity, the latest first."""
    rows = Assessment.objects.visible_to(actor).filter(activity=key)
    return list(rows.order_by("-done_on", "-pk"))
