"""Names of tasks, their reports and what happens to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """The life of a task (督办事项), rules §7.5: 立项 → 交办 → 办理 → 反馈 → 审核 → 办结 → 销号."""

    PROPOSED = "proposed", _("已立项")
    ASSIGNED = "assigned", _("待签收")
    IN_HAND = "in_hand", _("办理中")
    REPORTED = "reported", _("待审核")
    RETURNED = "returned", _("退回整改")
    ACCEPTED = "accepted", _("已办结")
    CLOSED = "closed", _("已销号")
    WITHDRAWN = "withdrawn", _("已撤销")


WAITING = frozenset({TaskState.ASSIGNED, TaskState.IN_HAND, TaskState.RETURNED})
"""The unit that was given the task must move."""

OPEN = WAITING | {TaskState.REPORTED}
"""Given out and not yet done: its clock runs."""

DONE = frozenset({TaskState.ACCEPTED, TaskState.CLOSED})


class ReportState(models.TextChoices):
    """What became of a report (反馈)."""

    FILED = "filed", _("待审核")
    ACCEPTED = "accepted", _("审核通过")
    RETURNED = "returned", _("已退回")
    INTERIM = "interim", _("阶段反馈")


class DelayState(models.TextChoices):
    """What became of a request for more time (延期申请)."""

    ASKED = "asked", _("待审批")
    GRANTED = "granted", _("已同意")
    REFUSED = "refused", _("未同意")


class Origin(models.TextChoices):
    """Where a task comes from (来源)."""

    PROGRAMME = "programme", _("专项工作")
    SUPERVISION = "supervision", _("督办")
    RHYTHM = "rhythm", _("周期工作")
    PAIRING = "pairing", _("对口联系")
    RESEARCH = "research", _("调查研究")
    OBSERVATION = "observation", _("现场观摩")
    DOCUMENT = "document", _("来文")
    COCKPIT = "cockpit", _("驾驶舱")


class Reach(models.TextChoices):
    """Which unions a task goes to (交办范围)."""

    CHILDREN = "children", _("直属下级")
    LEVEL = "level", _("某一层级")
    ALL = "all", _("全部下级（至乡镇街道）")
    LIST = "list", _("指定名单")
    CONDITION = "condition", _("按数据条件")


class Sign(models.TextChoices):
    """How a figure compares with a number."""

    LESS = "lt", _("少于")
    AT_MOST = "le", _("不超过")
    MORE = "gt", _("多于")
    AT_LEAST = "ge", _("不少于")
