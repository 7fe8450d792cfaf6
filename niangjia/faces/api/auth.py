"""Who calls: a program with a bearer token, or a signed-in person on the try-it page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from niangjia.foundation import clock
from niangjia.foundation.accounts.models import Token
from niangjia.foundation.accounts.services import tokens
from niangjia.foundation.scope import Actor, actor_for

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenAuth(HttpBearer):
    """访问令牌: acts for its person, never further than the person's posts of this very moment."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token; 401 where it is unknown, over, or its person no longer holds such a post."""
        found = tokens.token_for(secret=token, now=clock.real_now())
        if found is None:
            raise AuthenticationError(message=_("令牌无效、已过期或已撤销，请重新签发"))
        actor = tokens.narrowed(actor_for(found.person), found)
        if not actor.posts:
            raise AuthenticationError(message=_("令牌持有人已不再担任相应职务，令牌失效"))
        if request.method not in READING and not found.may_write:
            raise AuthorizationError(message=_("这个令牌只能读取数据，请签发允许修改的令牌"))
        _let_in(request, found.person, actor)
        return found


class SessionAuth(APIKeyCookie):
    """A person signed in with the browser; writing needs the CSRF token of the page."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:
        """The person, or None where nobody is signed in."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise AuthorizationError(message=_("页面已过期，请刷新后再试"))
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> None:
        """Not asked: the session's person is known already."""


def _let_in(request: Any, person: Any, actor: Actor) -> None:
    request.user = person
    request.actor = actor
