"""The ledger of unions (组织管理台账): conditions, views, rows of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import Level, PostKind, UnionKind, UnionState
from niangjia.domains.unions.models import Tenure, Term, Union, UnionQuerySet
from niangjia.foundation.habits.declaring import ledger
from niangjia.foundation.parameters import keys
from niangjia.foundation.prepared import prepared
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.web.keyset import Count, Counting, KeyPage, count_to, first_page, key_page

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
LEDGER = ledger(
    "unions",
    route="unions:list",
    columns={
        "kind": _("类型"),
        "level": _("层级"),
        "parent": _("上级工会"),
        "workers": _("职工数"),
        "members": _("会员数"),
        "chair": _("主席"),
        "due": _("届满日期"),
        "board": _("班子配备"),
        "founded": _("成立日期"),
        "phone": _("联系电话"),
        "address": _("地址"),
    },
    usual=("kind", "parent", "workers", "members", "chair", "due", "board"),
)
Reach = tuple[str, ...] | None
ENDED = UnionState.ended()


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
    """One row as the page shows it; equal lines look the same (drawings of them are kept)."""

    pk: int
    code: str
    name: str
    level_tag: str
    kind: str
    parent: str
    workers: int
    members: int
    state: str
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
    place = _place(actor, wanted)
    if wanted.on is None:
        return _rows_now(_reach(actor), place, wanted, _warned_until(today))
    then = path_then(place, moves_after(wanted.on))
    return _meeting(unions_as_of(actor, wanted.on, within=then), wanted)


def _rows_now(reach: Reach, place: str, wanted: Conditions, due_by: date) -> QuerySet[Union]:
    rows = _seen(reach).within(place).filter(_in_view(wanted.view, due_by))
    return _meeting(rows.filter(state=wanted.state) if wanted.state else rows, wanted)


def _meeting(rows: QuerySet[Union], wanted: Conditions) -> QuerySet[Union]:
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return named(rows, wanted.q) if wanted.q else rows


def _reach(actor: Actor) -> Reach:
    """The paths a person reads below, None for the system: all that rights say of a statement."""
    if actor.user_id == SYSTEM.user_id:
        return None
    return tuple(actor.paths(UnionQuerySet.readers))


def _seen(reach: Reach) -> UnionQuerySet:
    return Union.objects.all() if reach is None else Union.objects.within_any(reach)


def _place(actor: Actor, wanted: Conditions) -> str:
    """The path of the union chosen, or of where one stands."""
    if not wanted.below:
        return actor.here
    chosen = Union.objects.visible_to(actor).filter(pk=wanted.below)
    return chosen.values_list("path", flat=True).first() or actor.here


def _warned_until(today: date) -> date:
    first, *_rest = keys.REELECTION_WARNING_DAYS.value("", today)
    return today + timedelta(days=first)


def _in_view(view: str, due_by: date) -> Q:
    if view == "ended":
        return Q(state__in=ENDED)
    if view == "preparing":
        return Q(state=UnionState.PREPARING)
    # Said by what it is not: the rows of the tree are walked in its order, not gathered by state.
    standing = ~Q(state__in=ENDED)
    if view == "dormant":
        return standing & Q(is_dormant=True)
    if view == "incomplete":
        return standing & Q(is_board_complete=False)
    if view == "due":
        terms = Term.objects.filter(terms_due_by(due_by))
        return standing & Q(Exists(terms.filter(union=OuterRef("pk"))))
    return standing


def view_counts(
    actor: Actor, wanted: Conditions, today: date, *, only_these: bool = False
) -> dict[str, Count]:
    """How many rows each view has under no other condition; under "" those that meet them all."""
    bare = wanted == Conditions(view=wanted.view, below=wanted.below, sort=wanted.sort)
    these = None if wanted.on or (bare and not only_these) else wanted
    place, due_by = _place(actor, wanted), _warned_until(today)
    found = _counting(_reach(actor), place, due_by, not only_these, these).counts()
    if wanted.on:
        found[""] = count_to(ledger_rows(actor, wanted, today))
    return found if these or wanted.on else {**found, "": found[wanted.view]}


@lru_cache(1024)
def _counting(
    reach: Reach, place: str, due_by: date, views: bool, these: Conditions | None
) -> Counting:
    """The statement that counts: writing it takes longer than asking it."""
    rows = _seen(reach).within(place)
    asked = {view: rows.filter(_in_view(view, due_by)) for view in VIEWS if views}
    return Counting.of(asked | ({"": _rows_now(reach, place, these, due_by)} if these else {}))


def ledger_page(
    actor: Actor, wanted: Conditions, today: date, cursor: str = "", size: int = 20
) -> KeyPage[Line]:
    """One page of lines, with chairs and terms: one query, or two; one more on a day of the past."""
    order = ORDERS.get(wanted.sort, ORDERS[""])
    if not (wanted.on or wanted.sort or cursor):
        place, due_by = _place(actor, wanted), _warned_until(today)
        first = first_page(_first(_reach(actor), place, wanted, today, due_by, size), order, size)
        return KeyPage(lines(first.rows), after=first.after)
    rows = ledger_rows(actor, wanted, today)
    if wanted.on:
        then = rows.select_related("parent").annotate(**_hanging(wanted.on))
        unions = key_page(then, order, cursor, size)
        found = [_row_then(row) for row in as_they_were(unions.rows, wanted.on)]
        return KeyPage(lines(found), unions.before, unions.after)
    # The keys of the page first: what hangs on a row is not looked up for all that are sorted.
    page = key_page(
        rows.values(*{"pk", *(name.lstrip("-") for name in order)}), order, cursor, size
    )
    shown = Union.objects.filter(pk__in=[row["pk"] for row in page.rows])
    whole = {row["pk"]: row for row in columns_of(shown, today)}
    return KeyPage(lines(whole[row["pk"]] for row in page.rows), page.before, page.after)


@prepared
def _first(
    reach: Reach, place: str, wanted: Conditions, today: date, due_by: date, size: int
) -> QuerySet[Union, dict[str, Any]]:
    """The rows of the first page and one more."""
    rows = columns_of(_rows_now(reach, place, wanted, due_by), today)
    return rows.order_by(*ORDERS[""])[: size + 1]


def columns_of(rows: QuerySet[Union], on: date) -> QuerySet[Union, dict[str, Any]]:
    """What `lines` needs of each row: its columns, its chair and the end of its term that day."""
    found: QuerySet[Union, dict[str, Any]] = rows.values(*COLUMNS, **_hanging(on))
    return found


def _hanging(on: date) -> dict[str, Any]:
    chairs = Tenure.objects.filter(post__union=OuterRef("pk"), post__kind=PostKind.CHAIR)
    terms = Term.objects.filter(union=OuterRef("pk"), begun_on__lte=on)
    running = terms.filter(Q(ended_on=None) | Q(ended_on__gt=on)).order_by("-begun_on", "-pk")
    return {
        "chair": Subquery(chairs.held_on(on).order_by("-pk").values("person_name")[:1]),
        "due_on": Subquery(running.values(due=Coalesce("postponed_until", "ends_on"))[:1]),
    }


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
    names = (*COLUMNS, "chair", "due_on")
    row = {name: getattr(union, name) for name in names if name != "parent__name"}
    return row | {"parent__name": union.parent.name if union.parent else None}


def lines(rows: Iterable[dict[str, Any]]) -> list[Line]:
    """Rows of `columns_of` as lines; their words are looked up once for all of them."""
    words = [_words(choices) for choices in (LEVELS, KINDS, STATES)]
    return [_line(row, *words) for row in rows]


def _words(choices: Mapping[Any, str | Promise]) -> dict[Any, str]:
    return {value: str(label) for value, label in choices.items()}


def _line(
    row: dict[str, Any], levels: dict[Any, str], kinds: dict[Any, str], states: dict[Any, str]
) -> Line:
    dormant = row["is_dormant"] and row["state"] == UnionState.ESTABLISHED
    return Line(
        pk=row["pk"],
        code=row["code"],
        name=row["name"],
        level_tag=levels[row["level"]],
        kind=kinds[row["kind"]],
        parent=row["parent__name"] or "",
        workers=row["workers"],
        members=row["members"],
        state=str(DORMANT) if dormant else states[row["state"]],
        state_level="warn" if dormant else STATE_LEVELS.get(row["state"], "mute"),
        chair=row["chair"] or "",
        due_on=row["due_on"],
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
    return _children(actor.here)


@prepared
def _children(path: str) -> QuerySet[Union, tuple[int, str]]:
    rows = Union.objects.within(path).filter(parent__path=path).standing()
    return rows.in_order().values_list("pk", "short_name")[:60]
