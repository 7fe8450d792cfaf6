"""Attaching files to rows and taking them off."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor, subtree

from . import kinds, owners
from .models import Attachment, Blob, place_of


@transaction.atomic
def upload(
    *,
    actor: Actor,
    file: File[bytes],
    owner_kind: str,
    owner_id: int,
    now: datetime,
    path: str = "",
    name: str = "",
) -> Attachment:
    """Attach a file to a row; the calling service has asked whether the row may be changed.

    Refuses what is too large, not of an allowed type, not what its extension says, or a bomb.
    """
    called = _clean_name(name or file.name or "")
    _check_size(file)
    kind = kinds.kind_of(called, _stream(file))
    blob = _keep(file, kind.media_type, now)
    attachment = Attachment.objects.create(
        blob=blob,
        name=called,
        owner_kind=owner_kind,
        owner_id=owner_id,
        path=path or actor.here,
        uploaded_by_id=actor.user_id or None,
        uploaded_at=now,
    )
    audit.record(actor, "attach", attachment, changes={"sha256": (None, blob.pk)}, at=now)
    return attachment


def upload_bytes(
    *,
    actor: Actor,
    content: bytes,
    name: str,
    owner_kind: str,
    owner_id: int,
    now: datetime,
    path: str = "",
) -> Attachment:
    """Attach what the house has made itself, such as a document."""
    return upload(
        actor=actor,
        file=ContentFile(content, name=name),
        owner_kind=owner_kind,
        owner_id=owner_id,
        now=now,
        path=path,
        name=name,
    )


@transaction.atomic
def detach(*, actor: Actor, attachment_id: int, now: datetime) -> Attachment:
    """Take a file off its row; it is kept for `FILE_KEEP_DETACHED_DAYS`, then removed."""
    rows = Attachment.objects.attached().select_for_update()
    found = rows.filter(pk=attachment_id).first()
    if found is None or not owners.may_change(actor, found.owner_kind, found.owner_id):
        raise Missing
    found.detached_at = now
    found.save(update_fields=["detached_at"])
    audit.record(actor, "detach", found, changes={"detached_at": (None, now)}, at=now)
    return found


def _clean_name(name: str) -> str:
    """The last part of a name, without what could mislead: folders, control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, dot, extension = clean.rpartition(".")
    if not stem:
        raise Refused(_("文件名不完整，请带上扩展名"), field="file")
    return f"{stem[: 199 - len(extension)]}{dot}{extension}"


def _check_size(file: File[bytes]) -> None:
    if file.size > settings.FILE_LIMIT:
        limit = settings.FILE_LIMIT // 1024 // 1024
        raise Refused(_("文件超过 %s MB，请压缩或拆分后上传") % limit, field="file")
    if not file.size:
        raise Refused(_("文件是空的，请重新选择"), field="file")


def _stream(file: File[bytes]) -> IO[bytes]:
    stream: IO[bytes] = file.file or file
    return stream


def _keep(file: File[bytes], media_type: str, now: datetime) -> Blob:
    """The content, stored once. The row is locked first, so that cleaning up waits for us."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    sha256 = digest.hexdigest()
    Blob.objects.bulk_create(
        [Blob(sha256=sha256, size=file.size, media_type=media_type, created_at=now)],
        ignore_conflicts=True,
    )
    blob = Blob.objects.select_for_update().get(pk=sha256)
    if not default_storage.exists(place_of(sha256)):
        file.seek(0)
        default_storage.save(place_of(sha256), file)
    return blob


def follow_move(*, old: str, new: str) -> None:
    """Carry the copies of paths when a place of the tree moves; called by whoever keeps the tree."""
    rows = Attachment.objects.filter(subtree("path", old))
    rows.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
