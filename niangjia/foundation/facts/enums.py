"""The names of the ledger: units, kinds, boundaries, qualifiers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What is counted (计量单位). Different things never add: 人, 人次 and 户 are three units."""

    PERSON = "person", _("人")
    VISIT = "visit", _("人次")
    HOUSEHOLD = "household", _("户")
    CASE = "case", _("件")
    LINE = "line", _("条次")
    TIME = "time", _("次")
    PIECE = "piece", _("个")
    FIRM = "firm", _("家")
    ITEM = "item", _("项")
    SESSION = "session", _("场")
    PLACE = "place", _("处")
    SEAT = "seat", _("名")
    ARTICLE = "article", _("篇")
    SHEET = "sheet", _("份")
    VEHICLE = "vehicle", _("辆")
    SQUARE_METRE = "square_metre", _("平方米")
    HOUR = "hour", _("小时")
    DAY = "day", _("天")
    POINT = "point", _("分")
    YUAN = "yuan", _("元")


class Kind(models.TextChoices):
    """How a metric adds up over time: what happened in a period, or what stands at its end."""

    FLOW = "flow", _("期间")
    STOCK = "stock", _("时点")


class Boundaries(models.TextChoices):
    """By which map a figure is read: of the day it was recorded, or of today."""

    THEN = "then", _("当时区划")
    NOW = "now", _("现行区划")


class Qualifier(models.TextChoices):
    """How a declared figure is qualified, as the catalogue writes it."""

    EXACT = "eq", _("等于")
    ABOUT = "~", _("约")
    NEARLY = "<~", _("近")
    OVER = ">", _("多、余")
    AT_LEAST = ">=", _("以上")
    AT_MOST = "<=", _("不超过")
    PLAN = "plan", _("计划")
    NONE = "", _("无数字")


class DeclaredKind(models.TextChoices):
    """What sort of thing somebody declared."""

    COUNT = "count", _("数量")
    MONEY = "money", _("金额")
    RATIO = "ratio", _("比率")
    TIME = "time", _("时间")
    RULE = "rule", _("标准")
    OTHER = "other", _("其他")
