"""The first operation to call: who am I, and how far do I reach."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from niangjia.foundation.accounts.models import Token
from niangjia.foundation.accounts.posts import posts_of
from niangjia.foundation.web import ActorRequest

router = Router(tags=["我"])


class ReachOut(Schema):
    """A role and the path below which it holds."""

    role: str
    path: str


class PostOut(Schema):
    """A post held today."""

    title: str
    place: str


class TokenOut(Schema):
    """The token of this call."""

    name: str
    may_write: bool
    expires_at: datetime


class MeOut(Schema):
    """The person behind the call."""

    username: str
    name: str
    posts: list[PostOut]
    reaches: list[ReachOut]
    token: TokenOut | None


@router.get("/me", response=MeOut, summary="当前身份", operation_id="me")
def me(request: ActorRequest) -> dict[str, Any]:
    """本次调用的身份、岗位和数据范围；令牌调用时，范围不超过令牌。"""
    auth = getattr(request, "auth", None)
    return {
        "username": request.user.username,
        "name": request.user.name,
        "posts": posts_of(request.user.pk),
        "reaches": [{"role": r, "path": p} for r, p in sorted(request.actor.posts)],
        "token": auth if isinstance(auth, Token) else None,
    }
