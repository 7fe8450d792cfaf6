"""Setting recurring work up, and giving each round out exactly once. S000-11, S000-12."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.rhythms import Limit, Outcome
from niangjia.domains.tasks.enums.tasks import Origin, Reach
from niangjia.domains.tasks.models import Beat, Rhythm, Target, Task
from niangjia.domains.tasks.policy.rhythms import can_set_up
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.selectors.programmes import find_measure
from niangjia.domains.tasks.selectors.rhythms import (
    Occurrence,
    lock_rhythm,
    next_occurrences,
    occurrences,
    targets_of,
)
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.calendar.recurrence import MARGIN, Recurrence
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.ui.dates import date_cn

from .giving import hand_out, propose_task

DAY = timedelta(days=1)


@transaction.atomic
def set_up_rhythm(
    *,
    actor: Actor,
    title: str,
    rule: Recurrence,
    union_ids: Sequence[int],
    valid_from: date,
    now: datetime,
    valid_to: date | None = None,
    union_id: int | None = None,
    content: str = "",
    standard: str = "",
    limit_kind: str = Limit.WORKING_DAYS,
    limit: int = 0,
    lead_days: int = 0,
    departments: Sequence[str] = (),
    measure_id: int | None = None,
) -> Rhythm:
    """Set recurring work up at the union one acts for; what is due already goes out at once.

    Raises Refused for a first day that has passed, a rule without a day to come, a union elsewhere.
    """
    union = unions.find_union(actor, union_id or actor.acts_for)
    row = Rhythm(union=union, path=union.path, valid_from=valid_from, valid_to=valid_to)
    if not can_set_up(actor, row):
        raise Refused(_("您在%(name)s没有下发周期工作的权限") % {"name": union.name})
    today = timezone.localdate(now)
    if valid_from < today:
        raise Refused(_("起始日期不能早于今天"), field="valid_from")
    row.title, row.content, row.standard = title.strip(), content.strip(), standard.strip()
    row.rule, row.limit_kind, row.limit = rule.as_data(), limit_kind, limit
    row.lead_days, row.departments = lead_days, [name.strip() for name in departments]
    row.measure = find_measure(actor, measure_id) if measure_id else None
    row.seen_to = valid_from - DAY
    _check_days(row, today)
    ledger.save(row, actor=actor, verb="set_up_rhythm", at=now)
    _aim(actor, row, union_ids, now)
    issue_rhythm(rhythm_id=row.pk, now=now)
    row.refresh_from_db()
    return row


def _check_days(row: Rhythm, today: date) -> None:
    if row.valid_to and row.valid_to < row.valid_from:
        raise Refused(_("终止日期不能早于起始日期"), field="valid_to")
    if not next_occurrences(row, today, 1):
        raise Refused(_("在起止日期之间没有符合周期的日期，请改周期或起止日期"), field="pattern")


def _aim(actor: Actor, row: Rhythm, union_ids: Sequence[int], now: datetime) -> None:
    """The unions it goes to, exactly these: one's own for its studios, or those below."""
    found = unions.unions_among(set(union_ids))
    if not found:
        raise Refused(_("请写明至少一个承办单位"), field="names")
    for union in found:
        if not union.path.startswith(row.path) or not union.is_standing:
            raise Refused(
                _("%(name)s不在本级工会之下或已撤销，不能列入") % {"name": union.name},
                field="names",
            )
    had = {target.union_id: target for target in Target.objects.filter(rhythm=row)}
    for gone in set(had) - {union.pk for union in found}:
        audit.record(actor, "drop_target", had[gone], at=now)
        had[gone].delete()
    for union in found:
        if union.pk not in had:
            ledger.save(Target(rhythm=row, union=union), actor=actor, verb="aim", at=now)


@transaction.atomic
def rewrite_rhythm(
    *,
    actor: Actor,
    rhythm_id: int,
    title: str,
    rule: Recurrence,
    union_ids: Sequence[int],
    now: datetime,
    valid_to: date | None = None,
    content: str = "",
    standard: str = "",
    limit_kind: str = Limit.WORKING_DAYS,
    limit: int = 0,
    lead_days: int = 0,
    departments: Sequence[str] = (),
    measure_id: int | None = None,
    expect: int | None = None,
) -> Rhythm:
    """Change it from today on; rounds that went out stay as they are."""
    row = lock_rhythm(actor, rhythm_id)
    _check_may(actor, row)
    today = timezone.localdate(now)
    row.title, row.content, row.standard = title.strip(), content.strip(), standard.strip()
    row.rule, row.limit_kind, row.limit = rule.as_data(), limit_kind, limit
    row.lead_days, row.departments = lead_days, [name.strip() for name in departments]
    row.measure = find_measure(actor, measure_id) if measure_id else None
    row.valid_to, row.seen_to = valid_to, max(today, row.valid_from) - DAY
    _check_days(row, today)
    ledger.save(row, actor=actor, verb="rewrite_rhythm", at=now, expect=expect)
    _aim(actor, row, union_ids, now)
    return row


def _check_may(actor: Actor, row: Rhythm) -> None:
    if not can_set_up(actor, row):
        raise Refused(_("您在%(name)s没有下发周期工作的权限") % {"name": row.union.name})


@transaction.atomic
def end_rhythm(*, actor: Actor, rhythm_id: int, note: str, now: datetime) -> Rhythm:
    """No round after today (停止). What went out is done to its end."""
    row = lock_rhythm(actor, rhythm_id)
    _check_may(actor, row)
    if not note.strip():
        raise Refused(_("请写明停止的原因"), field="note")
    today = timezone.localdate(now)
    if row.valid_to and row.valid_to < today:
        raise Refused(_("这项周期工作已经停止"))
    row.valid_to = max(today, row.valid_from)
    return ledger.save(row, actor=actor, verb="end_rhythm", at=now, note=note)


@transaction.atomic
def issue_rhythm(*, rhythm_id: int, now: datetime) -> list[Beat]:
    """Give out every round whose day has come, its lead time counted; each exactly once.

    The lock on the recurring work lets one run in at a time, and a round is known by the day its rule
    names, so that neither a second run nor a new holiday notice makes a second one.
    """
    row = lock_rhythm(SYSTEM, rhythm_id)
    today = timezone.localdate(now)
    had = set(Beat.objects.filter(rhythm=row).values_list("nominal", flat=True))
    taken = set(Beat.objects.filter(rhythm=row).values_list("on", flat=True))
    since = row.seen_to or row.valid_from - DAY
    new = [
        _beat(row, each, today, now)
        for each in occurrences(row, since + DAY, today + timedelta(days=row.lead_days))
        if each.nominal not in had and each.on not in taken
    ]
    settled = max(since, today - MARGIN)
    if settled != row.seen_to:
        Rhythm.objects.filter(pk=row.pk).update(seen_to=settled)
    return new


def _beat(row: Rhythm, each: Occurrence, today: date, now: datetime) -> Beat:
    standing = [target.union_id for target in targets_of(row) if target.union.is_standing]
    if each.due_on < today or not standing:
        outcome, task = Outcome.MISSED, None
    else:
        outcome = Outcome.ISSUED if today <= each.on else Outcome.LATE
        task = _give(row, each, standing, now)
    beat = Beat(
        rhythm=row,
        nominal=each.nominal,
        on=each.on,
        due_on=each.due_on,
        is_provisional=each.is_provisional,
        outcome=outcome,
        at=now,
        task=task,
    )
    return ledger.save(beat, actor=SYSTEM, verb="issue_round", at=now)


def _give(row: Rhythm, each: Occurrence, union_ids: Sequence[int], now: datetime) -> Task:
    """The round as a task, in the name of the union that set the work up."""
    clock = Actor(0, frozenset({(ISSUER, row.path)}), SYSTEM.name, row.path, row.union_id)
    content = row.content
    if each.is_provisional:
        content = _("节假日安排尚未公布，日期暂定。") + content
    root = propose_task(
        actor=clock,
        union_id=row.union_id,
        title=_("%(title)s（%(day)s）") % {"title": row.title, "day": date_cn(each.on)},
        content=content,
        standard=row.standard,
        due_on=each.due_on,
        measure_id=row.measure_id,
        origin=Origin.RHYTHM,
        origin_id=row.pk,
        now=now,
    )
    hand_out(
        actor=clock,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=union_ids),
        departments=row.departments,
        now=now,
    )
    return root


@transaction.atomic
def follow_merger(*, union_id: int, into_id: int, now: datetime) -> None:
    """What went to a merged union goes to the one it went into, once."""
    for target in Target.objects.filter(union=union_id).select_related("rhythm"):
        if Target.objects.filter(rhythm=target.rhythm, union=into_id).exists():
            audit.record(SYSTEM, "drop_target", target, at=now)
            target.delete()
            continue
        target.union_id = into_id
        ledger.save(target, actor=SYSTEM, verb="follow_merger", at=now)
