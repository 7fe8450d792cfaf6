"""Questions about imports and exports."""

from __future__ import annotations

from datetime import datetime, timedelta

from niangjia.foundation.parameters.keys import IMPORT_UNDO_HOURS
from niangjia.foundation.scope import Actor, one

from .enums import ImportState
from .models import ExportFile, ImportBatch


def find_batch(actor: Actor, pk: int) -> ImportBatch:
    """One import of this person. Raises Missing."""
    return one(ImportBatch.objects.visible_to(actor), pk=pk)


def lock_batch(actor: Actor, pk: int) -> ImportBatch:
    """The same, held until the end of the transaction. Raises Missing."""
    return one(ImportBatch.objects.visible_to(actor).select_for_update(), pk=pk)


def same_file_before(batch: ImportBatch) -> ImportBatch | None:
    """The last import of the very same file at the same place that is still in effect."""
    return (
        ImportBatch.objects.filter(
            layout_key=batch.layout_key,
            digest=batch.digest,
            path=batch.path,
            state=ImportState.IMPORTED,
        )
        .exclude(pk=batch.pk)
        .order_by("-imported_at")
        .first()
    )


def undo_open_until(batch: ImportBatch, now: datetime) -> datetime | None:
    """Until when this import may be undone; None once that is over or nothing was imported."""
    if batch.state != ImportState.IMPORTED or batch.imported_at is None:
        return None
    end = batch.imported_at + timedelta(hours=IMPORT_UNDO_HOURS.value(on=now.date()))
    return end if now <= end else None


def find_export(actor: Actor, pk: int) -> ExportFile:
    """One export of this person. Raises Missing."""
    return one(ExportFile.objects.visible_to(actor), pk=pk)
