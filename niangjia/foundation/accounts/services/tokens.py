"""Tokens a person gives to their own programs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.accounts.models import Token
from niangjia.foundation.accounts.policy import owns
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.posts import HeldPost, posts_of
from niangjia.foundation.accounts.roles import ADMINISTRATORS
from niangjia.foundation.accounts.selectors import token_by_digest, tokens_of
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor, one

PREFIX = "nj_"
GRAIN = timedelta(minutes=1)
"""The last use is written down at most this often."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token and its secret, which is never seen again."""

    token: Token
    secret: str


def grantable(user_id: int) -> list[str]:
    """The roles a person may put into a token: their own, but never an administrator's."""
    held = {role for post in posts_of(user_id) for role in post.roles}
    return sorted(held - ADMINISTRATORS)


def reachable(user_id: int) -> list[HeldPost]:
    """The posts whose place a token may be narrowed to."""
    return posts_of(user_id)


@transaction.atomic
def issue_token(
    *,
    actor: Actor,
    name: str,
    roles: Collection[str],
    days: int,
    within: str = "",
    may_write: bool = False,
    now: datetime,
) -> Issued:
    """Issue a token for oneself. Raises Refused where it would reach further than the person."""
    if not roles or not set(roles) <= set(grantable(actor.user_id)):
        raise Refused(_("请从自己的岗位权限中选择"), field="roles")
    if not 1 <= days <= number("token.max_days"):
        longest = number("token.max_days")
        raise Refused(_("有效期为 1 至 %(n)s 天") % {"n": longest}, field="days")
    places = {post.path: post.place for post in posts_of(actor.user_id)}
    if within and within not in places:
        raise Refused(_("请从自己任职的组织中选择"), field="within")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person_id=actor.user_id,
        name=name,
        hint=secret[:9],
        digest=digest_of(secret),
        roles=sorted(set(roles)),
        within=within,
        within_name=places.get(within, ""),
        may_write=may_write,
        issued_at=now,
        expires_at=now + timedelta(days=days),
    )
    told = {"roles": (None, token.roles), "within": ("", within), "may_write": (None, may_write)}
    audit.record(actor, "issue_token", token, changes=told, at=now)
    return Issued(token, secret)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int, now: datetime) -> Token:
    """Make a token useless at once."""
    token = one(tokens_of(actor).select_for_update(), pk=token_id)
    if not owns(actor, token) or token.revoked_at is not None:
        raise Refused(_("令牌已撤销"))
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    audit.record(actor, "revoke_token", token, at=now)
    return token


def token_for(*, secret: str, now: datetime) -> Token | None:
    """The valid token behind a secret whose person is not disabled; notes that it was used."""
    token = token_by_digest(digest_of(secret))
    if token is None or token.revoked_at or token.expires_at <= now or not token.person.is_active:
        return None
    if token.used_at is None or now - token.used_at > GRAIN:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def narrowed(actor: Actor, token: Token) -> Actor:
    """The person as far as the token reaches: its roles, below its place.

    A post above the place reaches down to it, but makes nobody a member of the union there.
    """
    kept = {post for post in actor.posts if post[0] in token.roles}
    posts = frozenset(post for post in kept if post[1].startswith(token.within))
    above = {role for role, path in kept if token.within.startswith(path)}
    return replace(
        actor,
        posts=posts,
        reach=frozenset((role, token.within) for role in above) - posts,
        left_out=actor.posts - posts,
        here=actor.here if actor.here.startswith(token.within) else token.within,
    )


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is random, so one fast round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
