"""What a social worker at a gate chooses from, and whom they wrote down today (现场代办)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from niangjia.domains.members.models import Application
from niangjia.domains.members.policy.roles import WRITERS
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.selectors import landing
from niangjia.foundation.divisions import gazetteer
from niangjia.foundation.scope import Actor

MOST = 300
"""Unions a box lists; others are looked for beforehand."""

COUNTY = 6

Choices = list[tuple[str, str]]


def may_write(actor: Actor) -> bool:
    """Keeps the roll where they stand."""
    return bool(actor.here) and actor.holds(WRITERS, at=actor.here)


def unions_to_join(actor: Actor, chosen: int | None = None) -> Choices:
    """The unions at and below where one stands, one looked for beforehand first."""
    listed = landing.unions_to_join(actor.here, MOST)
    found = unions.seen_union(actor, chosen) if chosen else None
    if found and found not in listed:
        listed.insert(0, found)
    return [(str(union.pk), union.name) for union in listed]


def areas_of(actor: Actor) -> Choices:
    """One's county and its townships; the counties of one's city or province."""
    here = unions.seen_union(actor, actor.unit_id)
    if here is None:
        return []
    if here.level < Level.COUNTY:
        return [(d.code, d.name) for d in gazetteer.counties_of(here.code)]
    code = here.division_code[:COUNTY]
    if not gazetteer.is_division(code):
        return []
    whole = (code, _("%(county)s（不清楚乡镇街道）") % {"county": gazetteer.division(code).name})
    return [whole, *((t.code, t.name) for t in gazetteer.townships_below(code))]


def area_of(actor: Actor) -> str:
    """Where one's own union lies: what the box of areas begins with."""
    here = unions.seen_union(actor, actor.unit_id)
    if here is None or here.level < Level.COUNTY:
        return ""
    return here.code if here.level == Level.TOWNSHIP else here.division_code


def entered_on(actor: Actor, day: date) -> QuerySet[Application]:
    """Whom this person wrote down that day, the latest first."""
    since = make_aware(datetime.combine(day, time.min))
    rows = Application.objects.filter(entered_by=actor.user_id, submitted_at__gte=since)
    return rows.select_related("person", "union").order_by("-pk")
