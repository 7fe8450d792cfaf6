"""Names about joining (入会申请)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """入会申请状态, rules §2.2."""

    DRAFT = "draft", _("草稿")
    POOLED = "pooled", _("待分配工会")
    SUBMITTED = "submitted", _("待审批")
    RETURNED = "returned", _("退回补充")
    APPROVED = "approved", _("已入会")
    REJECTED = "rejected", _("未通过")
    WITHDRAWN = "withdrawn", _("已撤回")


OPEN = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.POOLED,
        ApplicationState.SUBMITTED,
        ApplicationState.RETURNED,
    }
)
"""A person has at most one of these."""

WAITING = frozenset({ApplicationState.POOLED, ApplicationState.SUBMITTED})
"""With the union, not with the person."""
