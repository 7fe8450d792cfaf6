"""Bulk acts on unions, and the workbook of what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import selectors
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange import many
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from .details import mark_dormant, revive
from .terms import remind_re_election

BULK = {
    "remind": _("提醒换届"),
    "mark_dormant": _("标为有名无实"),
    "revive": _("恢复正常"),
}


def needs_note(action: str) -> bool:
    """Whether a reason has to be given."""
    step = UNION.steps.get(action)
    return step is not None and step.needs_note


def act_on_many(
    *,
    actor: Actor,
    action: str,
    union_ids: Iterable[int],
    note: str = "",
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """One act on many unions: one refusal stops no other."""
    wanted = list(union_ids)

    def act(pk: int) -> None:
        _act(actor, action, pk, note, now)

    names = selectors.told_names(actor, wanted)
    return act_on_each(wanted, act, names=names, run=run, told=told)


def _act(actor: Actor, action: str, pk: int, note: str, now: datetime) -> None:
    if action == "mark_dormant":
        mark_dormant(actor=actor, union_id=pk, note=note, now=now)
    elif action == "revive":
        revive(actor=actor, union_id=pk, now=now)
    elif action == "remind":
        remind_re_election(actor=actor, union_id=pk, now=now)
    else:
        raise Missing


def keep_outcome(*, actor: Actor, action: str, outcome: Outcome, now: datetime) -> ExportFile:
    """The result of a bulk act as a workbook its person can fetch."""
    return many.keep_outcome(
        actor=actor,
        outcome=outcome,
        place=selectors.desk_of(actor).union_name,
        label=BULK[action],
        heads=(_("组织名称"), _("组织代码")),
        now=now,
    )


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
