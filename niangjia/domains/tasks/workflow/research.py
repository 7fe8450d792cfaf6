"""The table of a piece of field research, S003-01…03."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.research import ResearchState as R
from niangjia.domains.tasks.policy import research as policy
from niangjia.foundation.workflow import Step, Workflow

RESEARCH = Workflow(
    Step("begin", {R.PLANNED}, R.RUNNING, may=policy.can_plan, label=_("启动调研")),
    Step("hand_in", {R.RUNNING}, R.REPORTED, may=policy.can_plan, label=_("收齐报告")),
    Step(
        "go_back",
        {R.REPORTED},
        R.RUNNING,
        may=policy.can_plan,
        label=_("补充调研"),
        needs_note=True,
    ),
    Step("adopt", {R.REPORTED}, R.ADOPTED, may=policy.can_plan, label=_("确认转化")),
)
