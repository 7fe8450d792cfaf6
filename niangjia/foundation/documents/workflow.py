"""From draft to issued; an issued document is withdrawn, never changed."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from . import policy
from .enums import DocumentState as S

DOCUMENT = Workflow(
    Step("issue", {S.DRAFT}, S.ISSUED, may=policy.can_issue, label=_("印发文件")),
    Step(
        "withdraw",
        {S.ISSUED},
        S.WITHDRAWN,
        may=policy.can_issue,
        label=_("撤回文件"),
        needs_note=True,
    ),
)
