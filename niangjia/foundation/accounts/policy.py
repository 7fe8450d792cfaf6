"""Who may look after accounts: the security administrator, over those the post reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

from .roles import SECURITY_ADMIN

if TYPE_CHECKING:
    from .models import Token, User

KEEPERS = frozenset({SECURITY_ADMIN})


@predicate
def keeps_accounts(actor: Actor, _row: object) -> bool:
    """Holds the post of a security administrator (安全管理员) somewhere."""
    return bool(actor.paths(KEEPERS))


@predicate
def is_self(actor: Actor, user: User) -> bool:
    """The account is one's own."""
    return actor.user_id == user.pk


@predicate
def owns(actor: Actor, token: Token) -> bool:
    """The token is one's own."""
    return actor.user_id == token.person_id


can_keep = keeps_accounts & ~is_self  # nobody locks, frees or resets themself
