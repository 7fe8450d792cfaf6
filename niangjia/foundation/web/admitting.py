"""Doors that open to holders of a role alone: for anybody else they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from niangjia.foundation.errors import Missing

from .pages import ActorRequest

View = Callable[..., HttpResponseBase]


def only_for(*roles: str) -> Callable[[View], View]:
    """The view is Missing for whoever holds none of the roles anywhere.

    A form nobody may send need not be shown; what exactly a holder may do is said by the service.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def admit(request: ActorRequest, *args: Any, **known: Any) -> HttpResponseBase:
            if not request.actor.paths(frozenset(roles)):
                raise Missing
            return view(request, *args, **known)

        return admit

    return guard
