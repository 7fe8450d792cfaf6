"""Pairings follow the tree: counties and supporters merge or end, people leave their posts."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.models import Handover, Pairing
from niangjia.domains.tasks.selectors.pairings import unsolved_of
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.scope import SYSTEM

from .pairings import recount


def _current(**lookup: int) -> QuerySet[Pairing]:
    rows = Pairing.objects.filter(ends_on=None, **lookup).select_related("union", "supporter")
    return rows.select_for_update(of=("self",))


@transaction.atomic
def follow_merger(*, union_id: int, into_id: int, on: date, now: datetime) -> None:
    """A county's pairings go on at the county it went into, where that has none of the tier.

    What was found and is unsolved goes along in any case. A merged supporter is replaced.
    """
    into = unions.find_union(SYSTEM, into_id)
    for row in _current(union_id=union_id):
        twin = Pairing.objects.filter(union=into, tier=row.tier, ends_on=None).first()
        _end(row, on, now, _("并入%(name)s") % {"name": into.name})
        heir = twin or _heir(row, into_id, into.path, on, now)
        for problem in unsolved_of(row):
            problem.pairing, problem.union, problem.path = heir, into, into.path
            ledger.save(problem, actor=SYSTEM, verb="follow_merger", at=now)
    recount(union_id, now=now)
    recount(into_id, now=now)
    for row in _current(supporter_id=union_id):
        row.supporter, row.supporter_path = into, into.path
        ledger.save(row, actor=SYSTEM, verb="follow_merger", at=now)


def _heir(row: Pairing, union_id: int, path: str, on: date, now: datetime) -> Pairing:
    heir = Pairing(
        union_id=union_id,
        path=path,
        supporter=row.supporter,
        supporter_path=row.supporter_path,
        tier=row.tier,
        department=row.department,
        person_id=row.person_id,
        person_name=row.person_name,
        begins_on=on,
        document=row.document,
    )
    return ledger.save(heir, actor=SYSTEM, verb="pair", at=now, note=_("机构合并"))


def _end(row: Pairing, on: date, now: datetime, note: str) -> None:
    row.ends_on = max(on, row.begins_on)
    ledger.save(row, actor=SYSTEM, verb="end_pairing", at=now, note=note)


@transaction.atomic
def follow_end(*, union_id: int, on: date, now: datetime) -> None:
    """A county or a supporter that is no more keeps in touch with nobody."""
    for lookup in ({"union_id": union_id}, {"supporter_id": union_id}):
        for row in _current(**lookup):
            _end(row, on, now, _("单位已撤销"))
            recount(row.union_id, now=now)


@transaction.atomic
def follow_departure(*, person_id: int, union_id: int, on: date, now: datetime) -> int:
    """Somebody left the supporter: the counties wait for a new name; returns how many."""
    if person_id in unions.people_at(union_id, timezone.localdate(now)):
        return 0
    rows = list(_current(supporter_id=union_id, person_id=person_id))
    for row in rows:
        made = Handover(
            pairing=row,
            from_person_id=row.person_id,
            from_name=row.person_name,
            to_name=_("空缺"),
            on=max(on, row.begins_on),
            note=_("责任人离任，待明确"),
            matters=[problem.title for problem in unsolved_of(row)],
            by_name=SYSTEM.name,
            at=now,
        )
        row.person_id, row.person_name = None, ""
        ledger.save(row, actor=SYSTEM, verb="lose_owner", at=now, note=made.note)
        ledger.save(made, actor=SYSTEM, verb="lose_owner", at=now)
    return len(rows)
