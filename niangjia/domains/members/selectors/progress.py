"""Where an application stands, step by step, in words for the desk and for the worker's phone."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.models import Application
from niangjia.foundation.ui.dates import date_cn

Step = dict[str, str]


def steps_of(row: Application) -> list[Step]:
    """提交申请 → 分配工会 (where it went through the pool) → 工会审批 → 入会."""
    names = [_("提交申请"), _("工会审批"), _("取得会籍")]
    if row.was_pooled:
        names.insert(1, _("分配工会"))
    at = _place(row)
    days = _days(row)
    return [
        {
            "name": name,
            "date": days.get(number, ""),
            "state": "done" if number < at else "current" if number == at else "later",
        }
        for number, name in enumerate(names)
    ]


def _place(row: Application) -> int:
    """Which step it is at: the first not done yet."""
    approval = 2 if row.was_pooled else 1
    return {
        S.DRAFT: 0,
        S.RETURNED: 0,
        S.POOLED: 1,
        S.SUBMITTED: approval,
        S.REJECTED: approval,
        S.WITHDRAWN: 0,
        S.APPROVED: approval + 2,
    }[S(row.state)]


def _days(row: Application) -> dict[int, str]:
    found = {0: date_cn(localdate(row.submitted_at))} if row.submitted_at else {}
    if row.decided_at and row.state in {S.APPROVED, S.REJECTED}:
        found[2 if row.was_pooled else 1] = date_cn(localdate(row.decided_at))
    return found


def holder_words(row: Application) -> str:
    """Who has it now, and what the person has to do (ui.md §7.9)."""
    union = row.union.name if row.union else ""
    words = {
        S.DRAFT: _("还没有提交"),
        S.POOLED: _("正由%(union)s分配工会，您不用做任何事"),
        S.SUBMITTED: _("正由%(union)s审批，您不用做任何事"),
        S.RETURNED: _("%(union)s请您补充：%(note)s"),
        S.APPROVED: _("已加入%(union)s"),
        S.REJECTED: _("%(union)s未批准：%(note)s"),
        S.WITHDRAWN: _("已撤回，可以重新申请"),
    }[S(row.state)]
    return words % {"union": union, "note": row.note}
