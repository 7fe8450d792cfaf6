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
