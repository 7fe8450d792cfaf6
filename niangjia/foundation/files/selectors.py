"""Questions about files."""

from __future__ import annotations

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

from . import owners
from .models import Attachment


def attachments_of(kind: str, row_id: int) -> QuerySet[Attachment]:
    """The files of a row, for whoever was shown the row itself."""
    return Attachment.objects.of(kind, row_id).select_related("blob")


def attachments_of_many(kind: str, row_ids: list[int]) -> dict[int, list[Attachment]]:
    """The files of many rows in one question."""
    found: dict[int, list[Attachment]] = {row_id: [] for row_id in row_ids}
    rows = Attachment.objects.attached().filter(owner_kind=kind, owner_id__in=row_ids)
    for attachment in rows.select_related("blob").order_by("pk"):
        found[attachment.owner_id].append(attachment)
    return found


def find_attachment(actor: Actor, pk: int) -> Attachment:
    """One file, if the room that owns its row lets this person read it."""
    found = Attachment.objects.attached().select_related("blob").filter(pk=pk).first()
    if found is None or not owners.may_read(actor, found.owner_kind, found.owner_id):
        raise Missing
    return found


def open_content(attachment: Attachment) -> File[bytes]:
    """The content, to be read; the caller has asked whether it may be."""
    return default_storage.open(attachment.blob.place)
