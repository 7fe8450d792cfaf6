"""The table of a request about one's data and of merging two persons."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.people import MergeState as M
from niangjia.domains.members.enums.rights import RequestState as S
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.policy import rights
from niangjia.foundation.workflow import Step, Workflow

REQUEST = Workflow(
    Step("grant_request", {S.ASKED}, S.GRANTED, may=policy.can_decide, label=_("办理")),
    Step(
        "refuse_request",
        {S.ASKED},
        S.REFUSED,
        may=policy.can_decide,
        label=_("不予办理"),
        needs_note=True,
    ),
    Step("withdraw_request", {S.ASKED}, S.WITHDRAWN, may=policy.is_oneself, label=_("撤回")),
)

MERGE = Workflow(
    Step("confirm_merge", {M.PROPOSED}, M.DONE, may=rights.can_confirm, label=_("确认合并")),
    Step(
        "refuse_merge",
        {M.PROPOSED},
        M.REFUSED,
        may=rights.can_confirm,
        label=_("不是同一人"),
        needs_note=True,
    ),
    Step("withdraw_merge", {M.PROPOSED}, M.WITHDRAWN, may=rights.proposed, label=_("撤回")),
)
