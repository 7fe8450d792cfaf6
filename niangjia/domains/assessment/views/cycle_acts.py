"""What moves a cycle on: each act said with its numbers before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from niangjia.domains.assessment.enums import SheetState
from niangjia.domains.assessment.forms.cycles import Except
from niangjia.domains.assessment.selectors import cycles as cycle_selectors
from niangjia.domains.assessment.selectors.deadlines import unfinished
from niangjia.domains.assessment.selectors.sheets import sheets_of
from niangjia.domains.assessment.services import cycles, namings
from niangjia.foundation.scope import Actor
from niangjia.foundation.web import ActorRequest

from .confirming import confirm


def _opening(actor: Actor, cycle: Any, _today: date) -> list[str]:
    return [
        _("%(count)s 个单位参评，名单按今天的组织关系固定，启动后不再改动。")
        % {"count": cycle_selectors.count_participants(actor, cycle)},
        _("同时冻结台账数据，测算各单位的自评得分，并通知参评单位。"),
    ]


def _noticing(actor: Actor, cycle: Any, today: date) -> list[str]:
    sheets = sheets_of(actor, cycle.pk)
    _waiting, _running, left = unfinished(cycle, sheets, today)
    accepted = sum(sheet.state == SheetState.ACCEPTED for sheet in sheets)
    said = [_("%(count)s 个单位已验收，结果将向全部参评单位公开。") % {"count": accepted}]
    if left:
        words = _("%(names)s过了期限没有走完评定，写明原因后列为例外，不再评分。")
        said.append(words % {"names": cycles.in_short(left)})
    return [*said, _("公示后只能通过申诉更正得分。")]


def _closing(_actor: Actor, _cycle: Any, _today: date) -> list[str]:
    return [_("结束后，评分、申诉和命名都不再改动，资料仍可查阅。")]


def _paying(actor: Actor, cycle: Any, _today: date) -> list[str]:
    grades = [s.grade for s in sheets_of(actor, cycle.pk) if s.state == SheetState.ACCEPTED]
    said = []
    for band in cycle.framework.bands:
        count = grades.count(band.title)
        if count and band.award_fen:
            each = f"{Decimal(band.award_fen) / 100:,.2f}"
            words = _("%(grade)s %(count)s 个单位，每个奖补 %(each)s 元。")
            said.append(words % {"grade": band.title, "count": count, "each": each})
    return [*(said or [_("没有单位达到有奖补的等次。")]), _("公布后考核随之结束。")]


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a cycle: its verb, its service, what to say before and after."""

    title: str | Promise
    service: Callable[..., Any]
    said: Callable[[Actor, Any, date], list[str]]
    done: str | Promise
    asks: type[Form] = Form


ACTS = {
    "open": Act(
        gettext_lazy("启动考核"),
        cycles.open_cycle,
        _opening,
        gettext_lazy("已启动，参评单位已收到通知"),
    ),
    "notice": Act(
        gettext_lazy("公示结果"), cycles.give_notice, _noticing, gettext_lazy("结果已公示"), Except
    ),
    "close": Act(
        gettext_lazy("结束考核"), cycles.close_cycle, _closing, gettext_lazy("考核已结束")
    ),
    "grades": Act(
        gettext_lazy("公布等次奖补"),
        namings.announce_grades,
        _paying,
        gettext_lazy("等次奖补已公布"),
    ),
}


@require_http_methods(["GET", "POST"])
def advance(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Open a cycle, publish its results, announce the awards of its grades, or end it."""
    cycle, act = cycle_selectors.find_cycle(request.actor, pk), ACTS[verb]
    return confirm(
        request,
        title=str(act.title),
        said=act.said(request.actor, cycle, timezone.localdate(request.now)),
        back=reverse("assessment:cycle", args=[pk]),
        run=partial(act.service, actor=request.actor, cycle_id=pk, now=request.now),
        done=lambda _found: str(act.done),
        asks=act.asks,
    )
