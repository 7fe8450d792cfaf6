"""What may happen to a union: 筹备 → 已建 → 已合并 or 已撤销 (rules §1.1)."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from . import policy
from .enums import RoundState as R
from .enums import SecondeeState as E
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

ROUND = Workflow(
    Step("announce_round", {R.DRAFT}, R.ANNOUNCED, may=policy.can_edit, label=_("发布通知")),
    Step("screen", {R.ANNOUNCED}, R.SCREENING, may=policy.can_edit, label=_("截止报名")),
    Step("start_round", {R.SCREENING}, R.RUNNING, may=policy.can_edit, label=_("开班")),
    Step("close_round", {R.RUNNING}, R.CLOSED, may=policy.can_edit, label=_("结束本批")),
    Step(
        "cancel_round",
        {R.DRAFT, R.ANNOUNCED, R.SCREENING},
        R.CANCELLED,
        may=policy.can_edit,
        label=_("取消本批"),
        needs_note=True,
    ),
)

SECONDEE = Workflow(
    Step("select", {E.APPLIED}, E.SELECTED, may=policy.can_host, label=_("入选")),
    Step(
        "decline",
        {E.APPLIED, E.SELECTED},
        E.DECLINED,
        may=policy.can_host,
        label=_("不入选"),
        needs_note=True,
    ),
    Step("place", {E.SELECTED}, E.PLACED, may=policy.can_host, label=_("安排部门")),
    Step("finish", {E.PLACED}, E.FINISHED, may=policy.can_host, label=_("结业鉴定")),
    Step(
        "recall",
        {E.PLACED},
        E.RECALLED,
        may=policy.can_edit,
        label=_("提前返回"),
        needs_note=True,
    ),
    Step(
        "withdraw_application",
        {E.APPLIED, E.SELECTED},
        E.WITHDRAWN,
        may=policy.can_edit,
        label=_("撤回报名"),
    ),
)
