"""Who gets the content, and how it is handed over."""

from __future__ import annotations

import pytest
from django.urls import reverse

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.files import services

from .conftest import JPG, PDF, ROW, docx


@pytest.fixture
def download(signed_in, reader, noon):
    def download(content=PDF, name="先进县级工会决定.pdf", who=reader, query=""):
        attachment = services.upload_bytes(
            actor=reader, content=content, name=name, owner_kind="test.row", owner_id=ROW, now=noon
        )
        return signed_in(who).get(reverse("files:download", args=[attachment.pk]) + query)

    return download


def test_a_file_is_saved_under_its_chinese_name(download):
    answer = download()

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%85%88")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(verb="download").count() == 1


def test_a_picture_may_be_shown(download):
    answer = download(JPG, "现场.jpg", query="?show=1")

    assert b"".join(answer.streaming_content) == JPG
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Type"] == "image/jpeg"


def test_an_office_file_is_never_shown(download):
    answer = download(docx(), "请示.docx", query="?show=1")

    assert b"".join(answer.streaming_content) == docx()
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_stranger_is_told_there_is_nothing(download, stranger):
    answer = download(who=stranger)

    assert answer.status_code == 404
    assert "先进县级工会" not in answer.text
    assert AuditEntry.objects.filter(verb="download").count() == 0
