"""States of one import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Where an import (导入批次) stands."""

    UPLOADED = "uploaded", _("已上传")
    CHECKED = "checked", _("待确认")
    IMPORTED = "imported", _("已导入")
    UNDONE = "undone", _("已撤销")


class ExportState(models.TextChoices):
    """Where an export stands: made in the background, or handed out at once."""

    WAITING = "waiting", _("正在生成")
    READY = "ready", _("可以下载")
    TAKEN = "taken", _("当场下载")
    GONE = "gone", _("已清理")
