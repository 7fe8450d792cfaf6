"""Names about a person's data: consents and requests (《个人信息保护法》)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What data is kept for; each is agreed to by itself."""

    MEMBERSHIP = "membership", _("办理入会和会籍管理")
    AID = "aid", _("发放慰问和帮扶款项（银行卡）")
    PLACE = "place", _("按位置推荐服务站点")
    SHARE = "share", _("提供给合作商户核验优惠")


class RequestKind(models.TextChoices):
    """What a person may ask for (§44–§47)."""

    ACCESS = "access", _("查阅、复制我的信息")
    CORRECT = "correct", _("更正、补充信息")
    DELETE = "delete", _("删除信息")
    LIMIT = "limit", _("限制处理")
    EXPLAIN = "explain", _("解释处理规则")
    RELATIVE = "relative", _("近亲属查阅逝者信息")


class RequestState(models.TextChoices):
    """Answered within the time, with a reason where refused."""

    ASKED = "asked", _("待办理")
    GRANTED = "granted", _("已办理")
    REFUSED = "refused", _("不予办理")
    WITHDRAWN = "withdrawn", _("已撤回")
