"""Bulk acts and what comes of them: a workbook of every union, done or left alone and why."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import selectors
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.exports import keep_paper, person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.exchange.sheet import Column
from niangjia.foundation.scope import Actor

from .details import Outcome, Told, act_on_many

BULK = {
    "remind": gettext_lazy("提醒换届"),
    "mark_dormant": gettext_lazy("标为有名无实"),
    "revive": gettext_lazy("恢复正常"),
}
COLUMNS = [
    Column("name", gettext_lazy("组织名称"), width=36),
    Column("code", gettext_lazy("组织代码"), width=18),
    Column("result", gettext_lazy("办理结果"), width=12),
    Column("why", gettext_lazy("未办原因"), width=48),
]


def needs_note(action: str) -> bool:
    """Whether a reason has to be given."""
    step = UNION.steps.get(action)
    return step is not None and step.needs_note


def keep_outcome(*, actor: Actor, action: str, outcome: Outcome, now: datetime) -> ExportFile:
    """The result of a bulk act as a workbook its person can fetch."""
    paper = Paper(
        key="bulk",
        place=selectors.desk_of(actor).union_name,
        title=_("%(label)s办理结果") % {"label": BULK[action]},
        columns=COLUMNS,
        as_of=localdate(now),
        made_by=actor.name,
    )
    rows = [(r.name, r.code, _("未改") if r.why else _("已办理"), r.why) for r in outcome.rows]
    return keep_paper(actor=actor, paper=paper, rows=rows, now=now)


def carry_out(
    *,
    person_id: int,
    standing_at: int,
    action: str,
    union_ids: list[int],
    note: str,
    run: str,
    told: Told,
    now: datetime,
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    actor = person_of(person_id, standing_at)
    outcome = act_on_many(
        actor=actor,
        action=action,
        union_ids=union_ids,
        note=note,
        now=now,
        run=run,
        told=told,
    )
    return outcome, keep_outcome(actor=actor, action=action, outcome=outcome, now=now)


def in_words(outcome: Outcome) -> str:
    """成功 30 个，2 个未改."""
    return _("成功 %(n)s 个，%(m)s 个未改") % {"n": outcome.done, "m": len(outcome.left)}
