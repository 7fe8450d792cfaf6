"""Names of the document register (收发文登记簿), rules §12.1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Whether a document came in or went out; each has its own numbers."""

    IN = "in", _("收文")
    OUT = "out", _("发文")


class PaperKind(models.TextChoices):
    """What kind of document it is (文种), 《党政机关公文处理工作条例》§8 and what unions keep beside."""

    DECISION = "decision", _("决定")
    NOTICE = "notice", _("通知")
    OPINION = "opinion", _("意见")
    REQUEST = "request", _("请示")
    REPLY = "reply", _("批复")
    REPORT = "report", _("报告")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")
    RULES = "rules", _("办法")
    PLAN = "plan", _("方案、规划")
    GUIDE = "guide", _("指南")
    AGREEMENT = "agreement", _("协议")
    OTHER = "other", _("其他")


class EntryState(models.TextChoices):
    """What is being done with a document (办理): 登记 → 拟办 → 批示 → 承办 → 办结."""

    REGISTERED = "registered", _("待拟办")
    PROPOSED = "proposed", _("待批示")
    IN_HAND = "in_hand", _("承办中")
    DONE = "done", _("已办结")
    FILED = "filed", _("阅存")
    VOID = "void", _("已作废")


OPEN = frozenset({EntryState.REGISTERED, EntryState.PROPOSED, EntryState.IN_HAND})
"""Somebody must still move."""
