"""Setting up, reckoning and concluding a bundled appraisal (捆绑考核), S000-14."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.models import Bundle, BundledResult
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.selectors import bundles as questions
from niangjia.domains.assessment.selectors.cycles import find_cycle
from niangjia.domains.assessment.workflow import BUNDLE
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.selectors import workers
from niangjia.domains.unions.services.workers import settle_appraisal
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM, Actor


@transaction.atomic
def start_bundle(
    *,
    actor: Actor,
    union_id: int,
    cycle_id: int,
    title: str,
    own_weight: int,
    bands: Mapping[str, int],
    now: datetime,
    document: str = "",
) -> Bundle:
    """Bind the year's results of the social workers of a union to a cycle of its lower unions.

    `own_weight` is the person's own part in percent, the rest is that of the unions served.
    """
    union = unions.find_union(actor, union_id)
    cycle = find_cycle(actor, cycle_id)
    bundle = Bundle(
        union_id=union.pk,
        path=union.path,
        cycle=cycle,
        title=title.strip(),
        own_weight=own_weight,
        union_weight=100 - own_weight,
        bands=dict(bands),
        document=document.strip(),
    )
    _check_owner(actor, bundle)
    if not cycle.path.startswith(union.path):
        raise Refused(_("只能捆绑本级组织的考核"), field="cycle_id")
    ledger.save(bundle, actor=actor, verb="start_bundle", at=now)
    reckon(bundle, now=now)
    return bundle


def _check_owner(actor: Actor, bundle: Bundle) -> None:
    if not owns_here(actor, bundle):
        raise Refused(_("只有%(owner)s的考核管理岗位可以这样做") % {"owner": bundle.union.name})


@transaction.atomic
def weigh_bundle(
    *,
    actor: Actor,
    bundle_id: int,
    own_weight: int,
    bands: Mapping[str, int],
    version: int,
    now: datetime,
) -> Bundle:
    """Set other weights or thresholds; every result is reckoned anew."""
    bundle = questions.lock_bundle(actor, bundle_id)
    _check_owner(actor, bundle)
    _check_running(bundle)
    bundle.own_weight, bundle.union_weight = own_weight, 100 - own_weight
    bundle.bands = dict(bands)
    ledger.save(bundle, actor=actor, verb="weigh_bundle", at=now, expect=version)
    reckon(bundle, now=now)
    return bundle


def _check_running(bundle: Bundle) -> None:
    if not bundle.is_running:
        raise Refused(_("已经评定，结果不再变动"))


@transaction.atomic
def recount_bundle(*, actor: Actor, bundle_id: int, now: datetime) -> Bundle:
    """Reckon every result anew, for people who came since; what is right stays untouched."""
    bundle = questions.lock_bundle(actor, bundle_id)
    _check_owner(actor, bundle)
    _check_running(bundle)
    reckon(bundle, now=now)
    return bundle


def reckon(bundle: Bundle, *, now: datetime, worker_ids: Iterable[int] | None = None) -> int:
    """Bring the results of a bundle up to date; returns how many changed. Twice changes nothing."""
    cycle = bundle.cycle
    people = workers.workers_within(bundle.path, cycle.begins_on, cycle.ends_on)
    if worker_ids is not None:
        people = people.filter(pk__in=worker_ids)
    known = {row.worker_id: row for row in BundledResult.objects.filter(bundle=bundle)}
    changed = 0
    for worker in people:
        found = questions.work_out(bundle, worker)
        row = known.get(worker.pk) or BundledResult(bundle=bundle, worker_id=worker.pk)
        told = (found.own_points, found.union_points, found.points, found.result, found.lines)
        kept = (row.own_points, row.union_points, row.points, row.result, row.lines)
        if row.pk and told == kept:
            continue
        row.own_points, row.union_points, row.points, row.result, row.lines = told
        row.computed_at = now
        ledger.save(row, actor=SYSTEM, verb="reckon", at=now)
        changed += 1
    return changed


@transaction.atomic
def refresh(*, worker_ids: list[int], now: datetime) -> None:
    """Something a result is made from changed: the running bundles of these workers follow."""
    for bundle, ids in questions.running_for(worker_ids):
        reckon(bundle, now=now, worker_ids=ids)


@transaction.atomic
def refresh_serving(*, union_id: int, now: datetime) -> None:
    """A union's result changed: the bundles of everybody who serves it follow."""
    refresh(worker_ids=workers.workers_serving(union_id), now=now)


@transaction.atomic
def conclude_bundle(*, actor: Actor, bundle_id: int, now: datetime) -> Bundle:
    """Fix the results and write each into its worker's file as the result of the year (评定等次).

    Raises Refused naming whose result is still open.
    """
    bundle = questions.lock_bundle(actor, bundle_id)
    BUNDLE.check(bundle, "conclude_bundle", actor=actor)
    reckon(bundle, now=now)
    rows = list(questions.results_of(bundle))
    if not rows:
        raise Refused(_("没有可评定的人员"))
    if missing := [row.worker.name for row in rows if row.points is None]:
        tail = _(" 等") if len(missing) > 6 else ""
        raise Refused(
            _("%(n)s 人的结果还不齐：%(names)s")
            % {"n": len(missing), "names": "、".join(missing[:6]) + tail}
        )
    for row in rows:
        settle_appraisal(
            actor=actor,
            worker_id=row.worker_id,
            year=bundle.cycle.year,
            result=row.result,
            points=row.points,
            document=bundle.title,
            on=timezone.localdate(now),
            now=now,
        )
    bundle.concluded_at = now
    BUNDLE.advance(bundle, "conclude_bundle", actor=actor, at=now)
    return bundle
