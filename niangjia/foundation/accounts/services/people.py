"""What the security administrator does with accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.accounts import passwords, selectors
from niangjia.foundation.accounts.models import Token, User
from niangjia.foundation.accounts.policy import can_keep, keeps_accounts
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.posts import roles_of
from niangjia.foundation.accounts.roles import ADMINISTRATORS
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .passwords import keep


@dataclass(frozen=True, slots=True)
class Handed:
    """An account and the password to be told to its person once."""

    user: User
    password: str


def open_account(
    *, actor: Actor, username: str, name: str, phone: str = "", email: str = "", now: datetime
) -> Handed:
    """Open an account with a one-time password; rights come from posts, granted elsewhere."""
    if not (keeps_accounts(actor, None) or actor.user_id == 0):
        raise Refused(_("账号由安全管理员开通"))
    password = passwords.one_time()
    user = User(username=username, name=name, phone=phone, email=email, opened_at=now)
    user.opened_by_id = actor.user_id or None
    _hand(user, make_password(password), now)
    with transaction.atomic():
        if User.objects.filter(username=username).exists():
            raise Refused(_("账号“%s”已存在，请换一个") % username, field="username")
        if phone and selectors.with_password(selectors.accounts_with_phone(phone)).exists():
            raise Refused(_("手机号已用于其他账号"), field="phone")
        user.save()
        told = {"username": ("", username), "name": ("", name), "phone": ("", phone)}
        audit.record(actor, "open_account", user, changes=told, at=now)
    return Handed(user, password)


@transaction.atomic
def disable_account(*, actor: Actor, user_id: int, note: str, now: datetime) -> User:
    """Close the door: every session and every token of the person ends at once."""
    user = _found(actor, user_id)
    if not user.is_active:
        raise Refused(_("账号已停用"))
    user.is_active = False
    _cut_off(user, now)
    user.save()
    audit.record(actor, "disable_account", user, changes=_active(True, False), note=note, at=now)
    return user


@transaction.atomic
def enable_account(*, actor: Actor, user_id: int, note: str, now: datetime) -> User:
    """Open the door again; old sessions and tokens stay ended."""
    user = _found(actor, user_id)
    if user.is_active:
        raise Refused(_("账号正在使用，不需要启用"))
    user.is_active = True
    user.failures, user.failed_at = 0, None
    user.save()
    audit.record(actor, "enable_account", user, changes=_active(False, True), note=note, at=now)
    return user


@transaction.atomic
def unlock_account(*, actor: Actor, user_id: int, now: datetime) -> User:
    """Let somebody try again before the lock ends."""
    user = _found(actor, user_id)
    if user.locked_until(now) is None:
        raise Refused(_("账号没有锁定"))
    before, user.failures, user.failed_at = user.failures, 0, None
    user.save()
    audit.record(actor, "unlock_account", user, changes={"failures": (before, 0)}, at=now)
    return user


def reset_password(*, actor: Actor, user_id: int, now: datetime) -> Handed:
    """Give a new one-time password; every session and every token of the person ends at once."""
    password = passwords.one_time()
    hashed = make_password(password)
    with transaction.atomic():
        user = _found(actor, user_id)
        keep(user, user.password, now)
        _hand(user, hashed, now)
        user.failures, user.failed_at = 0, None
        _cut_off(user, now)
        user.save()
        audit.record(actor, "reset_password", user, at=now)
    return Handed(user, password)


@transaction.atomic
def remove_second_factor(*, actor: Actor, user_id: int, now: datetime) -> User:
    """Take a lost second factor away; an administrator's needs their own recovery code."""
    user = _found(actor, user_id)
    if roles_of(user.pk) & ADMINISTRATORS:
        raise Refused(_("管理员的动态口令不能由他人解除，请本人使用恢复码"))
    removed, _kinds = Authenticator.objects.filter(user_id=user.pk).delete()
    if not removed:
        raise Refused(_("账号没有启用动态口令"))
    user.session_serial += 1
    user.save(update_fields=["session_serial"])
    audit.record(actor, "remove_second_factor", user, at=now)
    return user


def _found(actor: Actor, user_id: int) -> User:
    user = selectors.lock_account(actor, user_id)
    if not can_keep(actor, user):
        raise Refused(_("不能对自己的账号执行此操作，请由另一名安全管理员办理"))
    return user


def _hand(user: User, hashed: str, now: datetime) -> None:
    user.password, user.password_changed_at = hashed, now
    user.must_change_password = True
    user.one_time_until = now + timedelta(hours=number("password.one_time_hours"))


def _cut_off(user: User, now: datetime) -> None:
    user.session_serial += 1
    Token.objects.filter(person=user, revoked_at=None).update(revoked_at=now)


def _active(before: bool, after: bool) -> dict[str, tuple[bool, bool]]:
    return {"is_active": (before, after)}
