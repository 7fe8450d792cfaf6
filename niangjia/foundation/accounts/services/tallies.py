"""Counting how often: exact under many at once, by digest only, in spans that begin on the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from niangjia.foundation.accounts.models import Tally


@transaction.atomic
def add(kind: str, whose: str, span: timedelta, now: datetime) -> int:
    """One more; returns how many there are in the span that holds `now`.

    The row stays locked until the caller's transaction ends: who comes next counts after it.
    """
    told = f"{kind}:{int(span.total_seconds())}:{whose}"
    digest = salted_hmac("niangjia.accounts.tally", told, algorithm="sha256").hexdigest()
    since = datetime.fromtimestamp(
        now.timestamp() // span.total_seconds() * span.total_seconds(), tz=now.tzinfo
    )
    row, _made = Tally.objects.get_or_create(digest=digest, since=since)
    Tally.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return Tally.objects.values_list("count", flat=True).get(pk=row.pk)
