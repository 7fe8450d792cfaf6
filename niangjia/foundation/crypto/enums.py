"""Why somebody needs to see, or to take away, what is otherwise masked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """用途: named in every disclosure and every export of personal data."""

    IDENTITY = "identity", _("办理业务核对身份")
    CONTACT = "contact", _("联系本人")
    PAYMENT = "payment", _("发放款项或待遇")
    REPORT = "report", _("按规定上报或备案")
    CORRECTION = "correction", _("更正或合并信息")
    LEGAL = "legal", _("司法机关或主管部门依法调取")
    OTHER = "other", _("其他")


def why(purpose: str, note: str) -> str:
    """Purpose and note in words: 联系本人：通知领取补助."""
    words = str(Purpose(purpose).label) if purpose else ""
    return "：".join(part for part in (words, note.strip()) if part)
