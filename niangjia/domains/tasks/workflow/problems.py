"""The table of a problem found on a visit."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.pairings import ProblemState as P
from niangjia.domains.tasks.policy import problems as policy
from niangjia.foundation.workflow import Step, Workflow

PROBLEM = Workflow(
    Step(
        "raise_up",
        {P.FOUND},
        P.RAISED,
        may=policy.can_raise,
        label=_("上报问题"),
        needs_note=True,
    ),
    Step(
        "send_down",
        {P.RAISED},
        P.FOUND,
        may=policy.can_decide,
        label=_("退回问题"),
        needs_note=True,
    ),
    Step("hand_on", {P.FOUND, P.RAISED}, P.HANDED, may=policy.can_hand_on, label=_("交办问题")),
    Step(
        "settle",
        {P.FOUND, P.RAISED},
        P.SOLVED,
        may=policy.can_settle,
        label=_("现场解决"),
        needs_note=True,
    ),
    Step("solve", {P.HANDED}, P.SOLVED, may=policy.can_follow, label=_("问题解决")),
    Step(
        "take_up_again",
        {P.SOLVED},
        P.HANDED,
        may=policy.can_follow,
        label=_("问题重新办理"),
        needs_note=True,
    ),
    Step("call_back", {P.HANDED}, P.FOUND, may=policy.can_follow, label=_("交办撤销")),
    Step("call_back_above", {P.HANDED}, P.RAISED, may=policy.can_follow, label=_("交办撤销")),
)
