"""Names the room uses: item kinds, formulas, stages, states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkState(models.TextChoices):
    """The life of one edition of a framework (考核细则)."""

    DRAFT = "draft", _("编制中")
    PUBLISHED = "published", _("已发布")
    RETIRED = "retired", _("已停用")


class ItemKind(models.TextChoices):
    """What an item is in the rules (指标类型), rules §7.3."""

    COMPULSORY = "compulsory", _("必答题")
    SCORED = "scored", _("评分项")
    BONUS = "bonus", _("加分项")
    PENALTY = "penalty", _("减分项")
    VETO = "veto", _("一票否决")
    SAMPLE = "sample", _("抽查与满意度")


class Formula(models.TextChoices):
    """How a value becomes points (计分方法), rules §7.3."""

    PASS_FAIL = "pass_fail", _("通过与否")
    MANUAL = "manual", _("人工评分")
    LINEAR = "linear", _("线性")
    STEP = "step", _("分档")
    RATIO = "ratio", _("完成比例")
    RANK = "rank", _("名次")
    EACH = "each", _("按次计分")
    SAMPLE = "sample", _("抽样均值")


class VetoEffect(models.TextChoices):
    """What a veto does to the result (一票否决后果)."""

    VOID = "void", _("结果作废")
    CEILING = "ceiling", _("总分封顶")


class TieRule(models.TextChoices):
    """What happens to equal points (同分处理), rules §7.3 and §14.14."""

    SHARED = "shared", _("并列名次")
    ORDER = "order", _("按维度顺序比较")
    VOID = "void", _("同分无效，重新评定")


class Rhythm(models.TextChoices):
    """Which period a cycle judges (考核周期). Half-yearly: S001-27; statistics year: Oct–Sep."""

    ONCE = "once", _("一次性")
    YEARLY = "yearly", _("年度")
    FIRST_HALF = "first_half", _("上半年")
    SECOND_HALF = "second_half", _("下半年")
    STATISTICS_YEAR = "statistics_year", _("统计年度")


class CycleState(models.TextChoices):
    """Where a cycle is (考核状态)."""

    PREPARING = "preparing", _("筹备中")
    OPEN = "open", _("考核中")
    NOTICE = "notice", _("公示中")
    NAMED = "named", _("已命名")
    CLOSED = "closed", _("已结束")


class Stage(models.TextChoices):
    """The five steps of a cycle, each with a deadline of its own (考核阶段)."""

    SELF = "self", _("自评")
    REVIEW = "review", _("市级复核")
    ACCEPTANCE = "acceptance", _("省级验收")
    NOTICE = "notice", _("公示")
    NAMING = "naming", _("命名")


SCORING_STAGES = (Stage.SELF, Stage.REVIEW, Stage.ACCEPTANCE)
"""The three columns of a sheet, from the lowest level to the highest."""


class Entry(models.TextChoices):
    """Which sheets go on to acceptance (进入验收)."""

    EVERY = "every", _("全部单位")
    RECOMMENDED = "recommended", _("仅推荐单位")


class SheetState(models.TextChoices):
    """Where one union's sheet is (评分表状态)."""

    FILLING = "filling", _("自评中")
    SUBMITTED = "submitted", _("待复核")
    REVIEWING = "reviewing", _("复核中")
    REVIEW_RETURNED = "review_returned", _("复核退回补充")
    REVIEWED = "reviewed", _("复核完毕，未推荐")
    AWAITING = "awaiting", _("待验收")
    ACCEPTING = "accepting", _("验收中")
    ACCEPTANCE_RETURNED = "acceptance_returned", _("验收退回补充")
    ACCEPTED = "accepted", _("已验收")
    EXCEPTED = "excepted", _("列为例外")


class Conclusion(models.TextChoices):
    """What a reviewer says of one item (结论)."""

    PASSED = "passed", _("通过")
    PARTLY = "partly", _("部分通过")
    FAILED = "failed", _("不通过")


class AppealState(models.TextChoices):
    """Where an appeal against one item is (申诉)."""

    FILED = "filed", _("待处理")
    UPHELD = "upheld", _("予以更正")
    DISMISSED = "dismissed", _("维持原分")
    WITHDRAWN = "withdrawn", _("已撤回")


class NamingState(models.TextChoices):
    """Where a naming is (命名)."""

    PROPOSED = "proposed", _("拟命名")
    DECIDED = "decided", _("已命名")


class BundleState(models.TextChoices):
    """Where a bundled appraisal is (捆绑考核)."""

    RUNNING = "running", _("核算中")
    CONCLUDED = "concluded", _("已评定")
