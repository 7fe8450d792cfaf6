"""Accounts of the demonstration: many at once, one password that is printed for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from niangjia.foundation.accounts.models import User
from niangjia.foundation.errors import Refused


@transaction.atomic
def open_actors(
    *, people: Iterable[tuple[str, str]], password: str, now: datetime
) -> dict[str, User]:
    """Open an account for every (username, name), all with the same known password.

    The demonstration is played in their names from then on, so none of them is shown as never
    having signed in.
    Raises Refused outside the demonstration: nowhere else may a password be known to two people.
    """
    if not settings.DEMO:
        raise Refused("只有演示环境才能批量开通共用口令的账号")
    hashed = make_password(password)
    opened = [
        User(
            username=username,
            name=name,
            password=hashed,
            password_changed_at=now,
            opened_at=now,
            last_login=now,
        )
        for username, name in people
    ]
    User.objects.bulk_create(opened)
    return {user.username: user for user in opened}
