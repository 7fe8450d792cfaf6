"""Names of observation rounds, S000-03."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """The life of an observation round (现场观摩)."""

    PLANNED = "planned", _("筹备中")
    INVITED = "invited", _("已通知")
    HELD = "held", _("已举办")
    CONCLUDED = "concluded", _("已总结")
    CALLED_OFF = "called_off", _("已取消")


OPEN = frozenset({RoundState.PLANNED, RoundState.INVITED})
"""The route and the list of participants may still change."""

TOOK_PLACE = frozenset({RoundState.HELD, RoundState.CONCLUDED})

SEEN_BELOW = frozenset({RoundState.INVITED, RoundState.HELD, RoundState.CONCLUDED})
"""The unions below see a round once they are invited."""


class SiteKind(models.TextChoices):
    """What is looked at (点位类型): F000-05 names these three."""

    SERVICE = "service", _("服务阵地")
    ENTERPRISE = "enterprise", _("企业工会")
    COMMUNITY = "community", _("社区工会")


class Part(models.TextChoices):
    """In what capacity somebody takes part (参会身份)."""

    LEADER = "leader", _("主办工会领导")
    SECRETARY = "secretary", _("市（州）总工会党组书记")
    HOST = "host", _("点位所在县（市、区）党委书记")
    DEPARTMENT = "department", _("机关部门负责人")
    COUNTY = "county", _("县级工会负责人")
    OTHER = "other", _("其他")


class Attendance(models.TextChoices):
    """Whether somebody came (到会情况)."""

    PENDING = "pending", _("未登记")
    CAME = "came", _("到会")
    SENT = "sent", _("委派他人")
    AWAY = "away", _("请假")


PRESENT = frozenset({Attendance.CAME, Attendance.SENT})
