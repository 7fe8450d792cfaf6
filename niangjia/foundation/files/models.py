"""Files: what was uploaded, once, and who it belongs to."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.scope import PathField

from .kinds import KNOWN


class Blob(models.Model):
    """Some content, stored once however often it is uploaded; its address is its digest."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256

    @property
    def place(self) -> str:
        """Where the content lies in the storage."""
        return place_of(self.sha256)


def place_of(sha256: str) -> str:
    """Where content of this digest lies."""
    return f"blobs/{sha256[:2]}/{sha256[2:4]}/{sha256}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files of rows."""

    def attached(self) -> Self:
        """Not taken off."""
        return self.filter(detached_at=None)

    def of(self, kind: str, row_id: int) -> Self:
        """The files of one row, in the order they came."""
        return self.filter(owner_kind=kind, owner_id=row_id, detached_at=None).order_by("pk")


class Attachment(models.Model):
    """A file of a row (附件). Taking it off keeps it for a while, for whoever was too quick."""

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    owner_kind = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    path = PathField(blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    detached_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="files_of_row"),
            models.Index(
                fields=["detached_at"],
                name="files_detached",
                condition=Q(detached_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def icon(self) -> str:
        """Name of its picture: pdf, image, sheet, word, other."""
        media_type = self.blob.media_type
        return next((k.icon for k in KNOWN.values() if k.media_type == media_type), "other")
