"""Sessions end in time, first passwords are changed first, and nobody unknown gets in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from niangjia.foundation import clock
from niangjia.foundation.web.addresses import came_from

from . import sessions
from .dialog import ask_again
from .models import User
from .posts import roles_of
from .roles import ADMINISTRATORS
from .services import sign_in

Answer = Callable[[HttpRequest], HttpResponse]

BACKGROUND = frozenset({"notices:bell"})
"""Routes a page asks by itself: they do not count as somebody being there."""

ALWAYS = frozenset(
    {"account_logout", "ui:display", "ui:alive", "site:accessibility", "site:privacy"}
)
THE_DESK = frozenset({"account_login", "site:demo_sign_in"})
"""The way from a phone to the desk: signing in with a password."""

REACHED = frozenset({"site", "ui", "files", "api"})
"""What a phone's session reaches besides the workers' pages: it acts there without any post."""

PASSWORD = ALWAYS | {"accounts:password"}
ENROL = ALWAYS | {"mfa_activate_totp", "account_reauthenticate", "mfa_view_recovery_codes"}


class SessionMiddleware:
    """Ends a session that is over; sends people to what they must do first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Called by Django once the route is known."""
        user = request.user
        if not isinstance(user, User):
            return None
        self._keep_time(request, user)
        if not isinstance(request.user, User):
            return None
        if sessions.is_phone(request):
            return _keep_to_the_phone(request, user)
        return self._first_things_first(request, user)

    @staticmethod
    def _keep_time(request: HttpRequest, user: User) -> None:
        now = clock.real_now()
        if not sessions.is_stamped(request):
            sessions.stamp(request, now)
        if not sessions.seconds_left(request, now):
            sign_in.end(user=user, why=_("超时"), now=now)
            logout(request)
            request.ended_for = user.username  # type: ignore[attr-defined]
        elif _route(request) not in BACKGROUND and sessions.touch(request, now):
            sign_in.seen(user_id=user.pk, now=now)

    @staticmethod
    def _first_things_first(request: HttpRequest, user: User) -> HttpResponse | None:
        if user.must_change_password or user.password_is_old(clock.real_now()):
            return _only(request, PASSWORD, "accounts:password")
        if not settings.SECOND_FACTOR_REQUIRED or request.session.get(sessions.SECOND_FACTOR):
            return None
        # Asked anew at every request until there is one: a post may be given in the meantime.
        if not _administers(request):
            return None
        if _has_second_factor(user):
            request.session[sessions.SECOND_FACTOR] = True
            return None
        return _only(request, ENROL, "mfa_activate_totp")


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page is for people who are signed in, unless its view says otherwise."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """A browser is led to the sign-in page; a part of a page gets the dialog (ui.md §12.7).

        After an act it comes back to the page it was pressed on: not every address that takes a
        form can be opened. Workers are led to a door of their own.
        """
        if getattr(request, "htmx", None):
            return ask_again(request, getattr(request, "ended_for", ""))
        is_asked = request.method in ("GET", "HEAD")
        where = request.get_full_path() if is_asked else came_from(request) or "/"
        if _space(request) == settings.PHONE_SPACE:
            return redirect_to_login(where, settings.PHONE_LOGIN_URL)
        return redirect_to_login(where)


def _keep_to_the_phone(request: HttpRequest, user: User) -> HttpResponse | None:
    """Signed in by phone one reaches the workers' pages; the desk asks for its own sign-in."""
    if _space(request) in REACHED | {settings.PHONE_SPACE} or _route(request) in ALWAYS | THE_DESK:
        return None
    if not roles_of(user.pk):
        return _lead(request, settings.PHONE_HOME)
    return _lead(request, f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")


def _space(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.namespaces[0] if match and match.namespaces else ""


def _lead(request: HttpRequest, where: str) -> HttpResponse:
    if getattr(request, "htmx", None):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _only(request: HttpRequest, allowed: frozenset[str], first: str) -> HttpResponse | None:
    return None if _route(request) in allowed else _lead(request, reverse(first))


def _administers(request: Any) -> bool:
    return any(role in ADMINISTRATORS for role, _path in request.actor.posts)


def _has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
