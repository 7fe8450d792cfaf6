"""Entering the yearly notice and correcting it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from . import days, policy
from .enums import DayType
from .events import CalendarChanged
from .models import CalendarDay


@transaction.atomic
def set_day(
    *,
    actor: Actor,
    date: datetime.date,
    type: str,
    name: str,
    statutory: bool = False,
    source: str = "",
    now: datetime.datetime,
) -> CalendarDay:
    """Say what one day is, or correct what was said. Refused for others than the administrators."""
    _check_may(actor)
    if type == DayType.MAKEUP_WORKDAY and date.weekday() < days.SATURDAY:
        raise Refused(_("周一至周五本来就上班，调休上班日只能是周六或周日"), field="date")
    day = CalendarDay.objects.select_for_update().filter(date=date).first()
    verb = "correct_day" if day else "enter_day"
    day = day or CalendarDay(date=date)
    day.type, day.name, day.statutory, day.source = type, name, statutory, source
    ledger.save(day, actor=actor, verb=verb, at=now)
    _announce(date.year)
    return day


@transaction.atomic
def remove_day(*, actor: Actor, date: datetime.date, now: datetime.datetime) -> None:
    """Take a day out again: it follows the week. Raises Missing where nothing was said of it."""
    _check_may(actor)
    day = CalendarDay.objects.select_for_update().filter(date=date).first()
    if day is None:
        raise Missing
    before = {name: (getattr(day, name), None) for name in ("date", "type", "name", "source")}
    audit.record(actor, "remove_day", day, changes=before, at=now)
    day.delete()
    _announce(date.year)


def _check_may(actor: Actor) -> None:
    if not policy.can_edit(actor, None):
        raise Refused(_("节假日安排由全国或省级的系统管理员维护"))


def _announce(year: int) -> None:
    days.table.forget()
    publish(CalendarChanged(year=year))
