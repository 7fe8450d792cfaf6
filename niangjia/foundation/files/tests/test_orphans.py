"""What is removed, and what is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from niangjia.foundation import clock
from niangjia.foundation.files import services
from niangjia.foundation.files.models import Attachment, Blob, place_of
from niangjia.foundation.files.orphans import remove_orphans

from .conftest import PDF, ROW


@pytest.fixture
def attachment(reader, noon):
    return services.upload_bytes(
        actor=reader, content=PDF, name="证.pdf", owner_kind="test.row", owner_id=ROW, now=noon
    )


def test_what_is_attached_stays(attachment, noon):
    assert remove_orphans(noon + timedelta(days=900), clock.real_now()) == 0
    assert default_storage.exists(attachment.blob.place)


def test_what_was_taken_off_is_removed_after_thirty_days(attachment, reader, noon):
    services.detach(actor=reader, attachment_id=attachment.pk, now=noon)

    assert remove_orphans(noon + timedelta(days=30), clock.real_now()) == 0
    assert remove_orphans(noon + timedelta(days=31), clock.real_now()) == 1
    assert (Attachment.objects.count(), Blob.objects.count()) == (0, 0)
    assert not default_storage.exists(attachment.blob.place)


def test_content_somebody_else_still_has_stays(attachment, reader, noon):
    services.upload_bytes(
        actor=reader, content=PDF, name="证.pdf", owner_kind="test.row", owner_id=8, now=noon
    )
    services.detach(actor=reader, attachment_id=attachment.pk, now=noon)

    assert remove_orphans(noon + timedelta(days=31), clock.real_now()) == 0
    assert default_storage.exists(attachment.blob.place)


@pytest.mark.parametrize(("hours", "removed"), [(23, 0), (25, 1)])
def test_content_of_a_rolled_back_upload_is_removed_after_a_day(db, noon, hours, removed):
    place = default_storage.save(place_of("c" * 64), ContentFile(b"x"))

    found = remove_orphans(noon, clock.real_now() + timedelta(hours=hours))

    assert found == removed
    assert default_storage.exists(place) is not bool(removed)
    assert Blob.objects.count() == 0
    default_storage.delete(place)
