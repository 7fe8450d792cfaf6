"""Letting somebody in by phone: after a code, a passkey, or a provider's word."""

from __future__ import annotations

import secrets

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

from niangjia.foundation.audit.middleware import address_of

from .models import User
from .services.codes import Caller

DEVICE = "device"
YEAR = 365 * 24 * 3600
SALT = "niangjia.accounts.device"


def enter_by_phone(request: HttpRequest, user: User, *, own: bool, method: str) -> None:
    """Begin a phone's session; `own` is a phone nobody else uses.

    Whoever sat here before is gone first. A second factor is asked of desks: what a phone reaches
    is one's own, and a passkey takes the place of the code instead of coming after it.
    """
    if request.user.is_authenticated:
        logout(request)
    request.begins_by_phone = True  # type: ignore[attr-defined]
    request.is_own_phone = own  # type: ignore[attr-defined]
    record_authentication(request, user, method=method, reauthenticated=True)
    get_adapter(request).login(request, user)


def caller_of(request: HttpRequest) -> Caller:
    """Who knocks, as far as address and device tell."""
    return Caller(address_of(request), device_of(request))


def device_of(request: HttpRequest) -> str:
    """The name this browser was given, or nothing; a forged one counts as none."""
    told = request.COOKIES.get(DEVICE, "")
    try:
        return str(signing.loads(told, salt=SALT)) if told else ""
    except signing.BadSignature:
        return ""


def name_device(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Give the browser a name by chance, so that asking often can be counted by device."""
    if not device_of(request):
        answer.set_cookie(
            DEVICE,
            signing.dumps(secrets.token_hex(12), salt=SALT),
            max_age=YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return answer
