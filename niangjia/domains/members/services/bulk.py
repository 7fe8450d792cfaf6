"""Bulk acts on applications, and what comes of them: a workbook of every one, done or why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.domains.members.selectors import applications as selectors
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange import many
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from . import joining, nudging

BULK = {
    "approve": _("批准入会"),
    "send_back": _("退回补充"),
    "reject": _("不予批准"),
    "nudge": _("催办"),
}


def act_on_many(
    *,
    actor: Actor,
    action: str,
    ids: list[int],
    note: str = "",
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """One act on many applications: one refusal stops no other. Raises Missing for an unknown act."""
    known: dict[str, Any] = {"actor": actor, "now": now}
    if action not in BULK:
        raise Missing
    if action != "nudge":
        known["note"] = note

    def act(pk: int) -> None:
        SERVICES[action](application_id=pk, **known)

    return act_on_each(ids, act, names=selectors.names_of(actor, ids), run=run, told=told)


SERVICES: dict[str, Callable[..., Any]] = {
    "approve": joining.approve,
    "send_back": joining.send_back,
    "reject": joining.reject,
    "nudge": nudging.nudge,
}


def keep_outcome(
    *, actor: Actor, label: StrOrPromise, outcome: Outcome, now: datetime
) -> ExportFile:
    """What came of it as a workbook its person can fetch."""
    return many.keep_outcome(
        actor=actor,
        outcome=outcome,
        place=unions.desk_of(actor).union_name,
        label=label,
        heads=(_("申请人"), _("申请编号")),
        now=now,
    )


def carry_out(
    *,
    person_id: int,
    standing_at: int,
    action: str,
    ids: list[int],
    note: str,
    run: str,
    told: Told,
    now: datetime,
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    actor = person_of(person_id, standing_at)
    known: dict[str, Any] = {"actor": actor, "now": now}
    outcome = act_on_many(action=action, ids=ids, note=note, run=run, told=told, **known)
    return outcome, keep_outcome(label=BULK[action], outcome=outcome, **known)
