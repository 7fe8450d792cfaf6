"""The table of a programme."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.programmes import ProgrammeState as P
from niangjia.domains.tasks.policy import programmes as policy
from niangjia.foundation.workflow import Step, Workflow

PROGRAMME = Workflow(
    Step("launch", {P.DRAFT}, P.RUNNING, may=policy.runs_here, label=_("启动专项工作")),
    Step("close_programme", {P.RUNNING}, P.CLOSED, may=policy.runs_here, label=_("收官")),
)
