"""Names about belonging to a union (会籍), rules §2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipState(models.TextChoices):
    """会籍状态, rules §2.2. The first three are the one current membership of a person."""

    ACTIVE = "active", _("在籍")
    LEAVING = "leaving", _("接转中")
    RETAINED = "retained", _("保留会籍")
    MOVED = "moved", _("已转出")
    WITHDRAWN = "withdrawn", _("已退会")
    LAPSED = "lapsed", _("自动退会")
    EXPELLED = "expelled", _("已除名")
    DECEASED = "deceased", _("已去世")
    UNDONE = "undone", _("已撤销导入")


CURRENT = frozenset({MembershipState.ACTIVE, MembershipState.LEAVING, MembershipState.RETAINED})
"""A person has at most one of these."""

COUNTED = frozenset({MembershipState.ACTIVE, MembershipState.LEAVING})
"""Who counts in 入会率, votes, may be elected and pays dues: not the retained."""

REAPPLY = frozenset({MembershipState.WITHDRAWN, MembershipState.LAPSED, MembershipState.EXPELLED})
"""Ended so that a new application is needed."""


class RetainedFor(models.TextChoices):
    """Why membership is kept without vote and dues (保留会籍的事由)."""

    RETIRED = "retired", _("退休")
    EARLY_RETIRED = "early", _("提前退休")
    UNEMPLOYED = "unemployed", _("失业")
    EMPLOYER_ENDED = "employer", _("单位终止")
    ARMY = "army", _("参军")
    STUDY = "study", _("就学")


class Way(models.TextChoices):
    """How somebody came in (入会途径)."""

    PHONE = "phone", _("本人手机")
    POSTER = "poster", _("扫码入会")
    CROWD = "crowd", _("现场代办")
    VILLAGE = "village", _("村级服务点")
    ROLL = "roll", _("名册导入")
    API = "api", _("系统对接")
    DESK = "desk", _("窗口办理")


class NefMode(models.TextChoices):
    """新就业形态劳动者入会模式, S003-15."""

    NONE = "", _("不适用")
    KEY = "key", _("重点建")
    INDUSTRY = "industry", _("行业建")
    FALLBACK = "fallback", _("兜底建")


class NefGroup(models.TextChoices):
    """新就业形态劳动者群体: the four focus groups first, rules §2.3."""

    NONE = "", _("不是")
    TRUCK_DRIVER = "truck_driver", _("货车司机")
    RIDE_HAILING = "ride_hailing_driver", _("网约车司机")
    COURIER = "courier", _("快递员")
    FOOD_RIDER = "food_rider", _("外卖配送员")
    CARE_WORKER = "care_worker", _("护工护理员")
    DOMESTIC = "domestic_worker", _("家政服务员")
    SHOP = "shop_promoter", _("商场信息员")
    STREAMER = "streamer", _("网络主播")
    SUBSTITUTE = "substitute_driver", _("代驾司机")
    OTHER = "other", _("其他新就业形态")


FOCUS = (
    NefGroup.TRUCK_DRIVER,
    NefGroup.RIDE_HAILING,
    NefGroup.COURIER,
    NefGroup.FOOD_RIDER,
)


class EmploymentForm(models.TextChoices):
    """用工形式."""

    UNKNOWN = "", _("未登记")
    CONTRACT = "contract", _("劳动合同")
    DISPATCH = "dispatch", _("劳务派遣")
    NEF = "nef", _("新就业形态")
    FLEXIBLE = "flexible", _("灵活就业")
    OFFICIAL = "official", _("机关事业编制")


class SkillLevel(models.TextChoices):
    """技能等级, from 学徒工 to 首席技师."""

    UNKNOWN = "", _("未登记")
    APPRENTICE = "0", _("学徒工")
    JUNIOR = "5", _("初级工")
    MIDDLE = "4", _("中级工")
    SENIOR = "3", _("高级工")
    TECHNICIAN = "2", _("技师")
    SENIOR_TECHNICIAN = "1", _("高级技师")
    SPECIAL = "s", _("特级技师")
    CHIEF = "c", _("首席技师")


class TransferState(models.TextChoices):
    """会籍接转: asked for until the receiving union answers or its time runs out."""

    REQUESTED = "requested", _("待接收")
    ACCEPTED = "accepted", _("已接收")
    REFUSED = "refused", _("未接收")
    EXPIRED = "expired", _("超时未接收")
    CANCELLED = "cancelled", _("已撤回")
