"""Names of field research and of what it finds, S003-01, S003-02."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResearchState(models.TextChoices):
    """The life of a piece of research (调研课题)."""

    PLANNED = "planned", _("方案")
    RUNNING = "running", _("调研中")
    REPORTED = "reported", _("报告已交齐")
    ADOPTED = "adopted", _("已转化")


UNDER_WAY = frozenset({ResearchState.RUNNING, ResearchState.REPORTED})
"""Visits, findings and reports may be written down; problems are grouped and answered."""

SEEN_BELOW = frozenset({ResearchState.RUNNING, ResearchState.REPORTED, ResearchState.ADOPTED})
"""The unions visited see the research once it has begun."""


class FindingKind(models.TextChoices):
    """What a finding is (发现类型): S003-02 names them in this order."""

    HIGHLIGHT = "highlight", _("亮点")
    SHARED = "shared", _("共性问题")
    SINGLE = "single", _("个性问题")
    DEMAND = "demand", _("诉求")
    SUGGESTION = "suggestion", _("建议")


PROBLEMS = frozenset({FindingKind.SHARED, FindingKind.SINGLE, FindingKind.DEMAND})
"""What is gathered into one problem and asks for an answer."""
