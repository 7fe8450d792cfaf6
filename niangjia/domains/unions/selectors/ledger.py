"""The ledger of unions (组织管理台账): conditions, views, rows of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import Level, PostKind, UnionKind, UnionState
from niangjia.domains.unions.models import Tenure, Term, Union
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.keyset import Count, KeyPage, count_to, key_page

from .boards import terms_due_by
from .search import named
from .then import as_they_were, moves_after, path_then, unions_as_of

VIEWS: dict[str, str | Promise] = {
    "all": _("全部"),
    "preparing": _("筹备"),
    "due": _("任期将满"),
    "incomplete": _("班子不全"),
    "dormant": _("有名无实"),
    "ended": _("已撤并"),
}
ORDERS = {
    "": ("path",),
    "name": ("pinyin", "pk"),
    "-name": ("-pinyin", "-pk"),
    "members": ("members", "pk"),
    "-members": ("-members", "-pk"),
    "workers": ("workers", "pk"),
    "-workers": ("-workers", "-pk"),
}
COLUMNS = (
    "pk",
    "path",
    "pinyin",
    "code",
    "name",
    "level",
    "kind",
    "parent__name",
    "workers",
    "members",
    "state",
    "is_dormant",
    "is_board_complete",
    "founded_on",
    "phone",
    "address",
)
ENDED = [UnionState.MERGED, UnionState.DISSOLVED, UnionState.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the ledger is asked for; `below` is the id of a union, `on` a day of the past."""

    q: str = ""
    view: str = "all"
    level: int | None = None
    kind: str = ""
    state: str = ""
    below: int | None = None
    on: date | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the page shows it."""

    pk: int
    code: str
    name: str
    level_tag: str | Promise
    kind: str | Promise
    parent: str
    workers: int
    members: int
    state: str | Promise
    state_level: str
    chair: str
    due_on: date | None
    board: bool | None
    founded_on: date | None
    phone: str
    address: str


def conditions_of(params: Mapping[str, Any]) -> Conditions:
    """The conditions of plain words, as a job keeps them; what is not understood is left out."""
    kept: dict[str, Any] = {
        name: str(params[name]) for name in ("q", "kind", "state", "sort") if params.get(name)
    }
    for name in ("level", "below"):
        if str(params.get(name) or "").isdecimal():
            kept[name] = int(params[name])
    if params.get("view") in VIEWS:
        kept["view"] = params["view"]
    if day := params.get("on"):
        kept["on"] = date.fromisoformat(str(day))
    return Conditions(**kept)


def ledger_rows(actor: Actor, wanted: Conditions, today: date) -> QuerySet[Union]:
    """The rows that meet the conditions, in no order yet."""
    rows = _scope(actor, wanted)
    if not wanted.on:
        rows = _in_view(rows, wanted.view, today)
        if wanted.state:
            rows = rows.filter(state=wanted.state)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return named(rows, wanted.q) if wanted.q else rows


def _scope(actor: Actor, wanted: Conditions) -> QuerySet[Union]:
    path = actor.here
    if wanted.below:
        chosen = Union.objects.visible_to(actor).filter(pk=wanted.below)
        path = chosen.values_list("path", flat=True).first() or path
    if wanted.on is None:
        return Union.objects.visible_to(actor).within(path)
    return unions_as_of(actor, wanted.on, within=path_then(path, moves_after(wanted.on)))


def _in_view(rows: QuerySet[Union], view: str, today: date) -> QuerySet[Union]:
    if view == "ended":
        return rows.filter(state__in=ENDED)
    rows = rows.filter(state__in=[UnionState.PREPARING, UnionState.ESTABLISHED])
    if view == "preparing":
        return rows.filter(state=UnionState.PREPARING)
    if view == "dormant":
        return rows.filter(is_dormant=True)
    if view == "incomplete":
        return rows.filter(is_board_complete=False)
    if view == "due":
        first, *_rest = keys.REELECTION_WARNING_DAYS.value("", today)
        terms = Term.objects.filter(terms_due_by(today + timedelta(days=first)))
        return rows.filter(Exists(terms.filter(union=OuterRef("pk"))))
    return rows


def view_counts(actor: Actor, wanted: Conditions, today: date) -> dict[str, Count]:
    """How many rows each view has under no other condition."""
    bare = Conditions(below=wanted.below)
    return {view: count_to(ledger_rows(actor, replace(bare, view=view), today)) for view in VIEWS}


def ledger_page(
    actor: Actor, wanted: Conditions, today: date, cursor: str = "", size: int = 20
) -> KeyPage[Line]:
    """One page of lines, with chairs and terms: three queries whatever the number of rows."""
    order = ORDERS.get(wanted.sort, ORDERS[""])
    rows = ledger_rows(actor, wanted, today)
    if wanted.on:
        unions = key_page(rows.select_related("parent"), order, cursor, size)
        found = [_row_then(row) for row in as_they_were(unions.rows, wanted.on)]
        return KeyPage(lines(found, wanted.on), unions.before, unions.after)
    page = key_page(rows.values(*COLUMNS), order, cursor, size)
    return KeyPage(lines(page.rows, today), page.before, page.after)


def union_page(
    actor: Actor, wanted: Conditions, today: date, cursor: str = "", size: int = 20
) -> KeyPage[Union]:
    """The same page as rows of the table, for the API."""
    rows = ledger_rows(actor, wanted, today).select_related("parent")
    page = key_page(rows, ORDERS.get(wanted.sort, ORDERS[""]), cursor, size)
    if wanted.on:
        return KeyPage(as_they_were(page.rows, wanted.on), page.before, page.after)
    return page


def _row_then(union: Union) -> dict[str, Any]:
    row = {name: getattr(union, name) for name in COLUMNS if name != "parent__name"}
    return row | {"parent__name": union.parent.name if union.parent else None}


def lines(rows: Iterable[dict[str, Any]], on: date) -> list[Line]:
    """Rows of `values(*COLUMNS)` as lines, with what hangs on them that day."""
    found = list(rows)
    ids = [row["pk"] for row in found]
    chairs = dict(
        Tenure.objects.filter(post__union__in=ids, post__kind=PostKind.CHAIR)
        .held_on(on)
        .values_list("post__union", "person_name")
    )
    terms = Term.objects.filter(union__in=ids, begun_on__lte=on).filter(
        Q(ended_on=None) | Q(ended_on__gt=on)
    )
    due = {term.union_id: term.due_on for term in terms}
    return [_line(row, chairs.get(row["pk"], ""), due.get(row["pk"])) for row in found]


def _line(row: dict[str, Any], chair: str, due_on: date | None) -> Line:
    dormant = row["is_dormant"] and row["state"] == UnionState.ESTABLISHED
    return Line(
        pk=row["pk"],
        code=row["code"],
        name=row["name"],
        level_tag=LEVELS[row["level"]],
        kind=KINDS[row["kind"]],
        parent=row["parent__name"] or "",
        workers=row["workers"],
        members=row["members"],
        state=DORMANT if dormant else STATES[row["state"]],
        state_level="warn" if dormant else STATE_LEVELS.get(row["state"], "mute"),
        chair=chair,
        due_on=due_on,
        board=row["is_board_complete"],
        founded_on=row["founded_on"],
        phone=row["phone"],
        address=row["address"],
    )


LEVELS = dict(Level.choices)
KINDS = dict(UnionKind.choices)
STATES = dict(UnionState.choices)
STATE_LEVELS = {UnionState.ESTABLISHED.value: "ok", UnionState.PREPARING.value: "info"}
DORMANT = _("有名无实")


def children_to_choose(actor: Actor) -> list[tuple[int, str]]:
    """The unions one level below where one stands, for a filter."""
    rows = Union.objects.within(actor.here).filter(parent__path=actor.here).standing()
    return list(rows.in_order().values_list("pk", "short_name")[:60])
