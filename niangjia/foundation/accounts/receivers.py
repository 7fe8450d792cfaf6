"""When somebody is let in or changes their second factor, then the session and the trail know."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from niangjia.foundation import clock
from niangjia.foundation.audit import services as audit
from niangjia.foundation.scope import actor_for

from . import sessions
from .enums import Way
from .models import User
from .services import sign_in

VERBS = {
    mfa.authenticator_added: "add_second_factor",
    mfa.authenticator_removed: "give_up_second_factor",
    mfa.authenticator_reset: "renew_recovery_codes",
    mfa.authentication_failed: "second_factor_refused",
}

KINDS = {"totp": _("动态口令"), "recovery_codes": _("恢复码"), "webauthn": _("通行密钥")}


@receiver(user_logged_in)
def begin_the_clock(request: HttpRequest | None, user: User, **_more: Any) -> None:
    """The session's time starts; being seen is written down with it."""
    if request is not None and hasattr(request, "session"):
        now = clock.real_now()
        way = Way.PHONE if getattr(request, "begins_by_phone", False) else Way.DESK
        sessions.stamp(request, now, way, own=getattr(request, "is_own_phone", False))
        sessions.seconds_left(request, now)  # reads the parameters once, before the first page
        sign_in.seen(user_id=user.pk, now=now)


@receiver(list(VERBS))
def write_down(signal: Any, user: User, authenticator: Any, **_more: Any) -> None:
    """One line in the trail for each change of a second factor."""
    audit.note_act(
        actor_for(user),
        VERBS[signal],
        kind=sign_in.KIND,
        label=user.username,
        row_id=str(user.pk),
        note=str(KINDS.get(authenticator.type, authenticator.type)),
        at=clock.real_now(),
    )
