"""Codes that lead to joining, over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from ninja import Field, Router, Schema

from niangjia.domains.members.enums.memberships import NefGroup
from niangjia.domains.members.selectors import posters as selectors
from niangjia.domains.members.services import posters as services
from niangjia.foundation.web import ActorRequest

router = Router()
MOST = 500


class PosterOut(Schema):
    """A code: where it leads (`path` after the host), how many came by it and how many are members."""

    id: int
    code: str
    title: str
    union_id: int
    nef_group: str
    last_on: date | None
    closed_at: datetime | None
    came: int = 0
    joined: int = 0

    path: str

    @staticmethod
    def resolve_path(obj: Any) -> str:
        """The address behind the code."""
        return f"{selectors.LANDING}{obj.code}"


class PosterIn(Schema):
    """A code to be made."""

    union_id: int
    title: str = Field(max_length=60)
    nef_group: str = NefGroup.NONE
    last_on: date | None = None


@router.get("/posters", response=list[PosterOut], summary="入会码列表")
def posters(request: ActorRequest, view: str = "open", q: str = "") -> Any:
    """The codes where one stands, the latest first, at most 500."""
    rows = selectors.posters_at(request.actor, localdate(request.now), view, q)
    return list(rows.order_by("-pk")[:MOST])


@router.post("/posters", response=PosterOut, summary="制作入会码")
def make(request: ActorRequest, body: PosterIn) -> Any:
    """A new code."""
    return services.make_poster(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/posters/{pk}/close", response=PosterOut, summary="停用入会码")
def close(request: ActorRequest, pk: int) -> Any:
    """The code leads nowhere from now on."""
    return services.close_poster(actor=request.actor, poster_id=pk, now=request.now)
