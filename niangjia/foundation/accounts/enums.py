"""States of an account and of a token, as people read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountState(models.TextChoices):
    """What a look at an account tells (账号状态); computed, never stored."""

    ACTIVE = "active", _("正常")
    NEW = "new", _("待首次登录")
    LOCKED = "locked", _("已锁定")
    DISABLED = "disabled", _("已停用")


class TokenState(models.TextChoices):
    """Whether a token still opens the door (令牌状态); computed, never stored."""

    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已过期")
    REVOKED = "revoked", _("已撤销")


class CodePurpose(models.TextChoices):
    """What a code sent to a phone is for (验证码用途)."""

    SIGN_IN = "sign_in", _("登录")
    PROVE = "prove", _("再次验证")
    CHANGE = "change", _("更换手机号")


class Way(models.TextChoices):
    """How a session was begun, and so what it reaches (登录方式).

    A desk is signed in to with a password, for the quarter of an hour the rules allow; a phone is
    signed in to with a code or a passkey, for weeks, and reaches the workers' pages alone.
    """

    DESK = "desk", _("工作台")
    PHONE = "phone", _("手机")
