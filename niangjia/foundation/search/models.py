"""The index: one row for every name a thing goes by or went by."""

from __future__ import annotations

from django.db import models

from niangjia.foundation.scope import PathField


class Name(models.Model):
    """A name under which something is found. `kind` is its table (`unions.union`).

    `plain` is the name without punctuation; the columns are compared byte by byte, so that a
    beginning is a range. `is_former` marks a name of the past.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    plain = PathField(max_length=200)
    code = PathField(max_length=40, blank=True)
    pinyin = PathField(max_length=200, blank=True)
    initials = PathField(max_length=60, blank=True)
    is_former = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="search_name_object"),
            models.Index(fields=["kind", "plain"], name="search_name_plain"),
            models.Index(fields=["kind", "code"], name="search_name_code"),
            models.Index(fields=["kind", "pinyin"], name="search_name_pinyin"),
            models.Index(fields=["kind", "initials"], name="search_name_initials"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.plain}"
