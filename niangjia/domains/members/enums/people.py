"""Names about a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")


class IdKind(models.TextChoices):
    """证件类型: the number of each is checked in its own way."""

    RESIDENT = "resident", _("居民身份证")
    RESIDENCE_PERMIT = "hmt", _("港澳台居民居住证")
    FOREIGN_RESIDENT = "foreign", _("外国人永久居留身份证")
    PASSPORT = "passport", _("护照")
    OTHER = "other", _("其他证件")


class Household(models.TextChoices):
    """户籍类型: rural households make migrant workers (农民工)."""

    UNKNOWN = "", _("未登记")
    RURAL = "rural", _("农业户口")
    URBAN = "urban", _("非农业户口")


class MergeState(models.TextChoices):
    """人员合并: proposed by one, decided by another."""

    PROPOSED = "proposed", _("待复核")
    DONE = "done", _("已合并")
    REFUSED = "refused", _("不是同一人")
    WITHDRAWN = "withdrawn", _("已撤回")
