"""The table of a membership (会籍) and of its transfer (rules §2.2).

What follows from a transfer by itself is taken by the system; the transfer says who decided.
"""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import MembershipState as S
from niangjia.domains.members.enums.memberships import TransferState as T
from niangjia.domains.members.policy import people as policy
from niangjia.foundation.predicates import is_system
from niangjia.foundation.workflow import Step, Workflow

MEMBERSHIP = Workflow(
    Step(
        "ask_transfer",
        {S.ACTIVE, S.RETAINED},
        S.LEAVING,
        may=policy.can_follow_up,
        label=_("申请接转"),
    ),
    Step("stay", {S.LEAVING}, S.ACTIVE, may=is_system, label=_("留在原工会")),
    Step("stay_retained", {S.LEAVING}, S.RETAINED, may=is_system, label=_("留在原工会")),
    Step("move_on", {S.ACTIVE, S.LEAVING, S.RETAINED}, S.MOVED, may=is_system, label=_("转出")),
    Step("retain", {S.ACTIVE}, S.RETAINED, may=policy.can_edit, label=_("保留会籍")),
    Step("resume", {S.RETAINED}, S.ACTIVE, may=policy.can_edit, label=_("恢复会籍")),
    Step(
        "leave",
        {S.ACTIVE, S.RETAINED},
        S.WITHDRAWN,
        may=policy.can_decide,
        label=_("办理退会"),
        needs_note=True,
    ),
    Step(
        "lapse",
        {S.ACTIVE},
        S.LAPSED,
        may=policy.can_decide,
        label=_("认定自动退会"),
        needs_note=True,
    ),
    Step(
        "expel",
        {S.ACTIVE, S.RETAINED},
        S.EXPELLED,
        may=policy.can_decide,
        label=_("除名"),
        needs_note=True,
    ),
    Step(
        "pass_away",
        {S.ACTIVE, S.LEAVING, S.RETAINED},
        S.DECEASED,
        may=policy.can_edit,
        label=_("登记去世"),
    ),
)

TRANSFER = Workflow(
    Step("accept_transfer", {T.REQUESTED}, T.ACCEPTED, may=policy.can_receive, label=_("接收会籍")),
    Step(
        "refuse_transfer",
        {T.REQUESTED},
        T.REFUSED,
        may=policy.can_receive,
        label=_("不予接收"),
        needs_note=True,
    ),
    Step(
        "cancel_transfer", {T.REQUESTED}, T.CANCELLED, may=policy.can_follow_up, label=_("撤回接转")
    ),
    Step("expire_transfer", {T.REQUESTED}, T.EXPIRED, may=is_system, label=_("超时退回")),
)
