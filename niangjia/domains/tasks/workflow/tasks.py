"""The table of a task (rules §7.5) and of a request for more time."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.tasks import DelayState as D
from niangjia.domains.tasks.enums.tasks import TaskState as S
from niangjia.domains.tasks.policy import tasks as policy
from niangjia.foundation.workflow import Step, Workflow

TASK = Workflow(
    Step("hand_out", {S.PROPOSED}, S.IN_HAND, may=policy.can_lead, label=_("交办")),
    Step("receive", {S.ASSIGNED}, S.IN_HAND, may=policy.can_do, label=_("签收")),
    Step("report", {S.IN_HAND, S.RETURNED}, S.REPORTED, may=policy.can_do, label=_("反馈办理情况")),
    Step("take_back", {S.REPORTED}, S.IN_HAND, may=policy.can_do, label=_("撤回反馈")),
    Step("accept", {S.REPORTED}, S.ACCEPTED, may=policy.can_judge, label=_("审核通过")),
    Step(
        "send_back",
        {S.REPORTED},
        S.RETURNED,
        may=policy.can_judge,
        label=_("退回整改"),
        needs_note=True,
    ),
    Step("conclude", {S.IN_HAND}, S.ACCEPTED, may=policy.can_lead, label=_("办结")),
    Step("strike_off", {S.ACCEPTED}, S.CLOSED, may=policy.issues_here, label=_("销号")),
    Step(
        "reopen",
        {S.ACCEPTED, S.CLOSED},
        S.IN_HAND,
        may=policy.issues_here,
        label=_("重新办理"),
        needs_note=True,
    ),
    Step(
        "withdraw",
        {S.PROPOSED, S.ASSIGNED, S.IN_HAND, S.RETURNED},
        S.WITHDRAWN,
        may=policy.issues_here,
        label=_("撤销任务"),
        needs_note=True,
    ),
)

DELAY = Workflow(
    Step("grant", {D.ASKED}, D.GRANTED, may=policy.issues_here, label=_("同意延期")),
    Step(
        "refuse_delay",
        {D.ASKED},
        D.REFUSED,
        may=policy.issues_here,
        label=_("不同意延期"),
        needs_note=True,
    ),
)
