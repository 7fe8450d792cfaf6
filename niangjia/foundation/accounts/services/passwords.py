"""Choosing a password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.accounts import passwords
from niangjia.foundation.accounts.models import OldPassword, User
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.selectors import oneself, used_before
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor


def change_password(*, actor: Actor, old: str, new: str, now: datetime) -> User:
    """Take another password; the old one must be known. Every other session ends.

    Raises Refused at `old` where it is wrong and at `new` where it breaks rules §11.3.
    """
    user = oneself(actor)
    if not check_password(old, user.password):
        raise Refused(_("原密码不正确"), field="old")
    if sentence := passwords.complaint(new, user):
        raise Refused(sentence, field="new")
    if any(check_password(new, hashed) for hashed in used_before(user)):
        raise Refused(
            _("不能与最近 %(n)s 次用过的密码相同") % {"n": number("password.history")}, field="new"
        )
    hashed = make_password(new)  # slow on purpose, so before the transaction
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        keep(user, hashed, now)
        user.must_change_password, user.one_time_until = False, None
        user.save()
        audit.record(actor, "change_password", user, at=now)
    return user


def keep(user: User, hashed: str, now: datetime) -> None:
    """Put a hashed password in the place of the present one, which is remembered."""
    if user.password:
        since = user.password_changed_at or now
        OldPassword.objects.create(person=user, password=user.password, set_at=since)
        _forget_the_oldest(user)
    user.password, user.password_changed_at = hashed, now
    user.session_serial += 1


def _forget_the_oldest(user: User) -> None:
    kept = OldPassword.objects.filter(person=user).order_by("-set_at", "-pk")
    beyond = list(kept.values_list("pk", flat=True)[number("password.history") :])
    OldPassword.objects.filter(pk__in=beyond).delete()
