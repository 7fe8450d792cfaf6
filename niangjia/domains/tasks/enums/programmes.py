"""Names of programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeState(models.TextChoices):
    """The life of a programme of work (专项工作)."""

    DRAFT = "draft", _("拟订中")
    RUNNING = "running", _("推进中")
    CLOSED = "closed", _("已收官")
