"""The table of an observation round, S000-03."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rounds import RoundState as R
from niangjia.domains.tasks.policy import rounds as policy
from niangjia.foundation.workflow import Step, Workflow

ROUND = Workflow(
    Step("invite", {R.PLANNED}, R.INVITED, may=policy.organises, label=_("通知参会")),
    Step("hold", {R.INVITED}, R.HELD, may=policy.organises, label=_("登记举办")),
    Step(
        "sum_up",
        {R.HELD},
        R.CONCLUDED,
        may=policy.organises,
        label=_("总结观摩"),
        needs_note=True,
    ),
    Step(
        "call_off",
        {R.PLANNED, R.INVITED},
        R.CALLED_OFF,
        may=policy.organises,
        label=_("取消观摩"),
        needs_note=True,
    ),
)
