"""The table of a card (rules §2.5)."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.cards import CardState as S
from niangjia.domains.members.policy import people as policy
from niangjia.foundation.workflow import Step, Workflow

CARD = Workflow(
    Step("issue_card", {S.MAKING}, S.ISSUED, may=policy.can_edit, label=_("发卡")),
    Step("activate_card", {S.ISSUED}, S.ACTIVE, may=policy.can_follow_up, label=_("激活")),
    Step("report_lost", {S.ISSUED, S.ACTIVE}, S.LOST, may=policy.can_follow_up, label=_("挂失")),
    Step("find_card", {S.LOST}, S.ACTIVE, may=policy.can_follow_up, label=_("解除挂失")),
    Step(
        "cancel_card",
        {S.MAKING, S.ISSUED, S.ACTIVE, S.LOST},
        S.CANCELLED,
        may=policy.can_edit,
        label=_("注销"),
    ),
)
