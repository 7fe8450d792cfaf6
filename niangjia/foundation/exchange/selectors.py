"""Questions about imports and exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.selectors import open_progress
from niangjia.foundation.parameters.keys import IMPORT_JOB_ROWS, IMPORT_UNDO_HOURS
from niangjia.foundation.scope import Actor, one

from .enums import ImportState
from .export import MASKS
from .models import ExportFile, ImportBatch
from .sheet import Layout

WHOLE = 11
"""A number this long may name a person; shorter ones are what is wrong with them."""

SHOWN = 200
"""So many problems stand on the page; all of them on the error sheet."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the page: row as in the sheet, column label, masked content, problem, suggestion."""

    row: int
    column: str
    content: str
    sentence: str
    suggestion: str


def imports_of(actor: Actor) -> QuerySet[ImportBatch]:
    """This person's imports, newest first."""
    return ImportBatch.objects.visible_to(actor).order_by("-uploaded_at", "-pk")


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


def job_of(actor: Actor, batch: ImportBatch) -> Progress | None:
    """The job that works on this import at the moment."""
    return open_progress(actor, batch.job) if batch.job else None


def is_long(rows: int, now: datetime) -> bool:
    """Whether so many rows are written or taken back in the background (PARAM)."""
    return rows > IMPORT_JOB_ROWS.value(on=now.date())


def undo_open_until(batch: ImportBatch, now: datetime) -> datetime | None:
    """Until when this import may be undone; None once that is over or nothing was imported."""
    if batch.state != ImportState.IMPORTED or batch.imported_at is None:
        return None
    end = batch.imported_at + timedelta(hours=IMPORT_UNDO_HOURS.value(on=now.date()))
    return end if now <= end else None


def problem_lines(batch: ImportBatch, layout: Layout) -> list[ProblemLine]:
    """The first problems for the page; whole numbers of persons stay masked even there."""
    columns = {column.key: column for column in layout.columns}
    lines = []
    for row, key, content, sentence, suggestion in batch.problems[:SHOWN]:
        column = columns.get(key)
        masked = content
        if column and column.is_sensitive and len(content) >= WHOLE:
            masked = MASKS.get(column.kind, _stars)(content)
        label = str(column.label) if column else _("整行")
        lines.append(ProblemLine(row, label, masked, sentence, suggestion))
    return lines


def _stars(_text: str) -> str:
    return "****"


def lock_export(actor: Actor, pk: int) -> ExportFile:
    """One export of this person, held until the transaction ends; to know of one is not to fetch it.

    Raises Missing.
    """
    rows = ExportFile.objects.select_for_update().filter(person_id=actor.user_id)
    return one(rows, pk=pk)
