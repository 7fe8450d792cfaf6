"""Attaching, taking off, storing once."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.files import selectors, services
from niangjia.foundation.files.models import Attachment, Blob

from .conftest import PDF, PNG, ROW, named


@pytest.fixture
def attach(reader, noon):
    def attach(name="证明.pdf", content=PDF, row=ROW):
        return services.upload(
            actor=reader,
            file=named(name, content),
            owner_kind="test.row",
            owner_id=row,
            now=noon,
            path="00001",
        )

    return attach


def test_upload_keeps_name_content_and_place(attach, reader, noon):
    attachment = attach()

    assert (attachment.name, attachment.path) == ("证明.pdf", "00001")
    assert (attachment.blob.size, attachment.blob.media_type) == (len(PDF), "application/pdf")
    with selectors.open_content(attachment) as content:
        assert content.read() == PDF
    assert list(selectors.attachments_of("test.row", ROW)) == [attachment]
    assert AuditEntry.objects.get().changes == {"sha256": [None, attachment.blob_id]}


def test_the_same_content_is_stored_once(attach):
    first, second = attach("甲.pdf"), attach("乙.pdf")

    assert first.blob_id == second.blob_id
    assert Blob.objects.count() == 1
    folder = "/".join(first.blob.place.split("/")[:-1])
    assert default_storage.listdir(folder) == ([], [first.blob_id])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\秘密.pdf", "秘密.pdf"),
        ("/etc/证明.pdf", "证明.pdf"),
        ("证\u202e明\r\n.pdf", "证明.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_upload_cleans_names(reader, noon, name, kept):
    attachment = services.upload_bytes(
        actor=reader, content=PDF, name=name, owner_kind="test.row", owner_id=ROW, now=noon
    )

    assert attachment.name == kept


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "空的"), (PDF + b"0" * 2000, "超过 0 MB"), (PNG, "不符")]
)
def test_upload_refuses_and_keeps_nothing(attach, settings, content, words):
    settings.FILE_LIMIT = 1000

    with pytest.raises(Refused, match=words):
        attach(content=content)

    assert (Attachment.objects.count(), Blob.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == 0


def test_detach_hides_the_file_and_leaves_a_trace(attach, reader, noon):
    attachment = attach()

    services.detach(actor=reader, attachment_id=attachment.pk, now=noon)

    assert list(selectors.attachments_of("test.row", ROW)) == []
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["attach", "detach"]
    with pytest.raises(Missing):
        selectors.find_attachment(reader, attachment.pk)


def test_detach_by_somebody_else_finds_nothing(attach, stranger, noon):
    attachment = attach()

    with pytest.raises(Missing):
        services.detach(actor=stranger, attachment_id=attachment.pk, now=noon)

    attachment.refresh_from_db()
    assert attachment.detached_at is None


def test_attachments_of_many_asks_once(attach, django_assert_num_queries):
    first, second = attach("甲.pdf", PDF, 1), attach("乙.png", PNG, 2)

    with django_assert_num_queries(1):
        found = selectors.attachments_of_many("test.row", [1, 2, 3])

    assert found == {1: [first], 2: [second], 3: []}


def test_files_follow_a_place_that_moves(attach):
    attachment = attach()

    services.follow_move(old="00001", new="0000200003")

    attachment.refresh_from_db()
    assert attachment.path == "0000200003"
