"""The table of an application to join (rules §2.2)."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.policy import people as policy
from niangjia.foundation.workflow import Step, Workflow

APPLICATION = Workflow(
    Step(
        "submit",
        {S.DRAFT, S.RETURNED},
        S.SUBMITTED,
        may=policy.can_follow_application,
        label=_("提交申请"),
    ),
    Step(
        "pool",
        {S.DRAFT, S.RETURNED},
        S.POOLED,
        may=policy.can_follow_application,
        label=_("提交申请"),
    ),
    Step("route", {S.POOLED, S.SUBMITTED}, S.SUBMITTED, may=policy.can_edit, label=_("分配工会")),
    Step(
        "send_back",
        {S.POOLED, S.SUBMITTED},
        S.RETURNED,
        may=policy.can_decide,
        label=_("退回补充"),
        needs_note=True,
    ),
    Step("approve", {S.SUBMITTED}, S.APPROVED, may=policy.can_decide, label=_("批准入会")),
    Step(
        "reject",
        {S.POOLED, S.SUBMITTED},
        S.REJECTED,
        may=policy.can_decide,
        label=_("不予批准"),
        needs_note=True,
    ),
    Step(
        "withdraw_application",
        {S.DRAFT, S.POOLED, S.SUBMITTED, S.RETURNED},
        S.WITHDRAWN,
        may=policy.can_follow_application,
        label=_("撤回申请"),
    ),
)
