"""Imports too long to wait for: checked, written and taken back by a job, told to their person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.notices import services as notices

from . import services
from .exports import person_of
from .models import ImportBatch

Verb = Callable[..., ImportBatch]
VERBS: dict[str, Verb] = {
    "check": services.check_import,
    "run": services.import_valid_rows,
    "undo": services.undo_import,
}


def perform(
    *, verb: str, batch_id: int, person_id: int, standing_at: int, now: datetime
) -> ImportBatch:
    """One step of an import with the rights its person has at this moment; twice is once."""
    actor = person_of(person_id, standing_at)
    batch = VERBS[verb](actor=actor, batch_id=batch_id, now=now)
    notices.send(
        to=[batch.person_id],
        subject=_("导入办理完成：%(name)s") % {"name": batch.file_name},
        body=told(batch, verb),
        url=address_of(batch),
        key=f"exchange:import:{batch.pk}:{verb}",
        kind="import",
        path=batch.path,
        now=now,
    )
    return batch


def told(batch: ImportBatch, verb: str) -> str:
    """What came out, in one sentence."""
    if verb == "check":
        found = {"good": f"{batch.rows_good:,}", "bad": f"{batch.rows_bad:,}"}
        return _("核对完成：可导入 %(good)s 行，需修改 %(bad)s 行。") % found
    if verb == "run":
        return _("已导入 %(n)s 行。") % {"n": f"{batch.rows_written:,}"}
    return _("已撤销导入的 %(n)s 行。") % {"n": f"{batch.rows_written:,}"}


def address_of(batch: ImportBatch) -> str:
    """The page of the import."""
    return reverse("exchange:check", args=[batch.pk])
