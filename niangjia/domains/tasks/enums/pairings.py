"""Names of pairings, visits and what is found on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemState(models.TextChoices):
    """What became of a problem found on a visit (走访问题)."""

    FOUND = "found", _("待交办")
    RAISED = "raised", _("已上报")
    HANDED = "handed", _("交办中")
    SOLVED = "solved", _("已解决")
