"""Unions over HTTP: the same verbs and the same refusals as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from ninja import Field, Query, Router, Schema

from niangjia.domains.unions import selectors, services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to, size_of

router = Router(tags=["unions"])


class UnionOut(Schema):
    """One union in a list."""

    id: int
    code: str
    name: str
    short_name: str
    level: int
    kind: str
    parent_id: int | None
    state: str
    is_dormant: bool
    founded_on: date | None
    ended_on: date | None
    workers: int
    members: int
    women_members: int


class ChangeOut(Schema):
    """One event in a union's life."""

    kind: str
    effective_on: date
    document: str
    note: str
    before: dict[str, Any]
    after: dict[str, Any]


class UnionDetailOut(UnionOut):
    """One union with its history."""

    version: int
    uscc: str
    phone: str
    address: str
    division_code: str
    is_board_complete: bool | None
    history: list[ChangeOut]


class UnionsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    count: int
    exact: bool
    next: str
    rows: list[UnionOut]


class Filter(Schema):
    """Conditions of the list; `on` reads the tree as of that day."""

    q: str = ""
    view: str = "all"
    level: int | None = None
    kind: str = ""
    state: str = ""
    below: int | None = None
    on: date | None = None
    sort: str = ""

    def conditions(self) -> selectors.Conditions:
        """As the selectors take them."""
        return selectors.Conditions(**self.model_dump())


class Decision(Schema):
    """By what and from when a change holds."""

    effective_on: date
    document: str
    note: str = ""


class FoundIn(Decision):
    """A union to be founded."""

    parent_id: int
    name: str
    kind: str
    code: str = ""
    short_name: str = ""
    level: int | None = None
    members: int = Field(0, ge=0)


class RenameIn(Decision):
    """Another name, short name or code."""

    name: str = ""
    short_name: str = ""
    code: str = ""


class MoveIn(Decision):
    """Another parent."""

    parent_id: int


class MergeIn(Decision):
    """The union to go into."""

    into_id: int


class SplitIn(Decision):
    """The part that becomes its own."""

    name: str
    code: str
    short_name: str = ""
    child_ids: list[int] = []


class DissolveIn(Decision):
    """Why the union ends."""

    reason: str


class HeadcountIn(Schema):
    """Workers and members from a day on."""

    on: date
    workers: int = Field(ge=0)
    members: int = Field(ge=0)
    women_members: int = Field(0, ge=0)
    source: str = ""


class ReElectIn(Schema):
    """A re-election."""

    held_on: date
    years: int
    document: str
    chair: str = ""
    committee: list[str] = []


@router.get("/", response=UnionsOut, summary="工会组织列表")
def list_unions(
    request: ActorRequest, wanted: Query[Filter], page: str = "", size: str = ""
) -> dict[str, Any]:
    """The unions one may see, as the ledger shows them; paged by key."""
    today = localdate(request.now)
    conditions = wanted.conditions()
    found = selectors.union_page(request.actor, conditions, today, page, size_of(size))
    count = count_to(selectors.ledger_rows(request.actor, conditions, today))
    return {
        "count": count.number,
        "exact": count.exact,
        "next": found.after,
        "rows": found.rows,
    }


@router.get("/{union_id}/", response=UnionDetailOut, summary="一个工会及其沿革")
def detail(request: ActorRequest, union_id: int) -> Any:
    """One union with what happened to it."""
    union: Any = selectors.find_union(request.actor, union_id)
    union.history = list(selectors.history_of(union))
    return union


@router.post("/", response=UnionOut, summary="批准成立工会")
def found(request: ActorRequest, body: FoundIn) -> Any:
    """Found a union, by the next higher one."""
    return services.found_union(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/{union_id}/rename/", response=UnionOut, summary="更名改码")
def rename(request: ActorRequest, union_id: int, body: RenameIn) -> Any:
    """Another name or code."""
    return services.rename_union(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )


@router.post("/{union_id}/move/", response=UnionOut, summary="变更隶属")
def move(request: ActorRequest, union_id: int, body: MoveIn) -> Any:
    """Another parent."""
    return services.move_union(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )


@router.post("/{union_id}/merge/", response=UnionOut, summary="并入其他工会")
def merge(request: ActorRequest, union_id: int, body: MergeIn) -> Any:
    """Go into another union."""
    return services.merge_unions(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )


@router.post("/{union_id}/split/", response=UnionOut, summary="分设工会")
def split(request: ActorRequest, union_id: int, body: SplitIn) -> Any:
    """A part becomes its own; answers with the new union."""
    return services.split_union(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )


@router.post("/{union_id}/dissolve/", response=UnionOut, summary="撤销工会")
def dissolve(request: ActorRequest, union_id: int, body: DissolveIn) -> Any:
    """End a union."""
    return services.dissolve_union(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )


@router.post("/{union_id}/headcount/", response=UnionDetailOut, summary="填报职工会员数")
def headcount(request: ActorRequest, union_id: int, body: HeadcountIn) -> Any:
    """State workers and members."""
    services.state_headcount(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )
    return detail(request, union_id)


@router.post("/{union_id}/re-election/", response=UnionOut, summary="登记换届")
def re_elect(request: ActorRequest, union_id: int, body: ReElectIn) -> Any:
    """A re-election was held."""
    services.record_re_election(
        actor=request.actor, union_id=union_id, now=request.now, **body.model_dump()
    )
    return selectors.find_union(request.actor, union_id)
