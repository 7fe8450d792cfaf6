"""Ledgers too long to wait for: asked for, written by a job, fetched by the same person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.notices import services as notices
from niangjia.foundation.parameters.keys import EXPORT_KEEP_DAYS
from niangjia.foundation.scope import Actor, actor_for

from .enums import ExportState
from .export import Paper, check_reason, note_export, write_ledger
from .models import ExportFile
from .registry import find_exporter

MOST_ROWS = 1_000_000
"""A sheet holds no more."""


@transaction.atomic
def ask_export(
    *,
    actor: Actor,
    exporter_key: str,
    params: Mapping[str, Any],
    reason: str = "",
    reveal: bool = False,
    now: datetime,
) -> ExportFile:
    """Note that this person wants this ledger. Raises Missing, Refused as `export_ledger` does."""
    paper, _rows = find_exporter(exporter_key).produce(actor, params, now)
    check_reason(paper, reason=reason, reveal=reveal)
    made = ExportFile(
        exporter_key=exporter_key,
        params=dict(params),
        reason=reason.strip(),
        reveal=reveal,
        person_id=actor.user_id,
        person_name=actor.name,
        path=actor.here,
        standing_at=actor.unit_id,
        state=ExportState.WAITING,
        file_name=paper.file_name,
        asked_at=now,
    )
    return ledger.save(made, actor=actor, verb="ask_export", at=now, note=made.reason)


def write_export(*, export_id: int, now: datetime) -> ExportFile:
    """Write what was asked for, with the rights its person has at this moment; twice is once."""
    asked = ExportFile.objects.filter(pk=export_id).first()
    if asked is None:
        raise Missing
    if asked.state != ExportState.WAITING:
        return asked
    actor = person_of(asked.person_id, asked.standing_at)
    paper, rows = find_exporter(asked.exporter_key).produce(actor, asked.params, now)
    with TemporaryFile() as file:
        count = write_ledger(file, paper, rows, reveal=asked.reveal, limit=MOST_ROWS, at=now)
        file.seek(0)
        return _hand_over(actor, asked.pk, File(file), paper, count, now)


@transaction.atomic
def _hand_over(
    actor: Actor, pk: int, file: File[Any], paper: Paper, count: int, now: datetime
) -> ExportFile:
    made = ExportFile.objects.select_for_update().get(pk=pk)
    if made.state != ExportState.WAITING:
        return made
    made.file.save(f"{made.pk}.xlsx", file, save=False)
    made.file_name, made.rows_written = paper.file_name, count
    made.state, made.ready_at = ExportState.READY, now
    ledger.save(made, actor=actor, verb="write_export", at=now, note=made.reason)
    note_export(
        actor, paper, count, filters=made.params, reason=made.reason, reveal=made.reveal, now=now
    )
    notices.send(
        to=[made.person_id],
        subject=_("导出完成：%(name)s") % {"name": paper.file_name},
        body=_("共 %(n)s 行，%(days)s 天内可以下载。")
        % {"n": f"{count:,}", "days": EXPORT_KEEP_DAYS.value(on=now.date())},
        url=address_of(made),
        key=f"exchange:export:{made.pk}",
        kind="export",
        path=made.path,
        now=now,
    )
    return made


@transaction.atomic
def keep_paper(
    *, actor: Actor, paper: Paper, rows: Iterable[tuple[Any, ...]], now: datetime
) -> ExportFile:
    """A short result as a file its person can fetch for some days, such as that of a bulk act."""
    made = ExportFile(
        exporter_key=paper.key,
        person_id=actor.user_id,
        person_name=actor.name,
        path=actor.here,
        standing_at=actor.unit_id,
        state=ExportState.READY,
        file_name=paper.file_name,
        asked_at=now,
        ready_at=now,
    )
    with TemporaryFile() as file:
        made.rows_written = write_ledger(file, paper, rows, at=now)
        file.seek(0)
        made.file.save(f"{uuid4().hex}.xlsx", File(file), save=False)
    return ledger.save(made, actor=actor, verb="write_export", at=now)


def person_of(person_id: int, standing_at: int) -> Actor:
    """Whoever asked, as they stand now; Refused once their account is closed."""
    user = get_user_model()._default_manager.filter(pk=person_id, is_active=True).first()
    if user is None:
        raise Refused(_("申请办理的账号已停用"))
    return actor_for(user, standing_at=standing_at or None)


def address_of(made: ExportFile) -> str:
    """Where the person fetches it."""
    return reverse("exchange:export", args=[made.pk])
