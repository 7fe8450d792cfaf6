"""From draft to published, and back out of sight."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from . import policy
from .enums import AnnouncementState as S

ANNOUNCEMENT = Workflow(
    Step("publish", {S.DRAFT}, S.PUBLISHED, may=policy.issues_here, label=_("发布通知")),
    Step(
        "withdraw",
        {S.PUBLISHED},
        S.WITHDRAWN,
        may=policy.issues_here,
        label=_("撤回通知"),
        needs_note=True,
    ),
)
