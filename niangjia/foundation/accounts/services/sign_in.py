"""Signing in: count, wait, lock; begin and end a session. Real time only."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from niangjia.foundation.accounts.models import Attempts, UnknownName, User
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.posts import roles_of
from niangjia.foundation.accounts.roles import ADMINISTRATORS
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM, actor_for

KIND = "accounts.Session"
"""What audit lines about sessions are filed under."""


def attempt(*, login: str, password: str, now: datetime) -> User:
    """Whoever the name and password belong to.

    The try is counted before the password is looked at, so that many at once gain nothing. Names
    nobody has are counted, made to wait and locked exactly like real ones (rules §11.3). Raises
    Refused with a sentence that never tells whether the account exists.
    """
    user = account_named(login)
    failures = _count(user, login, now)
    if user is None:
        make_password(password)  # the same time is spent for a name nobody has
    elif user.check_password(password) and user.is_active:
        _welcome(user, now)
        return user
    _refuse(user, failures, now)
    raise Refused(_sentence(failures))


def begin(*, user: User, how: str, now: datetime) -> None:
    """Somebody is let in. An administrator's other sessions end (one session at a time)."""
    if roles_of(user.pk) & ADMINISTRATORS:
        user.session_serial += 1
        user.save(update_fields=["session_serial"])
    audit.note_act(actor_for(user), "sign_in", kind=KIND, label=user.username, note=how, at=now)


def end(*, user: User, why: str, now: datetime) -> None:
    """A session is over: the person left, or its time ran out."""
    audit.note_act(actor_for(user), "sign_out", kind=KIND, label=user.username, note=why, at=now)


def seen(*, user_id: int, now: datetime) -> None:
    """The person is here."""
    User.objects.filter(pk=user_id).update(last_seen_at=now)


def end_sessions(*, user_id: int) -> None:
    """End every session of a person at once; for those who take away or give rights."""
    User.objects.filter(pk=user_id).update(session_serial=F("session_serial") + 1)


def sweep(*, now: datetime) -> None:
    """Sessions that are over and names nobody has leave no trace but the trail's."""
    SessionStore.clear_expired()
    _sweep_unknown(now)


@transaction.atomic
def _count(user: User | None, login: str, now: datetime) -> int:
    """Count one more try of the name; refuses while it is locked or has to wait."""
    row: Attempts = _unknown(login, now) if user is None else _locked(user)
    if until := row.locked_until(now):
        raise Refused(_locked_sentence(until, now))
    if until := row.wait_until(now):
        seconds = max(int((until - now).total_seconds()), 1)
        raise Refused(_("输错次数较多，请等 %(n)s 秒再试") % {"n": seconds})
    over = row.failures >= number("login.max_failures")
    row.failures = 1 if over else row.failures + 1
    row.failed_at = now
    row.save(update_fields=["failures", "failed_at"])
    return row.failures


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _unknown(login: str, now: datetime) -> UnknownName:
    """The row of a name nobody has; rows that have served their time are swept out."""
    _sweep_unknown(now)
    digest = hashlib.sha256(login.strip().encode()).hexdigest()
    row, _made = UnknownName.objects.select_for_update().get_or_create(digest=digest)
    return row


def _sweep_unknown(now: datetime) -> None:
    kept_for = timedelta(minutes=2 * number("login.lock_minutes"))
    UnknownName.objects.filter(failed_at__lt=now - kept_for).delete()


def _welcome(user: User, now: datetime) -> None:
    """The count starts anew; a password somebody else made may be too old to be used."""
    User.objects.filter(pk=user.pk).update(failures=0, failed_at=None)
    user.failures, user.failed_at = 0, None
    if user.one_time_until and user.one_time_until < now:
        raise Refused(_("初始密码已过有效期，请联系安全管理员重新发放"))


def _refuse(user: User | None, failures: int, now: datetime) -> None:
    """Write the failure down; the typed name is kept only where it is an account's own."""
    who = SYSTEM if user is None else actor_for(user)
    label = user.username if user else _("不存在的账号")
    verb = "lock" if failures >= number("login.max_failures") else "sign_in_refused"
    audit.note_act(who, verb, kind=KIND, label=label, note=_("第 %s 次") % failures, at=now)


def _sentence(failures: int) -> str:
    left = number("login.max_failures") - failures
    if left > 0:
        return _("账号或密码不正确，还可以再试 %(n)s 次") % {"n": left}
    return _("输错次数过多，请 %(n)s 分钟后再试，或联系安全管理员解锁") % {
        "n": number("login.lock_minutes")
    }


def _locked_sentence(until: datetime, now: datetime) -> str:
    minutes = -int((now - until).total_seconds() // 60)
    return _("输错次数过多，请 %(n)s 分钟后再试，或联系安全管理员解锁") % {"n": minutes}
