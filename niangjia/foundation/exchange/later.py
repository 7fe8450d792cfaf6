"""Sending a large export into the background."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.scope import Actor

from .exports import ask_export
from .jobs import write_export


@transaction.atomic
def export_later(
    *,
    actor: Actor,
    exporter_key: str,
    params: Mapping[str, Any],
    reason: str = "",
    reveal: bool = False,
    now: datetime,
) -> Progress:
    """Write a ledger in the background; redirect to `jobs:status` of what is returned.

    `params` are plain words and numbers the exporter's `produce` understands, such as its filters.
    Raises Missing, and Refused where full values are asked for without a reason.
    """
    asked = ask_export(
        actor=actor,
        exporter_key=exporter_key,
        params=params,
        reason=reason,
        reveal=reveal,
        now=now,
    )
    title = _("导出 %(name)s") % {"name": asked.file_name}
    return jobs.start(actor=actor, title=title, task=write_export, now=now, export_id=asked.pk)
