"""States of announcements and of what goes out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnouncementState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
