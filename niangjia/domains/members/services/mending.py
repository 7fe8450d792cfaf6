"""Mending an application that was handed in, as long as nobody has decided on it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import WAITING, ApplicationState
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import applications as selectors
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from . import joining


@transaction.atomic
def change(
    *,
    actor: Actor,
    application_id: int,
    version: int,
    work_unit: str,
    occupation: str,
    now: datetime,
) -> Application:
    """Write down another work unit or occupation; what was sent back is handed in again with it.

    Raises Refused once it is decided, Stale where somebody else changed it meanwhile.
    """
    application = selectors.lock_application(actor, application_id)
    if application.state == ApplicationState.RETURNED:
        return joining.send_again(
            actor=actor,
            application_id=application_id,
            version=version,
            work_unit=work_unit,
            occupation=occupation,
            now=now,
        )
    if application.state not in WAITING or not policy.can_follow_up(actor, application):
        raise Refused(_("申请已经办结，不能再修改"))
    application.work_unit, application.occupation = work_unit.strip(), occupation.strip()
    verb = "change_application"
    return ledger.save(application, actor=actor, verb=verb, at=now, expect=version)
