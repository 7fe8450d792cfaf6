"""Sending large exports and imports into the background."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.scope import Actor

from . import selectors, services
from .exports import ask_export
from .jobs import carry_on, write_export
from .models import ImportBatch
from .workflow import IMPORT

LARGE_FILE = 1 << 20
"""Bytes from which an uploaded workbook is checked by a job: some ten thousand rows."""


@transaction.atomic
def export_later(
    *,
    actor: Actor,
    exporter_key: str,
    params: Mapping[str, Any],
    purpose: str = "",
    reason: str = "",
    reveal: bool = False,
    now: datetime,
) -> Progress:
    """Write a ledger in the background; redirect to `jobs:status` of what is returned.

    `params` are plain words and numbers the exporter's `produce` understands, such as its filters.
    Raises Missing, and Refused where personal data are asked for without a purpose.
    """
    asked = ask_export(
        actor=actor,
        exporter_key=exporter_key,
        params=params,
        purpose=purpose,
        reason=reason,
        reveal=reveal,
        now=now,
    )
    title = _("导出 %(name)s") % {"name": asked.file_name}
    return jobs.start(actor=actor, title=title, task=write_export, now=now, export_id=asked.pk)


@transaction.atomic
def import_later(*, actor: Actor, layout_key: str, file: File[Any], now: datetime) -> Progress:
    """Keep a large file and check it in the background. Raises Missing, Refused as to receive it."""
    batch = services.receive_import(actor=actor, layout_key=layout_key, file=file, now=now)
    return _carry_on(actor, batch, "check", now)


@transaction.atomic
def carry_on_later(*, actor: Actor, batch_id: int, verb: str, now: datetime) -> Progress:
    """Run or undo a large import in the background; pressed again, the same job answers."""
    batch = selectors.lock_batch(actor, batch_id)
    if found := selectors.job_of(actor, batch):
        return found
    IMPORT.check(batch, verb, actor=actor)
    return _carry_on(actor, batch, verb, now)


def _carry_on(actor: Actor, batch: ImportBatch, verb: str, now: datetime) -> Progress:
    titles = {
        "check": _("核对 %(name)s"),
        "run": _("导入 %(name)s"),
        "undo": _("撤销导入 %(name)s"),
    }
    progress = jobs.start(
        actor=actor,
        title=titles[verb] % {"name": batch.file_name},
        task=carry_on,
        now=now,
        verb=verb,
        batch_id=batch.pk,
        person_id=actor.user_id,
        standing_at=actor.unit_id,
    )
    batch.job = progress.pk
    ledger.save(batch, actor=actor, verb="queue", at=now, note=progress.title)
    return progress
