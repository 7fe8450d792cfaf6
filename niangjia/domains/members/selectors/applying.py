"""The ledger of applications (入会申请台账): conditions, views, rows of one page, lights."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import WAITING
from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.models import Application
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.calendar import lights
from niangjia.foundation.calendar.days import Due, is_working_day
from niangjia.foundation.calendar.enums import Light, TermUnit
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui import dates
from niangjia.foundation.web.keyset import Count, Counting, KeyPage, key_page

VIEWS: dict[str, str | Promise] = {
    "submitted": _("待审批"),
    "pooled": _("待分配"),
    "returned": _("退回补充"),
    "late": _("超期"),
    "done": _("已办结"),
    "all": _("全部"),
}
DONE = (S.APPROVED, S.REJECTED, S.WITHDRAWN)
WITH = ("person", "union", "poster")
ORDERS = {
    "": ("due_on", "pk"),
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "sent": ("submitted_at", "pk"),
    "-sent": ("-submitted_at", "-pk"),
}
LATEST_FIRST = ("-pk",)
LOOKS = {
    Light.OVERDUE: ("danger", "alert-triangle"),
    Light.DUE_SOON: ("warn", "clock-hour-4"),
    Light.ON_TIME: ("ok", "circle-check"),
    Light.PROVISIONAL: ("mute", "clock-pause"),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the ledger is asked for; `below` and `union` are ids, `code` that of a poster's row."""

    q: str = ""
    view: str = "submitted"
    below: int | None = None
    way: str = ""
    nef_group: str = ""
    poster: int | None = None
    mine: bool = False
    sent_from: date | None = None
    sent_to: date | None = None
    sort: str = ""


def conditions_of(params: Mapping[str, Any]) -> Conditions:
    """The conditions of plain words again; what is not understood is left out."""
    kept: dict[str, Any] = {
        name: str(params[name]) for name in ("q", "way", "nef_group", "sort") if params.get(name)
    }
    for name in ("below", "poster"):
        if str(params.get(name) or "").isdecimal():
            kept[name] = int(params[name])
    for name in ("sent_from", "sent_to"):
        with suppress(ValueError):
            kept[name] = date.fromisoformat(str(params.get(name, "")))
    if params.get("view") in VIEWS:
        kept["view"] = params["view"]
    kept.setdefault("view", "all")
    return Conditions(**kept, mine=bool(params.get("mine")))


def _in_view(view: str, today: date) -> Q:
    """The condition of a view."""
    return {
        "submitted": Q(state=S.SUBMITTED),
        "pooled": Q(state=S.POOLED),
        "returned": Q(state=S.RETURNED),
        "late": Q(state__in=WAITING, due_on__lt=today),
        "done": Q(state__in=DONE),
    }.get(view, Q())


def _meeting(actor: Actor, wanted: Conditions) -> QuerySet[Application]:
    """The rows all views are cut from."""
    rows = Application.objects.visible_to(actor)
    # What one wrote down may have gone to the pool of the county above.
    rows = rows if wanted.mine else rows.within(_place(actor, wanted))
    exact = {
        "way": wanted.way,
        "nef_group": wanted.nef_group,
        "poster": wanted.poster,
        "submitted_at__date__gte": wanted.sent_from,
        "submitted_at__date__lte": wanted.sent_to,
        "entered_by": actor.user_id if wanted.mine else None,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return rows.filter(_named(wanted.q)) if wanted.q else rows


def _place(actor: Actor, wanted: Conditions) -> str:
    """The path of the union chosen, or of where one stands."""
    chosen = unions.seen_union(actor, wanted.below) if wanted.below else None
    return chosen.path if chosen else actor.here


def _named(words: str) -> Q:
    """By name, place of work, or the number somebody names on the phone (R00000012)."""
    found = Q(person__name__contains=words) | Q(work_unit__contains=words)
    number = words.upper().removeprefix("R")
    if number.isdecimal() and number.isascii() and len(number) <= 12:
        found |= Q(pk=int(number))
    return found


def application_rows(actor: Actor, wanted: Conditions, today: date) -> QuerySet[Application]:
    """The applications that meet the conditions and the view."""
    return _meeting(actor, wanted).filter(_in_view(wanted.view, today))


def application_page(
    actor: Actor, wanted: Conditions, today: date, cursor: str = "", size: int = 20
) -> KeyPage[Application]:
    """One page: what waits by its day, what is done the latest first."""
    rows = application_rows(actor, wanted, today).select_related(*WITH)
    usual = LATEST_FIRST if wanted.view in {"done", "all"} else ORDERS[""]
    order = ORDERS.get(wanted.sort, usual) if wanted.sort else usual
    return key_page(rows, order, cursor, size)


def view_counts(actor: Actor, wanted: Conditions, today: date) -> dict[str, Count]:
    """How many rows each view holds, no further than the cap, in one statement."""
    rows = _meeting(actor, wanted)
    return Counting.of({view: rows.filter(_in_view(view, today)) for view in VIEWS}).counts()


@dataclass(slots=True)
class Clock:
    """The lights of one page: rows due on the same day are asked about once."""

    today: date
    threshold: lights.Threshold
    known: dict[date, dates.Due] = field(default_factory=dict)

    def shown(self, row: Application) -> dates.Due | None:
        """The light of an application in words; none while it is with the person."""
        if row.state in DONE and row.decided_at:
            words = lights.words(None, self.today, done_on=localdate(row.decided_at))
            return dates.Due(words, "mute", "check", done=True)
        if row.state not in WAITING or row.due_on is None:
            return None
        if row.due_on not in self.known:
            self.known[row.due_on] = self._light(row.due_on)
        return self.known[row.due_on]

    def _light(self, on: date) -> dates.Due:
        due = Due(on, is_working_day(on).provisional)
        level, icon = LOOKS[lights.light(due, self.today, self.threshold)]
        words = lights.words(due, self.today, unit=TermUnit.WORKING_DAYS)
        late = self.today > on  # late is late on days of rest too
        days = lights.days_left(due, self.today, TermUnit.DAYS if late else TermUnit.WORKING_DAYS)
        return dates.Due(words, level, icon, dates.date_cn(on, self.today), days)


def clock(today: date) -> Clock:
    """The lights of today; yellow at so many working days left (PARAM members.soon_working_days)."""
    days = keys.JOINING_SOON_DAYS.value("", today)
    return Clock(today, lights.Threshold(days, TermUnit.WORKING_DAYS))
