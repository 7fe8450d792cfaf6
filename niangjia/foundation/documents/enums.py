"""Kinds and states of numbered documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    DECISION = "decision", _("决定")
    NOTICE = "notice", _("通知")
    REQUEST = "request", _("请示")
    REPLY = "reply", _("批复")
    LETTER = "letter", _("函")
    REPORT = "report", _("报告")


UPWARD = (DocumentKind.REQUEST, DocumentKind.REPORT)
"""Go to the level above and name who signed (签发人)."""

DOWNWARD = (DocumentKind.DECISION, DocumentKind.NOTICE)
"""Go to everybody below; once issued, everybody below may read them."""


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    ISSUED = "issued", _("已印发")
    WITHDRAWN = "withdrawn", _("已撤回")
