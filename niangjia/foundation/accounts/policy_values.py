"""Values of signing in and of passwords (rules §11.3), kept as parameters; some declared here."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from niangjia.foundation import clock
from niangjia.foundation.parameters import keys
from niangjia.foundation.parameters.declarations import declare, declared

from . import phone_values  # noqa: F401 - declares the keys of signing in by phone

declare(
    "password.one_time_hours", int, default=72, minimum=1, maximum=720,
    label=_("初始密码有效期"), unit=_("小时"), source=keys.DJCP,
)  # fmt: skip
declare(
    "login.free_failures", int, default=3, minimum=1, maximum=20,
    label=_("输错多少次以后须等待再试"), unit=_("次"), source=keys.DJCP,
)  # fmt: skip
declare(
    "login.first_wait_seconds", int, default=5, minimum=1, maximum=600,
    label=_("第一次等待的时长，以后每次加倍"), unit=_("秒"), source=keys.DJCP,
)  # fmt: skip
declare(
    "token.max_days", int, default=365, minimum=1, maximum=1095,
    label=_("访问令牌最长有效期"), unit=_("天"), source=keys.DJCP,
)  # fmt: skip


def number(key: str) -> int:
    """One value as a whole number, in the unit its key names, as it holds today."""
    today = timezone.localdate(clock.real_now())
    return int(declared()[key].value("", today))
