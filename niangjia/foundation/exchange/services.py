"""Taking in a workbook in two steps (核对, 导入), and taking it back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters.keys import IMPORT_KEEP_DAYS
from niangjia.foundation.pouring import no_searching
from niangjia.foundation.scope import SYSTEM, Actor

from . import selectors
from .apart import LIMITS, Problem, Reading, read_workbook
from .enums import ExportState, ImportState
from .models import ExportFile, ImportBatch
from .registry import Context, Importer, find_importer
from .workflow import IMPORT

MOST_PROBLEMS = 5000
"""So many problems are kept in words; rows beyond are still left out and still on the error sheet."""


def start_import(*, actor: Actor, layout_key: str, file: File[Any], now: datetime) -> ImportBatch:
    """Keep a file and check every row of it; nothing of it is written into the ledger yet.

    Raises Missing for those who may not import this, Refused where the file cannot be read. The
    reading takes seconds and happens before the transaction.
    """
    room = find_importer(layout_key)
    room.place_of(actor)
    _check_size(file)
    with local_copy(file) as path:
        reading = read_workbook(path, room.layout)
    with transaction.atomic():
        batch = receive_import(actor=actor, layout_key=layout_key, file=file, now=now)
        return _checked(batch, actor=actor, room=room, reading=reading, now=now)


@transaction.atomic
def receive_import(*, actor: Actor, layout_key: str, file: File[Any], now: datetime) -> ImportBatch:
    """Keep a file to be checked later. Raises Missing, Refused where it is too large."""
    room = find_importer(layout_key)
    place = room.place_of(actor)
    _check_size(file)
    name = Path(file.name or "").name[-100:] or "import.xlsx"
    batch = ImportBatch(
        layout_key=room.layout.key,
        person_id=actor.user_id,
        person_name=actor.name,
        path=place,
        state=ImportState.UPLOADED,
        file_name=name,
        digest=_digest(file),
        uploaded_at=now,
    )
    file.seek(0)
    batch.file.save(f"{batch.digest[:16]}{Path(name).suffix.lower()[:6]}", file, save=False)
    return ledger.save(batch, actor=actor, verb="upload", at=now)


def _check_size(file: File[Any]) -> None:
    if (file.size or 0) > LIMITS.packed:
        raise Refused(
            _("文件超过 %(mb)s MB，请删去图片或分几次导入") % {"mb": LIMITS.packed >> 20},
            field="file",
        )


def check_import(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Check every row of a file received before; twice is once. Raises Refused as reading does."""
    batch = selectors.find_batch(actor, batch_id)
    if batch.state != ImportState.UPLOADED:
        return batch
    room = find_importer(batch.layout_key)
    reading = _read(batch, room)
    with transaction.atomic():
        batch = selectors.lock_batch(actor, batch_id)
        return _checked(batch, actor=actor, room=room, reading=reading, now=now)


def _checked(
    batch: ImportBatch, *, actor: Actor, room: Importer, reading: Reading, now: datetime
) -> ImportBatch:
    batch.layout_version = reading.version
    batch.sheet_name, batch.unknown = reading.sheet[:60], reading.unknown[:20]
    _note(batch, _check(room, reading, Context(actor, batch.path, now)), reading)
    IMPORT.advance(batch, "check", actor=actor, at=now)
    return batch


def _read(batch: ImportBatch, room: Importer) -> Reading:
    check_file(batch)
    with batch.file.open("rb") as stored, local_copy(stored) as path:
        return read_workbook(path, room.layout)


def import_valid_rows(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Write the rows that were found good. Pressing twice imports once.

    The file is read and checked once more, since the ledger may have changed: rows that have become
    wrong meanwhile are left out and told. Refused where no row is left.
    """
    batch = selectors.find_batch(actor, batch_id)
    if batch.state == ImportState.IMPORTED:
        return batch
    IMPORT.check(batch, "run", actor=actor)
    room = find_importer(batch.layout_key)
    room.place_of(actor)
    reading = _read(batch, room)
    return _write(actor=actor, batch_id=batch_id, room=room, reading=reading, now=now)


@transaction.atomic
def _write(
    *, actor: Actor, batch_id: int, room: Importer, reading: Reading, now: datetime
) -> ImportBatch:
    _hold(room)
    batch = selectors.lock_batch(actor, batch_id)
    if batch.state == ImportState.IMPORTED:
        return batch
    left_out = set(batch.bad_rows)
    reading.rows = reading.rows.without(left_out)
    fresh = _check(room, reading, Context(actor, batch.path, now))
    rows = fresh.rows
    if not len(rows):
        raise Refused(_("没有可以导入的行，请下载问题行，改好后重新上传"))
    told = {row for row, *_rest in batch.problems}
    later = [p for p in fresh.problems if p.row not in left_out and p.row not in told]
    batch.problems = [*batch.problems, *_plain(later)][:MOST_PROBLEMS]
    batch.bad_rows = sorted(left_out | fresh.bad)
    batch.rows_bad, batch.rows_good = len(batch.bad_rows), len(rows)
    try:
        with no_searching():
            batch.created = _grouped(room.write(rows, actor, now))
    except IntegrityError as error:  # entered by hand between the last look and this moment
        raise Refused(_("刚才有人登记了相同的内容，请重新核对后再导入")) from error
    batch.rows_written = len(rows)
    batch.imported_at = now
    IMPORT.advance(batch, "run", actor=actor, at=now)
    return batch


@transaction.atomic
def undo_import(*, actor: Actor, batch_id: int, now: datetime) -> ImportBatch:
    """Take back every row an import made (`import.undo_hours`, PARAM).

    Refused once the hours are over, or where something builds on a row: then nothing changes.
    """
    room = find_importer(selectors.find_batch(actor, batch_id).layout_key)
    _hold(room)
    batch = selectors.lock_batch(actor, batch_id)
    if batch.state == ImportState.UNDONE:
        return batch
    IMPORT.check(batch, "undo", actor=actor)
    if selectors.undo_open_until(batch, now) is None:
        raise Refused(_("已过可撤销的时间，请在台账中逐条处理"))
    room.undo([(kind, pk) for kind, ids in batch.created.items() for pk in ids], actor, now)
    batch.undone_at = now
    IMPORT.advance(batch, "undo", actor=actor, at=now)
    return batch


def _hold(room: Importer) -> None:
    """One import of a kind is written or taken back at a time: what one looks at stays as it is.

    SQLite lets one transaction write at a time anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = f"import:{room.layout.key}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    if room.hold:
        room.hold()


def _check(room: Importer, reading: Reading, context: Context) -> Reading:
    """The room's own look at rows that are clean in themselves."""
    found = list(room.check(reading.rows, context))
    bad = {problem.row for problem in found}
    problems = sorted([*reading.problems, *found], key=lambda problem: problem.row)
    return Reading(
        rows=reading.rows.without(bad),
        problems=problems,
        read=reading.read,
        sheet=reading.sheet,
        version=reading.version,
        unknown=reading.unknown,
    )


def _note(batch: ImportBatch, checked: Reading, reading: Reading) -> None:
    batch.rows_read, batch.rows_good = reading.read, len(checked.rows)
    batch.bad_rows = sorted(checked.bad)
    batch.rows_bad = len(batch.bad_rows)
    batch.problems = _plain(checked.problems[:MOST_PROBLEMS])


def _plain(problems: Iterable[Problem]) -> list[list[Any]]:
    return [[p.row, p.column, p.content, p.sentence, p.suggestion] for p in problems]


def _grouped(created: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for kind, pk in created:
        groups[kind].append(pk)
    return dict(groups)


def check_file(batch: ImportBatch) -> None:
    """Raises Refused where the uploaded file was removed."""
    if not batch.file:
        raise Refused(_("上传的文件已按期清理，请重新上传"))


def forget_files(*, now: datetime) -> int:
    """Remove uploads and exports whose time is over (PARAM), with the personal data in them."""
    kept = timedelta(days=IMPORT_KEEP_DAYS.value(on=now.date()))
    old = ImportBatch.objects.exclude(file="").filter(uploaded_at__lt=now - kept)
    made = ExportFile.objects.exclude(file="").filter(expires_at__lte=now)
    keys: list[tuple[type[ImportBatch | ExportFile], int]]
    keys = [(ImportBatch, pk) for pk in old.values_list("pk", flat=True)]
    keys += [(ExportFile, pk) for pk in made.values_list("pk", flat=True)]
    for model, pk in keys:
        _forget(model, pk, now)
    return len(keys)


@transaction.atomic
def _forget(model: type[ImportBatch | ExportFile], pk: int, now: datetime) -> None:
    row = model._default_manager.select_for_update().get(pk=pk)
    storage, name = row.file.storage, str(row.file.name)
    row.file = ""
    if isinstance(row, ImportBatch):
        row.problems = []
    else:
        row.state = ExportState.GONE
    ledger.save(row, actor=SYSTEM, verb="forget", at=now)
    transaction.on_commit(lambda: storage.delete(name))


def _digest(file: File[Any]) -> str:
    file.seek(0)
    summed = hashlib.sha256()
    for chunk in file.chunks():
        summed.update(chunk)
    return summed.hexdigest()


@contextmanager
def local_copy(file: Any) -> Iterator[str]:
    """A path the process apart can open, whatever storage the file lives in."""
    with NamedTemporaryFile(prefix="import-") as copy:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield copy.name
