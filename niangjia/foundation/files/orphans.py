"""Removing content that belongs to nothing any more, never while somebody is uploading it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from .models import Attachment, Blob

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
UNBORN = timedelta(days=1)
"""Content without a row is left alone so long: its transaction may still be under way."""


def remove_orphans(now: datetime, real_now: datetime) -> int:
    """Forget what was taken off long ago, and content nobody has; returns how much was removed."""
    long_ago = now - timedelta(days=settings.FILE_KEEP_DETACHED_DAYS)
    for attachment in Attachment.objects.filter(detached_at__lt=long_ago):
        with suppress(ProtectedError):  # a row above still names it: then it stays
            attachment.delete()
    used = Attachment.objects.values("blob_id")
    loose = Blob.objects.exclude(pk__in=used).values_list("pk", flat=True)
    return sum(_remove(pk) for pk in list(loose)) + _remove_unborn(real_now - UNBORN)


@transaction.atomic
def _remove(sha256: str) -> int:
    """Row and content together, under the row's lock."""
    blob = Blob.objects.select_for_update().filter(pk=sha256).first()
    if blob is None or Attachment.objects.filter(blob=blob).exists():
        return 0
    default_storage.delete(blob.place)
    blob.delete()
    return 1


def _remove_unborn(before: datetime) -> int:
    """Content whose transaction was rolled back."""
    old = (p for p in _stored("blobs") if default_storage.get_modified_time(p) < before)
    return sum(_remove_rowless(place) for place in list(old))


@transaction.atomic
def _remove_rowless(place: str) -> int:
    """Takes the row's place first, so that an upload of the same content waits for us, and we for it."""
    sha256 = place.rpartition("/")[2]
    mine = Blob(sha256=sha256, size=0, media_type="", created_at=NEVER)
    Blob.objects.bulk_create([mine], ignore_conflicts=True)
    found = Blob.objects.select_for_update().get(pk=sha256)
    if found.created_at != NEVER:
        return 0
    default_storage.delete(place)
    found.delete()
    return 1


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _stored(f"{folder}/{name}")
