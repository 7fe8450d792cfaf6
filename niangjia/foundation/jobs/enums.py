"""How far a long job has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgressState(models.TextChoices):
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("处理中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未通过")
    FAILED = "failed", _("处理失败")


OPEN = (ProgressState.WAITING, ProgressState.RUNNING)
