"""Writing a programme, launching and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.domains.tasks.models import Answer, Aspect, Measure, Programme, Task
from niangjia.domains.tasks.policy.programmes import runs_here
from niangjia.domains.tasks.selectors.programmes import find_measure, lock_programme
from niangjia.domains.tasks.workflow.programmes import PROGRAMME
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import SYSTEM, Actor

FILES = "tasks.programme"


@transaction.atomic
def draft_programme(
    *,
    actor: Actor,
    title: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    union_id: int | None = None,
    goal: str = "",
    issuer: str = "",
    number: str = "",
    issued_on: date | None = None,
    attached: Sequence[File[bytes]] = (),
) -> Programme:
    """Begin a programme of the union one acts for, with its document (S000-01, S003-03)."""
    union = unions.find_union(SYSTEM, union_id or actor.acts_for)
    row = Programme(
        union=union,
        path=union.path,
        title=title.strip(),
        goal=goal.strip(),
        issuer=issuer.strip() or union.name,
        number=number.strip(),
        issued_on=issued_on,
        begins_on=begins_on,
        ends_on=ends_on,
    )
    _check_may(actor, row)
    if ends_on < begins_on:
        raise Refused(_("结束日期不能早于开始日期"), field="ends_on")
    ledger.save(row, actor=actor, verb="draft", at=now)
    _attach(actor, row, attached, now)
    return row


def _check_may(actor: Actor, row: Programme) -> None:
    if not runs_here(actor, row):
        raise Refused(_("您在%(name)s没有部署专项工作的权限") % {"name": row.union.name})


def _attach(actor: Actor, row: Programme, attached: Sequence[File[bytes]], now: datetime) -> None:
    for file in attached:
        files.upload(
            actor=actor, file=file, owner_kind=FILES, owner_id=row.pk, path=row.path, now=now
        )


@transaction.atomic
def rewrite_programme(
    *,
    actor: Actor,
    programme_id: int,
    now: datetime,
    expect: int | None = None,
    attached: Sequence[File[bytes]] = (),
    **fields: Any,
) -> Programme:
    """Change the words and dates of a programme that is not closed."""
    row = lock_programme(actor, programme_id)
    _check_may(actor, row)
    if not (row.is_draft or row.is_running):
        raise Refused(_("专项工作已收官，不能再改"))
    for name in ("title", "goal", "issuer", "number", "issued_on", "begins_on", "ends_on"):
        if name in fields:
            setattr(row, name, fields[name])
    if row.ends_on < row.begins_on:
        raise Refused(_("结束日期不能早于开始日期"), field="ends_on")
    ledger.save(row, actor=actor, verb="rewrite", at=now, expect=expect)
    _attach(actor, row, attached, now)
    return row


@transaction.atomic
def add_aspect(*, actor: Actor, programme_id: int, title: str, now: datetime) -> Aspect:
    """One more side of the work, at the end (方面)."""
    programme = _draft(actor, programme_id)
    last = Aspect.objects.filter(programme=programme).aggregate(n=Max("order"))["n"] or 0
    row = Aspect(programme=programme, order=last + 1, title=title.strip())
    return ledger.save(row, actor=actor, verb="add_aspect", at=now)


def _draft(actor: Actor, programme_id: int) -> Programme:
    programme = lock_programme(actor, programme_id)
    _check_may(actor, programme)
    if not programme.is_draft:
        raise Refused(_("“%(title)s”已启动，举措不能再增删") % {"title": programme.title})
    return programme


@transaction.atomic
def add_measure(
    *,
    actor: Actor,
    programme_id: int,
    aspect_id: int,
    title: str,
    now: datetime,
    standard: str = "",
    department: str = "",
    metrics: Sequence[str] = (),
) -> Measure:
    """One more thing the programme wants done, numbered through the whole document (举措)."""
    programme = _draft(actor, programme_id)
    aspect = Aspect.objects.filter(programme=programme, pk=aspect_id).first()
    if aspect is None:
        raise Refused(_("请选择这项专项工作的一个方面"), field="aspect_id")
    _check_metrics(metrics)
    rows = Measure.objects.filter(aspect__programme=programme)
    row = Measure(
        aspect=aspect,
        order=(rows.aggregate(n=Max("order"))["n"] or 0) + 1,
        title=title.strip(),
        standard=standard.strip(),
        department=department.strip(),
        metrics=list(metrics),
    )
    return ledger.save(row, actor=actor, verb="add_measure", at=now)


def _check_metrics(metrics: Sequence[str]) -> None:
    if unknown := [key for key in metrics if key not in FIGURES]:
        raise Refused(_("没有这项指标：%(key)s") % {"key": unknown[0]}, field="metrics")


@transaction.atomic
def edit_measure(
    *,
    actor: Actor,
    measure_id: int,
    title: str,
    standard: str,
    department: str,
    metrics: Sequence[str],
    now: datetime,
    expect: int | None = None,
) -> Measure:
    """Rewrite a measure; once the programme runs only standard, department and figures change."""
    row = find_measure(actor, measure_id)
    programme = lock_programme(actor, row.aspect.programme_id)
    _check_may(actor, programme)
    if not programme.is_draft and title.strip() != row.title:
        raise Refused(_("专项工作已启动，举措名称以文件为准，不能再改"), field="title")
    _check_metrics(metrics)
    row.title, row.standard = title.strip(), standard.strip()
    row.department, row.metrics = department.strip(), list(metrics)
    return ledger.save(row, actor=actor, verb="edit_measure", at=now, expect=expect)


@transaction.atomic
def drop_measure(*, actor: Actor, measure_id: int, now: datetime) -> None:
    """Take a measure out of a programme that has not begun."""
    row = find_measure(actor, measure_id)
    _draft(actor, row.aspect.programme_id)
    if Answer.objects.filter(measure=row).exists():
        raise Refused(_("这项举措由调研问题转化而来，请先在调研课题中取消对应，再删除"))
    audit.record(actor, "drop_measure", row, at=now)
    row.delete()


@transaction.atomic
def load_measures(
    *, actor: Actor, programme_id: int, aspects: Sequence[Mapping[str, Any]], now: datetime
) -> int:
    """Write all aspects and measures at once, as a file or a form holds them; returns how many."""
    count = 0
    for chapter in aspects:
        aspect = add_aspect(actor=actor, programme_id=programme_id, title=chapter["title"], now=now)
        for measure in chapter["measures"]:
            add_measure(
                actor=actor,
                programme_id=programme_id,
                aspect_id=aspect.pk,
                now=now,
                **measure,
            )
            count += 1
    return count


@transaction.atomic
def launch(*, actor: Actor, programme_id: int, now: datetime) -> Programme:
    """Set the programme in motion (启动): everybody below sees it, tasks may be given out."""
    row = lock_programme(actor, programme_id)
    if not Measure.objects.filter(aspect__programme=row).exists():
        raise Refused(_("请先写明举措，再启动"))
    PROGRAMME.advance(row, "launch", actor=actor, at=now)
    return row


@transaction.atomic
def close_programme(*, actor: Actor, programme_id: int, now: datetime) -> Programme:
    """End it (收官). Raises Refused while tasks of it are open."""
    row = lock_programme(actor, programme_id)
    PROGRAMME.check(row, "close_programme", actor=actor)
    if left := Task.objects.filter(programme=row).open().count():
        raise Refused(_("还有 %(n)s 项任务没有办结，请先办结或撤销") % {"n": left})
    PROGRAMME.advance(row, "close_programme", actor=actor, at=now)
    return row
