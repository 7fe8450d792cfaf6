"""The tables of what may follow what: framework, cycle, sheet, appeal, naming."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from . import policy
from .enums import AppealState as A
from .enums import BundleState as B
from .enums import CycleState as C
from .enums import FrameworkState as F
from .enums import NamingState as N
from .enums import SheetState as S

FRAMEWORK = Workflow(
    Step("publish", {F.DRAFT}, F.PUBLISHED, may=policy.owns_here, label=_("发布细则")),
    Step("retire", {F.PUBLISHED}, F.RETIRED, may=policy.owns_here, label=_("停用细则")),
)

CYCLE = Workflow(
    Step("open", {C.PREPARING}, C.OPEN, may=policy.owns_here, label=_("启动考核")),
    Step("give_notice", {C.OPEN}, C.NOTICE, may=policy.owns_here, label=_("公示结果")),
    Step("name", {C.NOTICE}, C.NAMED, may=policy.owns_here, label=_("命名")),
    Step("close", {C.NOTICE, C.NAMED}, C.CLOSED, may=policy.owns_here, label=_("结束考核")),
)

SHEET = Workflow(
    Step(
        "submit",
        {S.FILLING},
        S.SUBMITTED,
        may=policy.can_fill & policy.needs_review,
        label=_("提交自评"),
    ),
    Step(
        "submit_straight",
        {S.FILLING},
        S.AWAITING,
        may=policy.can_fill & ~policy.needs_review,
        label=_("提交自评"),
    ),
    Step("withdraw", {S.SUBMITTED}, S.FILLING, may=policy.can_fill, label=_("撤回自评")),
    Step("start_review", {S.SUBMITTED}, S.REVIEWING, may=policy.can_review, label=_("开始复核")),
    Step(
        "return_from_review",
        {S.REVIEWING},
        S.REVIEW_RETURNED,
        may=policy.can_review,
        label=_("退回补充材料"),
        needs_note=True,
    ),
    Step(
        "supplement", {S.REVIEW_RETURNED}, S.REVIEWING, may=policy.can_fill, label=_("提交补充材料")
    ),
    Step(
        "resume_review",
        {S.REVIEW_RETURNED},
        S.REVIEWING,
        may=policy.can_review,
        label=_("不再等待，继续复核"),
    ),
    Step(
        "conclude_review",
        {S.REVIEWING},
        S.REVIEWED,
        may=policy.can_review & ~policy.everyone_goes_on,
        label=_("提交复核意见（不推荐）"),
    ),
    Step(
        "pass_on",
        {S.REVIEWING},
        S.AWAITING,
        may=policy.can_review & policy.everyone_goes_on,
        label=_("提交复核意见"),
    ),
    Step(
        "recommend", {S.REVIEWING}, S.AWAITING, may=policy.can_review, label=_("提交复核意见并推荐")
    ),
    Step("start_acceptance", {S.AWAITING}, S.ACCEPTING, may=policy.can_accept, label=_("开始验收")),
    Step(
        "return_from_acceptance",
        {S.ACCEPTING},
        S.ACCEPTANCE_RETURNED,
        may=policy.can_accept,
        label=_("退回补充材料"),
        needs_note=True,
    ),
    Step(
        "supplement_for_acceptance",
        {S.ACCEPTANCE_RETURNED},
        S.ACCEPTING,
        may=policy.can_fill,
        label=_("提交补充材料"),
    ),
    Step(
        "resume_acceptance",
        {S.ACCEPTANCE_RETURNED},
        S.ACCEPTING,
        may=policy.can_accept,
        label=_("不再等待，继续验收"),
    ),
    Step("accept", {S.ACCEPTING}, S.ACCEPTED, may=policy.can_accept, label=_("提交验收意见")),
    Step(
        "except_sheet",
        {S.FILLING, S.SUBMITTED, S.REVIEWING, S.REVIEW_RETURNED},
        S.EXCEPTED,
        may=policy.owns_here,
        label=_("列为例外"),
        needs_note=True,
    ),
)

APPEAL = Workflow(
    Step("withdraw_appeal", {A.FILED}, A.WITHDRAWN, may=policy.appeals_here, label=_("撤回申诉")),
    Step(
        "uphold",
        {A.FILED},
        A.UPHELD,
        may=policy.decides_here,
        label=_("予以更正"),
        needs_note=True,
    ),
    Step(
        "dismiss",
        {A.FILED},
        A.DISMISSED,
        may=policy.decides_here,
        label=_("维持原分"),
        needs_note=True,
    ),
)

NAMING = Workflow(
    Step("decide", {N.PROPOSED}, N.DECIDED, may=policy.owns_here, label=_("作出命名决定")),
)

BUNDLE = Workflow(
    Step("conclude_bundle", {B.RUNNING}, B.CONCLUDED, may=policy.owns_here, label=_("评定等次")),
)
