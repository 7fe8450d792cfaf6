"""Values of signing in by phone: codes, how often one may ask, how long a phone stays signed in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.parameters import keys
from niangjia.foundation.parameters.declarations import declare

PRACTICE = "惯例"
PIPL = "《个人信息保护法》§51"

declare(
    "code.minutes", int, default=5, minimum=1, maximum=30,
    label=_("短信验证码有效期"), unit=_("分钟"), source=keys.DJCP,
)  # fmt: skip
declare(
    "code.tries", int, default=5, minimum=1, maximum=10,
    label=_("短信验证码最多输错"), unit=_("次"), source=keys.DJCP,
)  # fmt: skip
declare(
    "code.again_seconds", int, default=60, minimum=10, maximum=600,
    label=_("多久以后可以再要一次验证码"), unit=_("秒"), source=PRACTICE,
)  # fmt: skip
declare(
    "code.phone_hour", int, default=5, minimum=1, maximum=100,
    label=_("同一手机号每小时最多验证码"), unit=_("条"), source=PRACTICE,
)  # fmt: skip
declare(
    "code.phone_day", int, default=10, minimum=1, maximum=500,
    label=_("同一手机号每天最多验证码"), unit=_("条"), source=PRACTICE,
)  # fmt: skip
declare(
    "code.device_hour", int, default=10, minimum=1, maximum=1000,
    label=_("同一设备每小时最多验证码"), unit=_("条"), source=PRACTICE,
)  # fmt: skip
declare(
    "code.address_hour", int, default=300, minimum=1, maximum=100_000,
    label=_("同一网络地址每小时最多验证码（一个厂区往往共用一个地址）"), unit=_("条"), source=PRACTICE,
)  # fmt: skip
declare(
    "phone.session_days", int, default=30, minimum=1, maximum=180,
    label=_("职工在自己的手机上免登录"), unit=_("天"), source=PRACTICE,
)  # fmt: skip
declare(
    "phone.shared_minutes", int, default=30, minimum=5, maximum=240,
    label=_("职工在他人手机上无操作自动退出"), unit=_("分钟"), source=PIPL,
)  # fmt: skip
declare(
    "phone.fresh_minutes", int, default=10, minimum=1, maximum=120,
    label=_("验证手机后多久内办理重要事项不再验证"), unit=_("分钟"), source=PIPL,
)  # fmt: skip
declare(
    "phone.stranger_days", int, default=90, minimum=30, maximum=730,
    label=_("账号多久没有使用，登录时要核对本人（手机号可能已换主人）"), unit=_("天"),
    source="电信运营企业回收的号码至少冻结 90 天后重新启用",
)  # fmt: skip
