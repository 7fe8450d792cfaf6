"""The table of a registered document: 登记 → 拟办 → 批示 → 承办 → 办结, or filed after reading."""

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.register import EntryState as E
from niangjia.domains.tasks.policy import register as policy
from niangjia.foundation.workflow import Step, Workflow

ENTRY = Workflow(
    Step(
        "suggest",
        {E.REGISTERED},
        E.PROPOSED,
        may=policy.can_keep,
        label=_("填写拟办意见"),
        needs_note=True,
    ),
    Step(
        "instruct",
        {E.REGISTERED, E.PROPOSED},
        E.IN_HAND,
        may=policy.can_instruct,
        label=_("登记批示"),
        needs_note=True,
    ),
    Step(
        "finish_entry",
        {E.IN_HAND},
        E.DONE,
        may=policy.can_keep,
        label=_("办结文件"),
        needs_note=True,
    ),
    Step("file_away", {E.REGISTERED, E.PROPOSED}, E.FILED, may=policy.can_keep, label=_("阅存")),
    Step(
        "void",
        {E.REGISTERED, E.PROPOSED, E.FILED},
        E.VOID,
        may=policy.can_keep,
        label=_("作废登记"),
        needs_note=True,
    ),
)
