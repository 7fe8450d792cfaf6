"""The table of a problem found on a visit."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.pairings import ProblemState as P
from niangjia.domains.tasks.policy import pairings as policy
from niangjia.foundation.workflow import Step, Workflow

PROBLEM = Workflow(
    Step("hand_on", {P.FOUND}, P.HANDED, may=policy.can_hand_on, label=_("交办问题")),
    Step(
        "settle",
        {P.FOUND},
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
)
