"""Writing visits down: from a desk, or from a phone that was without a net for a while. S000-02."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.events.visits import ProblemsFound
from niangjia.domains.tasks.models import Pairing, Problem, Visit
from niangjia.domains.tasks.policy.pairings import can_log
from niangjia.domains.tasks.selectors.pairings import lock_pairing
from niangjia.domains.tasks.selectors.visits import find_visit, problems_on, visit_with_key
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import Actor

FILES = "tasks.visit"
MOST_PHOTOS = 9
LONGEST = 120


@transaction.atomic
def log_visit(
    *,
    actor: Actor,
    key: UUID,
    pairing_id: int,
    visited_on: date,
    place: str,
    purpose: str,
    now: datetime,
    written_at: datetime | None = None,
    people_met: str = "",
    findings: str = "",
    problems: Sequence[str] = (),
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    photos: Sequence[File[bytes]] = (),
) -> Visit:
    """Keep a note; the same `key` again gives the visit it has become already, and changes nothing.

    The lock on the pairing lets one note of it in at a time, so that a phone which sends three times
    at once is answered three times with the same visit.
    """
    pairing = lock_pairing(actor, pairing_id)
    if (before := visit_with_key(key)) is not None:
        return find_visit(actor, before.pk)
    _check_may(actor, pairing, visited_on, timezone.localdate(now))
    if len(photos) > MOST_PHOTOS:
        raise Refused(_("一条记录最多 %(n)s 张照片") % {"n": MOST_PHOTOS}, field="photos")
    if (latitude is None) != (longitude is None):
        latitude = longitude = None
    visit = Visit(
        key=key,
        pairing=pairing,
        union=pairing.union,
        path=pairing.path,
        visited_on=visited_on,
        place=place.strip(),
        latitude=latitude,
        longitude=longitude,
        people_met=people_met.strip(),
        purpose=purpose.strip(),
        findings=findings.strip(),
        by_id=actor.user_id or None,
        by_name=actor.name,
        written_at=min(written_at or now, now),
        received_at=now,
    )
    ledger.save(visit, actor=actor, verb="log_visit", at=now)
    for photo in photos:
        files.upload(
            actor=actor, file=photo, owner_kind=FILES, owner_id=visit.pk, path=visit.path, now=now
        )
    write_problems(actor, visit, problems, now)
    return visit


def _check_may(actor: Actor, pairing: Pairing, on: date, today: date) -> None:
    if not can_log(actor, pairing):
        raise Refused(_("您不负责联系%(name)s，不能记录走访") % {"name": pairing.union.name})
    if on > today:
        raise Refused(_("走访日期不能晚于今天"), field="visited_on")
    if on < pairing.begins_on or (pairing.ends_on and on >= pairing.ends_on):
        raise Refused(
            _("走访日期不在%(name)s这项对口联系的起止日期内") % {"name": pairing.union.name},
            field="visited_on",
        )


def write_problems(
    actor: Actor, visit: Visit, titles: Sequence[str], now: datetime
) -> list[Problem]:
    """What the visit found, one row each, after those it has."""
    found = [title for title in titles if title.strip()]
    if not found:
        return []
    last = len(problems_on(visit))
    rows = [
        Problem(
            visit=visit,
            pairing=visit.pairing,
            union=visit.union,
            path=visit.path,
            order=last + number,
            title=title.strip()[:LONGEST],
            found_on=visit.visited_on,
        )
        for number, title in enumerate(found, start=1)
    ]
    for row in rows:
        ledger.save(row, actor=actor, verb="find_problem", at=now)
    publish(ProblemsFound(visit.pk, now))
    return rows


@transaction.atomic
def add_problem(*, actor: Actor, visit_id: int, title: str, now: datetime) -> Problem:
    """One more problem on a visit that was written down already."""
    visit = find_visit(actor, visit_id)
    if not can_log(actor, visit.pairing):
        raise Refused(_("您不负责联系%(name)s，不能补记问题") % {"name": visit.union.name})
    (row,) = write_problems(actor, visit, [title], now)
    return row
