"""The roll (会员名册): conditions, views, rows of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import COUNTED, MembershipState, NefGroup
from niangjia.domains.members.models import Membership
from niangjia.domains.members.models.memberships import MembershipQuerySet
from niangjia.domains.members.policy.roles import READERS
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.habits.declaring import ledger
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.web.keyset import Count, Counting, KeyPage, key_page
from niangjia.foundation.web.picking import LONGEST

from . import search

LEDGER = ledger(
    "members",
    route="members:roll",
    columns={
        "numbers": _("证件和手机"),
        "union": _("所在工会"),
        "work": _("工作单位"),
        "job": _("职业"),
        "joined": _("入会日期"),
        "dues": _("会费缴至"),
        "active": _("最近组织生活"),
        "way": _("入会途径"),
        "mode": _("入会模式"),
        "skill": _("技能等级"),
    },
    usual=("numbers", "union", "work", "job", "joined", "dues"),
)
VIEWS: dict[str, str | Promise] = {
    "counted": _("在籍"),
    "leaving": _("接转中"),
    "retained": _("保留会籍"),
    "nef": _("新就业形态"),
    "moved": _("已转出"),
    "gone": _("已离会"),
    "all": _("全部"),
}
GONE = (
    MembershipState.WITHDRAWN,
    MembershipState.LAPSED,
    MembershipState.EXPELLED,
    MembershipState.DECEASED,
)
IN_VIEW: dict[str, Q] = {
    "counted": Q(state__in=sorted(COUNTED)),
    "leaving": Q(state=MembershipState.LEAVING),
    "retained": Q(state=MembershipState.RETAINED),
    "nef": Q(state__in=sorted(COUNTED), nef_group__gt=NefGroup.NONE),
    "moved": Q(state=MembershipState.MOVED),
    "gone": Q(state__in=GONE),
    "all": Q(),
}
ORDERS = {
    "": ("path", "pk"),
    "joined": ("joined_on", "pk"),
    "-joined": ("-joined_on", "-pk"),
}
Reach = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the roll is asked for. `below` is the id of a union, `who` the mark of an exact number."""

    q: str = ""
    who: str = ""
    view: str = "counted"
    below: int | None = None
    group: str = ""
    way: str = ""
    since: date | None = None
    until: date | None = None
    household: str = ""
    sex: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the page and the workbook show it; numbers are masked."""

    pk: int
    person_id: int
    name: str
    number: str
    id_number: str
    mobile: str
    union: str
    union_id: int
    work: str
    department: str
    job: str
    group: str
    joined_on: date
    dues_until: date | None
    active_on: date | None
    way: str
    mode: str
    skill: str
    state: str
    state_level: str
    is_open: bool


def conditions_of(params: Mapping[str, Any]) -> Conditions:
    """The conditions of plain words, as a job keeps them; what is not understood is left out."""
    words = ("q", "who", "group", "way", "household", "sex", "sort")
    kept: dict[str, Any] = {name: str(params[name]) for name in words if params.get(name)}
    if (below := str(params.get("below") or "")).isdecimal() and len(below) < LONGEST:
        kept["below"] = int(below)
    if params.get("view") in VIEWS:
        kept["view"] = params["view"]
    for name in ("since", "until"):
        with suppress(ValueError):
            kept[name] = date.fromisoformat(str(params.get(name) or ""))
    return Conditions(**kept)


def roll_rows(actor: Actor, wanted: Conditions) -> QuerySet[Membership]:
    """The rows that meet the conditions, in no order yet."""
    return _rows(_reach(actor), _place(actor, wanted), wanted)


def _rows(reach: Reach, place: str, wanted: Conditions) -> QuerySet[Membership]:
    rows = _seen(reach).within(place).filter(IN_VIEW[wanted.view])
    given = {
        "nef_group": wanted.group,
        "way": wanted.way,
        "person__household": wanted.household,
        "person__sex": wanted.sex,
        "joined_on__gte": wanted.since,
        "joined_on__lte": wanted.until,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if wanted.who:
        rows = rows.filter(search.with_mark(wanted.who))
    return rows.filter(person__in=search.named(wanted.q)) if wanted.q else rows


def _reach(actor: Actor) -> Reach:
    """The paths a person reads below, None for the system. One's own row is not a roll."""
    return None if actor.user_id == SYSTEM.user_id else tuple(actor.paths(READERS))


def _seen(reach: Reach) -> MembershipQuerySet:
    rows: MembershipQuerySet = Membership.objects.in_roll()
    return rows if reach is None else rows.within_any(reach)


def _place(actor: Actor, wanted: Conditions) -> str:
    """The path of the union chosen, or of where one stands."""
    found = unions.unions_among([wanted.below]) if wanted.below else []
    return found[0].path if found else actor.here


def view_counts(actor: Actor, wanted: Conditions, *, only_these: bool = False) -> dict[str, Count]:
    """How many rows each view has under no other condition; under "" those that meet them all."""
    bare = Conditions(view=wanted.view, below=wanted.below, sort=wanted.sort)
    these = None if wanted == bare and not only_these else wanted
    place = _place(actor, wanted)
    found = _counting(_reach(actor), place, not only_these, these).counts()
    return found if these else {**found, "": found[wanted.view]}


@lru_cache(1024)
def _counting(reach: Reach, place: str, views: bool, these: Conditions | None) -> Counting:
    """The statement that counts: writing it takes longer than asking it."""
    rows = _seen(reach).within(place)
    asked = {view: rows.filter(IN_VIEW[view]) for view in VIEWS if views}
    return Counting.of(asked | ({"": _rows(reach, place, these)} if these else {}))


def roll_page(actor: Actor, wanted: Conditions, cursor: str = "", size: int = 20) -> KeyPage[Line]:
    """One page of lines: the keys of the page first, then what hangs on them."""
    page = membership_page(actor, wanted, cursor, size)
    return KeyPage(lines(actor, page.rows), page.before, page.after)


def membership_page(
    actor: Actor, wanted: Conditions, cursor: str = "", size: int = 20
) -> KeyPage[Membership]:
    """The same page as rows of the table."""
    order = ORDERS.get(wanted.sort, ORDERS[""])
    keys = key_page(
        roll_rows(actor, wanted).values(*{"pk", *(name.lstrip("-") for name in order)}),
        order,
        cursor,
        size,
    )
    rows = Membership.objects.select_related("person", "union", "employer")
    whole = rows.in_bulk([row["pk"] for row in keys.rows])
    return KeyPage([whole[row["pk"]] for row in keys.rows], keys.before, keys.after)


def lines(actor: Actor, rows: Iterable[Membership]) -> list[Line]:
    """Rows as lines; the page of a person who has gone elsewhere does not open."""
    tops = None if actor.user_id == SYSTEM.user_id else tuple(actor.paths(READERS))
    return [_line(row, tops) for row in rows]


def _line(row: Membership, tops: Reach) -> Line:
    person = row.person
    return Line(
        pk=row.pk,
        person_id=row.person_id,
        name=person.name,
        number=row.number,
        id_number=person.id_number.masked,
        mobile=person.mobile.masked,
        union=row.union.name,
        union_id=row.union_id,
        work=row.work_unit or (row.employer.name if row.employer else ""),
        department=row.department,
        job=row.occupation,
        group=row.get_nef_group_display() if row.nef_group else "",
        joined_on=row.joined_on,
        dues_until=row.dues_until,
        active_on=row.active_on,
        way=row.get_way_display(),
        mode=row.get_nef_mode_display() if row.nef_mode else "",
        skill=row.get_skill_level_display() if row.skill_level else "",
        state=row.state_label,
        state_level=row.state_level,
        is_open=tops is None or bool(person.path and person.path.startswith(tops)),
    )
