"""Somebody whose numbers are nobody's business."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.foundation.crypto.fields import DigestField, EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People, seen by readers of their place and by themselves."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "owner_id"
    readers: ClassVar[frozenset[str]] = frozenset({"people.reader", "people.keeper"})


class Person(Row):
    """A person with a number and a phone; two numbers of different certificates may look alike."""

    path = PathField(blank=True)
    owner_id = models.BigIntegerField(null=True, blank=True)
    name = models.CharField("姓名", max_length=20)
    number_type = models.CharField("证件类型", max_length=3, default="111")
    number_digest = DigestField(of="number", within="number_type", unique=True)
    number = EncryptedField("证件号码", kind=Kind.ID_NUMBER, max_length=18, blank=True)
    mobile = EncryptedField("手机号", kind=Kind.MOBILE, max_length=11, blank=True)
    mobile_digest = DigestField(of="mobile", db_index=True)

    objects = PersonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
