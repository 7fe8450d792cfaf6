"""Showing a full value once, for a reason that is kept (rules §11.1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.foundation import clock
from niangjia.foundation.audit import origin
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters.keys import REVEAL_PER_HOUR
from niangjia.foundation.scope import Actor

from .models import Disclosure
from .purposes import check_purpose
from .registry import find_revealing
from .sealed import Sealed

HOUR = timedelta(hours=1)


@transaction.atomic
def reveal(
    *,
    actor: Actor,
    kind: str,
    row_id: int,
    field: str,
    purpose: str,
    note: str = "",
    now: datetime,
) -> str:
    """The full value of a field, and a line about it for the auditor. Raises Missing, Refused.

    Refused without a purpose, and beyond so many looks of one person an hour (PARAM).
    """
    found, row = find_revealing(actor, kind, row_id, field)
    check_purpose(purpose, note)
    _check_rate(actor, now)
    value = getattr(row, field)
    text = value.open() if isinstance(value, Sealed) else str(value or "")
    if not text:
        raise Refused(_("没有登记%(label)s") % {"label": found.label})
    line = _line(actor, row, field, purpose, note.strip(), now)
    line.save(force_insert=True)
    audit.unmasked(actor, row, field, line.why, at=now)
    return text


def _line(actor: Actor, row: Any, field: str, purpose: str, note: str, now: datetime) -> Disclosure:
    return Disclosure(
        recorded_at=clock.real_now(),
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name[:60],
        post_id=actor.post_id,
        path=audit.path_of(row) or actor.here,
        kind=row._meta.label,
        row_id=str(row.pk)[:40],
        label=str(row)[:200],
        field=field,
        purpose=purpose,
        note=note[:200],
        ip=origin.current.get().ip,
    )


def _check_rate(actor: Actor, now: datetime) -> None:
    """Counted by the machine's time; two looks at the same moment wait for each other."""
    get_user_model()._default_manager.select_for_update().filter(pk=actor.user_id).first()
    most = REVEAL_PER_HOUR.value(on=timezone.localdate(now))
    since = clock.real_now() - HOUR
    looks = Disclosure.objects.filter(actor_id=actor.user_id, recorded_at__gt=since)
    times = list(looks.order_by("-recorded_at").values_list("recorded_at", flat=True)[:most])
    if len(times) < most:
        return
    wait = times[-1] - since
    told = {"n": most, "minutes": -(-wait // timedelta(minutes=1))}
    raise Refused(
        _(
            "一小时内最多查看 %(n)s 次完整信息，请 %(minutes)s 分钟后再试；需要成批使用的，请填写用途后导出"
        )
        % told
    )
