"""Ledgers too long to wait for: asked for, written by a job, fetched by the same person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
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

from . import selectors
from .enums import ExportState
from .export import Paper, check_taking, note_export, taking, watermark, write_ledger
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
    purpose: str = "",
    reason: str = "",
    reveal: bool = False,
    now: datetime,
) -> ExportFile:
    """Note that this person wants this ledger. Raises Missing, Refused as `export_ledger` does."""
    paper, _rows = find_exporter(exporter_key).produce(actor, params, now)
    check_taking(paper, purpose=purpose, reason=reason, reveal=reveal)
    made = taking(actor, paper, params, purpose=purpose, reason=reason, reveal=reveal, now=now)
    made.exporter_key, made.state = exporter_key, ExportState.WAITING
    return ledger.save(made, actor=actor, verb="ask_export", at=now, note=made.why)


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
        mark = watermark(asked, now)
        count = write_ledger(
            file, paper, rows, reveal=asked.reveal, limit=MOST_ROWS, at=now, mark=mark
        )
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
    made.state, made.ready_at, made.expires_at = ExportState.READY, now, expiry(now)
    ledger.save(made, actor=actor, verb="write_export", at=now, note=made.why)
    note_export(actor, paper, made, now)
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
    made = taking(actor, paper, {}, purpose="", reason="", reveal=False, now=now)
    made.state, made.ready_at, made.expires_at = ExportState.READY, now, expiry(now)
    with TemporaryFile() as file:
        made.rows_written = write_ledger(file, paper, rows, at=now)
        file.seek(0)
        made.file.save(f"{uuid4().hex}.xlsx", File(file), save=False)
    return ledger.save(made, actor=actor, verb="write_export", at=now)


@transaction.atomic
def fetch_export(*, actor: Actor, export_id: int, now: datetime) -> ExportFile:
    """Hand a written file to the person who asked for it; every time is counted and kept.

    Raises Missing, and Refused once its time is over.
    """
    made = selectors.lock_export(actor, export_id)
    if made.state == ExportState.GONE or (made.expires_at and made.expires_at <= now):
        raise Refused(_("导出文件已过有效期，内容已清理；仍需使用的，请重新导出"))
    if not made.file:
        raise Missing
    made.downloads += 1
    return ledger.save(made, actor=actor, verb="fetch_export", at=now)


def expiry(now: datetime) -> datetime:
    """Until when a file written now may be fetched (PARAM)."""
    return now + timedelta(days=EXPORT_KEEP_DAYS.value(on=now.date()))


def person_of(person_id: int, standing_at: int) -> Actor:
    """Whoever asked, as they stand now; Refused once their account is closed."""
    user = get_user_model()._default_manager.filter(pk=person_id, is_active=True).first()
    if user is None:
        raise Refused(_("申请办理的账号已停用"))
    return actor_for(user, standing_at=standing_at or None)


def address_of(made: ExportFile) -> str:
    """Where the person fetches it."""
    return reverse("exchange:export", args=[made.pk])
