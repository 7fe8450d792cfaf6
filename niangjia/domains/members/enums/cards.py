"""Names about the card (会员服务卡), rules §2.5."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardKind(models.TextChoices):
    """电子卡 or a plastic one, perhaps with a bank."""

    ELECTRONIC = "e", _("电子会员卡")
    PLASTIC = "plastic", _("实体会员卡")
    BANK = "bank", _("银行联名卡")


class CardState(models.TextChoices):
    """制卡中 → 已发 → 激活; 挂失 and 注销."""

    MAKING = "making", _("制卡中")
    ISSUED = "issued", _("已发卡")
    ACTIVE = "active", _("已激活")
    LOST = "lost", _("已挂失")
    CANCELLED = "cancelled", _("已注销")


class CheckResult(models.TextChoices):
    """What a checker sees when a card is shown."""

    VALID = "valid", _("有效")
    WAITING = "waiting", _("入会办理中")
    STALE = "stale", _("二维码已过期，请重新打开会员卡")
    RETAINED = "retained", _("保留会籍，不享有表决权、选举权和被选举权")
    LOST = "lost", _("此卡已挂失")
    VOID = "void", _("此卡已注销，请出示新卡")
    ENDED = "ended", _("会籍已终止")
    UNKNOWN = "unknown", _("不是会员卡")
