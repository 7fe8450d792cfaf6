"""What the security administrator fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONG: Any = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 1000}


class Assess(forms.Form):
    """影响评估: the three things the law wants assessed (§56)."""

    done_on = forms.DateField(label=_("评估日期"))
    next_on = forms.DateField(
        label=_("下次评估"), help_text=_("目的、方式或种类有变化时应提前重新评估")
    )
    document = forms.CharField(label=_("报告编号"), max_length=120)
    necessity = forms.CharField(label=_("目的和方式是否合法、正当、必要"), **LONG)
    risk = forms.CharField(label=_("对个人权益的影响和风险"), **LONG)
    measures = forms.CharField(label=_("保护措施是否与风险相适应"), **LONG)
