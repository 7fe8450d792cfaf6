"""Preparing, opening, extending and ending a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import (
    CycleState,
    Entry,
    FrameworkState,
    Rhythm,
    SheetState,
    Stage,
)
from niangjia.domains.assessment.events import CycleOpened, ResultsReleased, StageExtended
from niangjia.domains.assessment.models import Cycle, CycleStage, Extension, Sheet
from niangjia.domains.assessment.models.cycles import accepted_counts, period_of
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.selectors.cycles import lock_cycle
from niangjia.domains.assessment.selectors.deadlines import calendar_of, unfinished
from niangjia.domains.assessment.selectors.frameworks import find_framework, items_of
from niangjia.domains.assessment.workflow import CYCLE, SHEET
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from . import readings

ORDER = (Stage.SELF, Stage.REVIEW, Stage.ACCEPTANCE, Stage.NOTICE, Stage.NAMING)
NAMED = 3
"""Units named in a sentence; more are counted."""

NEEDED = {Stage.SELF, Stage.ACCEPTANCE}


@transaction.atomic
def prepare_cycle(
    *,
    actor: Actor,
    framework_id: int,
    union_id: int,
    title: str,
    year: int,
    due: Mapping[str, date],
    now: datetime,
    rhythm: str = Rhythm.YEARLY,
    level: int | None = None,
    chosen: list[int] | None = None,
    entry: str = Entry.EVERY,
    weights: Mapping[str, int] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Cycle:
    """Set up a round: framework, period, who takes part, and a last day for each stage.

    Participants are the unions of `level` within the owner, or the unions `chosen` by id.
    Raises Refused for an unpublished framework, missing or disordered deadlines, no participants.
    """
    union = unions.find_union(actor, union_id)
    framework = find_framework(actor, framework_id)
    if framework.state != FrameworkState.PUBLISHED:
        raise Refused(_("只能用已发布的考核细则，请先发布"), field="framework_id")
    if level is None and not chosen:
        raise Refused(_("请选择参评层级或参评单位"), field="level")
    begins_on, ends_on = period_of(rhythm, year)
    cycle = Cycle(
        union_id=union.pk,
        path=union.path,
        framework=framework,
        title=title,
        rhythm=rhythm,
        year=year,
        begins_on=begins_on,
        ends_on=ends_on,
        level=level,
        chosen=chosen or [],
        entry=entry,
        weights=dict(weights or accepted_counts()),
    )
    _check_owner(actor, cycle)
    _chosen(actor, cycle)
    ledger.save(cycle, actor=actor, verb="prepare", at=now)
    _set_stages(cycle, due, titles or {}, actor, now)
    return cycle


def in_short(rows: list[Any]) -> str:
    """甲、乙、丙等 5 个单位, of unions or of sheets."""
    names = [str(getattr(row, "union", row).name) for row in rows]
    if len(names) <= NAMED:
        return "、".join(names)
    return _("%(names)s等 %(count)s 个单位") % {
        "names": "、".join(names[:NAMED]),
        "count": len(names),
    }


def _check_owner(actor: Actor, cycle: Cycle) -> None:
    if not owns_here(actor, cycle):
        raise Refused(_("只有%(owner)s的考核管理岗位可以这样做") % {"owner": cycle.union.name})


def _set_stages(
    cycle: Cycle,
    due: Mapping[str, date],
    titles: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> None:
    if missing := [str(stage.label) for stage in ORDER if stage in NEEDED and stage not in due]:
        raise Refused(_("请填写截止日期：%(stages)s") % {"stages": "、".join(missing)})
    days = [due[stage] for stage in ORDER if stage in due]
    if days != sorted(days):
        raise Refused(_("各阶段的截止日期应依次在后"))
    for stage in ORDER:
        if stage in due:
            row = CycleStage(
                cycle=cycle,
                stage=stage,
                title=titles.get(stage, str(stage.label)),
                due_on=due[stage],
            )
            ledger.save(row, actor=actor, verb="set_deadline", at=now)


@transaction.atomic
def open_cycle(*, actor: Actor, cycle_id: int, now: datetime) -> Cycle:
    """Fix the participants where they stand today, freeze the ledger's figures, and begin."""
    cycle = lock_cycle(actor, cycle_id)
    CYCLE.check(cycle, "open", actor=actor)
    has_review = cycle.stages.filter(stage=Stage.REVIEW).exists()
    sheets = [_sheet_for(cycle, union, has_review) for union in _participants(actor, cycle)]
    if not sheets:
        raise Refused(_("没有符合条件的参评单位，请改参评层级或名单"))
    Sheet.objects.bulk_create(sheets, batch_size=500)
    cycle.opened_at = now
    frozen = readings.freeze(cycle, sheets, items_of(cycle.framework_id), now)
    note = _("%(sheets)s 个单位参评，冻结台账数据 %(frozen)s 项") % {
        "sheets": len(sheets),
        "frozen": frozen,
    }
    CYCLE.advance(cycle, "open", actor=actor, at=now, note=note)
    publish(CycleOpened(cycle.pk, now))
    return cycle


def _participants(actor: Actor, cycle: Cycle) -> list[Any]:
    """The unions that take part, in official order."""
    if cycle.level is not None:
        return list(unions.unions_of(cycle.path, cycle.level).select_related("parent"))
    found = _chosen(actor, cycle)
    return sorted((u for u in found if u.is_standing), key=lambda union: union.code)


def _chosen(actor: Actor, cycle: Cycle) -> list[Any]:
    """The unions of the list, all of them below the owner."""
    found = unions.seen_unions(actor, cycle.chosen)
    if len(found) < len(set(cycle.chosen)):
        raise Refused(_("名单中有单位找不到或不归您查看，请重新选择"), field="chosen")
    if strangers := [u for u in found if not u.path.startswith(cycle.path)]:
        words = _("%(names)s不在本级工会之下，不能参评，请从名单中去掉")
        raise Refused(words % {"names": in_short(strangers)}, field="chosen")
    return found


def _sheet_for(cycle: Cycle, union: Any, has_review: bool) -> Sheet:
    """A union directly below the owner has nobody in between, so its review is skipped by rule."""
    parent = union.parent
    between = parent if has_review and parent and len(parent.path) > len(cycle.path) else None
    return Sheet(
        cycle=cycle,
        union_id=union.pk,
        path=union.path,
        review_union_id=between.pk if between else None,
        review_path=between.path if between else "",
        owner_path=cycle.path,
    )


@transaction.atomic
def extend_stage(
    *,
    actor: Actor,
    cycle_id: int,
    stage: str,
    until: date,
    reason: str,
    now: datetime,
    sheet_id: int | None = None,
) -> Extension:
    """Give more time for a stage, to all sheets or to one, with a reason (延期)."""
    cycle = lock_cycle(actor, cycle_id)
    _check_owner(actor, cycle)
    if cycle.state not in {CycleState.OPEN, CycleState.NOTICE}:
        raise Refused(_("考核没有在进行，不能延期"))
    if sheet_id is not None and not Sheet.objects.filter(pk=sheet_id, cycle=cycle).exists():
        raise Refused(_("这个单位没有参加本次考核"), field="sheet_id")
    if not reason.strip():
        raise Refused(_("请写明延期理由"), field="reason")
    due = calendar_of(cycle).due_on(stage, sheet_id)
    if due is None or until <= due:
        raise Refused(_("延期后的日期应晚于现在的截止日期"), field="until")
    row = Extension(
        cycle=cycle,
        sheet_id=sheet_id,
        stage=stage,
        until=until,
        reason=reason.strip(),
        by_name=actor.name,
        at=now,
    )
    ledger.save(row, actor=actor, verb="extend", at=now, note=reason)
    publish(StageExtended(row.pk, cycle.pk, sheet_id, now))
    return row


@transaction.atomic
def give_notice(*, actor: Actor, cycle_id: int, now: datetime, reason: str = "") -> Cycle:
    """Publish the results to the participants: every level's scores are open from now on (公示).

    Every sheet has come to its end by then. Those left behind when their stage is over become
    exceptions, with the reason that goes into the trail of each. Raises Refused while anybody still
    has time, waits for acceptance, or is left behind without a reason.
    """
    cycle = lock_cycle(actor, cycle_id)
    CYCLE.check(cycle, "give_notice", actor=actor)
    sheets = list(Sheet.objects.filter(cycle=cycle).select_related("union").in_order())
    waiting, running, left = unfinished(cycle, sheets, timezone.localdate(now))
    if waiting:
        raise Refused(_("还有 %(count)s 个单位没有验收完，请先完成验收") % {"count": len(waiting)})
    if running:
        raise Refused(
            _("还有 %(count)s 个单位在自评或复核期内，不能公示") % {"count": len(running)}
        )
    if not any(sheet.state == SheetState.ACCEPTED for sheet in sheets):
        raise Refused(_("还没有一个单位通过验收，无结果可公示"))
    if left and not reason.strip():
        raise Refused(
            _("%(names)s没有走完评定，请写明列为例外的原因") % {"names": in_short(left)},
            field="reason",
        )
    for sheet in left:
        SHEET.advance(sheet, "except_sheet", actor=actor, at=now, note=reason.strip())
    cycle.released_at = now
    CYCLE.advance(cycle, "give_notice", actor=actor, at=now, note=reason.strip())
    publish(ResultsReleased(cycle.pk, now))
    return cycle


@transaction.atomic
def close_cycle(*, actor: Actor, cycle_id: int, now: datetime) -> Cycle:
    """End the round; nothing of it changes any more."""
    cycle = lock_cycle(actor, cycle_id)
    CYCLE.advance(cycle, "close", actor=actor, at=now)
    return cycle
