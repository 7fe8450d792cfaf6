"""What may happen to a union: 筹备 → 已建 → 已合并 or 已撤销 (rules §1.1)."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from . import policy
from .enums import UnionState as S

UNION = Workflow(
    Step("found", {S.PREPARING}, S.ESTABLISHED, may=policy.can_approve, label=_("批准成立")),
    Step(
        "withdraw",
        {S.PREPARING},
        S.WITHDRAWN,
        may=policy.can_edit,
        label=_("撤回筹备"),
        needs_note=True,
    ),
    Step("rename", {S.ESTABLISHED}, S.ESTABLISHED, may=policy.can_approve, label=_("更名改码")),
    Step("move", {S.ESTABLISHED}, S.ESTABLISHED, may=policy.can_approve, label=_("变更隶属")),
    Step("split", {S.ESTABLISHED}, S.ESTABLISHED, may=policy.can_approve, label=_("分设工会")),
    Step(
        "merge",
        {S.ESTABLISHED},
        S.MERGED,
        may=policy.can_approve,
        label=_("并入其他工会"),
        needs_note=True,
    ),
    Step(
        "dissolve",
        {S.ESTABLISHED},
        S.DISSOLVED,
        may=policy.can_approve,
        label=_("撤销工会"),
        needs_note=True,
    ),
    Step(
        "mark_dormant",
        {S.ESTABLISHED},
        S.ESTABLISHED,
        may=policy.can_mark_dormant,
        label=_("标为有名无实"),
        needs_note=True,
    ),
    Step("revive", {S.ESTABLISHED}, S.ESTABLISHED, may=policy.can_revive, label=_("恢复正常")),
)
