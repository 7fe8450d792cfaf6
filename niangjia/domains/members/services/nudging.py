"""Pressing for an answer (催办): once a day, with its time, and whoever must answer hears of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import WAITING
from niangjia.domains.members.events.joining import ApplicationNudged
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import applications as selectors
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor


@transaction.atomic
def nudge(*, actor: Actor, application_id: int, now: datetime) -> Application:
    """The person, or a union above, presses the one that has it.

    Raises Stale once it is answered, Refused where it was pressed for today, or by the union itself.
    """
    application = selectors.lock_application(actor, application_id)
    if application.state not in WAITING:
        raise Stale(application, "nudge")
    if not policy.can_nudge(actor, application):
        raise Refused(_("只有申请人和上级工会可以催办，本级的请直接办理"))
    if application.nudged_at and localdate(application.nudged_at) == localdate(now):
        raise Refused(
            _("今天 %(time)s 已催办过，工会已收到提醒")
            % {"time": f"{localtime(application.nudged_at):%H:%M}"}
        )
    application.nudged_at = now
    ledger.save(application, actor=actor, verb="nudge", at=now)
    publish(ApplicationNudged(application.pk, now))
    return application
