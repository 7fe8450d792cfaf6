"""What time alone brings about: unanswered applications go up, unanswered transfers go back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from niangjia.domains.members.enums.memberships import TransferState
from niangjia.domains.members.events.joining import ApplicationEscalated
from niangjia.domains.members.models import Application, Transfer
from niangjia.foundation import ledger
from niangjia.foundation.events import publish
from niangjia.foundation.scope import SYSTEM


def overdue_applications(now: datetime) -> list[int]:
    """Applications past their day that nobody above has heard of yet."""
    rows = Application.objects.overdue(localdate(now)).filter(escalated_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def escalate(*, application_id: int, now: datetime) -> None:
    """The next higher union hears of an application that waits too long, once, and may decide it."""
    rows = Application.objects.overdue(localdate(now)).filter(escalated_at=None)
    application = rows.select_for_update(of=("self",)).filter(pk=application_id).first()
    if application is None:
        return
    application.escalated_at = now
    ledger.save(application, actor=SYSTEM, verb="escalate", at=now)
    publish(ApplicationEscalated(application.pk, now))


def overdue_transfers(now: datetime) -> list[int]:
    """Transfers nobody answered in time."""
    rows = Transfer.objects.filter(state=TransferState.REQUESTED, due_on__lt=localdate(now))
    return list(rows.order_by("pk").values_list("pk", flat=True))
