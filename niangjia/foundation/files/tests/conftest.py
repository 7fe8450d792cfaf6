"""Small true files of each type, and a row whose files somebody may read."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

from niangjia.foundation.accounts.models import User
from niangjia.foundation.files import owners
from niangjia.foundation.scope import Actor

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20
ROW = 7


def packed(**members: bytes) -> bytes:
    """A packed file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def docx() -> bytes:
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def xlsx() -> bytes:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def reader(db) -> Actor:
    """Somebody who may read and change the row."""
    return Actor(User.objects.create(username="reader", name="读者").pk, frozenset(), "读者")


@pytest.fixture
def stranger(db) -> Actor:
    """Somebody who may not."""
    return Actor(User.objects.create(username="other", name="旁人").pk, frozenset(), "旁人")


@pytest.fixture(autouse=True)
def owned(reader, monkeypatch):
    """Rows of kind `test.row` are the reader's."""
    monkeypatch.setattr(owners, "_owners", {})

    def mine(actor: Actor, row_id: int) -> bool:
        return actor.user_id == reader.user_id and row_id == ROW

    owners.register("test.row", may_read=mine, may_change=mine)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """A real folder of this test's own."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    place["OPTIONS"] = {"location": str(tmp_path)}
    settings.STORAGES = settings.STORAGES | {"default": place}
