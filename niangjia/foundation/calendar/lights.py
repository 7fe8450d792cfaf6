"""How a matter stands against its deadline, as a light and in the words of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import gettext as _

from . import days
from .days import Due
from .enums import Light, TermUnit


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a matter turns yellow: so many days left, or the last share of its time (rules §7.5).

    The default holds for ordinary matters; each kind of matter may bring its own.
    """

    days: int = 3
    unit: TermUnit = TermUnit.DAYS
    share_percent: int = 0


ORDINARY = Threshold()
MEDIATION = Threshold(days=5)
SUPERVISION = Threshold(days=3, unit=TermUnit.WORKING_DAYS, share_percent=20)


def light(
    due: Due | None,
    today: date,
    threshold: Threshold | int = ORDINARY,
    *,
    start: date | None = None,
    done_on: date | None = None,
) -> Light:
    """The light of a matter due then; no due day means that its clock stands still.

    Overdue and due soon are said of provisional days too; what seems on time is then provisional.
    `start` is needed where the threshold speaks of a share of the time.
    """
    if done_on is not None:
        return Light.DONE
    if due is None:
        return Light.PAUSED
    if today > due.on:
        return Light.OVERDUE
    limit = Threshold(days=threshold) if isinstance(threshold, int) else threshold
    if _is_near(due, today, limit) or _in_last_share(due, today, limit, start):
        return Light.DUE_SOON
    return Light.PROVISIONAL if due.provisional else Light.ON_TIME


def words(
    due: Due | None,
    today: date,
    *,
    unit: TermUnit = TermUnit.DAYS,
    done_on: date | None = None,
) -> str:
    """The same in words: 已超期 2 天, 剩 5 个工作日, 今天到期, 计时暂停, 已于11月18日办结."""
    if done_on is not None:
        return _("已于%(day)s办结") % {"day": day_words(done_on, today)}
    if due is None:
        return _("计时暂停")
    said = _running_words(due, today, unit)
    return _("%(said)s（暂定）") % {"said": said} if due.provisional else said


def days_left(due: Due, today: date, unit: TermUnit = TermUnit.DAYS) -> int:
    """Days from today to the due day in its own unit; 0 on the day itself, negative after it."""
    if unit == TermUnit.WORKING_DAYS:
        return days.working_days_between(today, due.on).days
    return (due.on - today).days


def day_words(day: date, today: date) -> str:
    """11月18日, with the year where it is another."""
    form = (
        _("%(month)s月%(day)s日") if day.year == today.year else _("%(year)s年%(month)s月%(day)s日")
    )
    return form % {"year": day.year, "month": day.month, "day": day.day}


def _is_near(due: Due, today: date, limit: Threshold) -> bool:
    """Whether no more days than the threshold are left. What is far off is not counted day by day:
    no run of holidays eats a month.
    """
    if (due.on - today).days > 2 * limit.days + 30:
        return False
    return days_left(due, today, limit.unit) <= limit.days


def _running_words(due: Due, today: date, unit: TermUnit) -> str:
    if today > due.on:  # late is late on days of rest too
        return _("已超期 %(n)s 天") % {"n": (today - due.on).days}
    if today == due.on:
        return _("今天到期")
    form = _("剩 %(n)s 个工作日") if unit == TermUnit.WORKING_DAYS else _("剩 %(n)s 天")
    return form % {"n": days_left(due, today, unit)}


def _in_last_share(due: Due, today: date, limit: Threshold, start: date | None) -> bool:
    """Whether at most the given share of the whole time is left."""
    if not limit.share_percent or start is None:
        return False
    whole = (due.on - start).days
    return (due.on - today).days <= ceil(whole * limit.share_percent / 100)
