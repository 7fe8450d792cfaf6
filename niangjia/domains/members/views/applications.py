"""入会申请: the ledger, one application, and the verbs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members import filters
from niangjia.domains.members.forms import applications as forms
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.policy.roles import APPROVERS, WRITERS
from niangjia.domains.members.selectors import applications as selectors
from niangjia.domains.members.selectors import applying, people, progress
from niangjia.domains.members.services import joining, nudging
from niangjia.domains.members.workflow.applications import APPLICATION
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import chosen, with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import size_of

from .verbs import Crumbs, Verb, ask

LEDGER = _("入会申请")


@dataclass(frozen=True, slots=True)
class Act:
    """A verb as a small form; `step` is its row in the table of states."""

    step: str
    verb: Verb
    form: type[django_forms.Form]
    service: Callable[..., Any]
    page: bool = False


ACTS = {
    "approve": Act(
        "approve",
        Verb(_("批准入会"), _("批准之日起取得会籍，生成会员号和电子会员卡，并通知本人")),
        forms.Approve,
        joining.approve,
    ),
    "send-back": Act(
        "send_back",
        Verb(_("退回补充"), _("退回后由申请人补充再提交，期限重新计算")),
        forms.SendBack,
        joining.send_back,
    ),
    "reject": Act(
        "reject",
        Verb(_("不予批准"), _("办结后申请人可以重新申请，理由会告诉申请人"), "danger"),
        forms.Reject,
        joining.reject,
    ),
    "withdraw": Act(
        "withdraw_application",
        Verb(_("撤回申请"), _("撤回后可以重新申请"), "danger"),
        forms.Nothing,
        joining.withdraw,
    ),
    "supplement": Act(
        "submit",
        Verb(_("补充后重新提交")),
        forms.Supplement,
        joining.send_again,
        page=True,
    ),
    "nudge": Act(
        "",
        Verb(_("催办"), _("提醒经办工会尽快办理，一天只能催办一次")),
        forms.Nothing,
        nudging.nudge,
    ),
}


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The ledger: views, conditions, one page of rows."""
    return page(request, "members/applications.html", ledger(request), part="rows")


def ledger(request: ActorRequest) -> dict[str, Any]:
    """What the ledger shows."""
    today = localdate(request.now)
    form = filters.ApplicationFilter(request.GET, actor=request.actor)
    wanted = form.conditions()
    size = size_of(request.GET.get("size"))
    counts = applying.view_counts(request.actor, wanted, today)
    cursor = request.GET.get("page", "")
    lines = applying.application_page(request.actor, wanted, today, cursor, size)
    return {
        "form": form,
        "wanted": wanted,
        "chosen": chosen(form, request.GET),
        "lines": lines,
        "count": counts[wanted.view],
        "views": _views(request, wanted, counts),
        "clock": applying.clock(today),
        "size": size,
        "may_decide": _holds(request, APPROVERS),
        "may_write": _holds(request, WRITERS),
        "poster": _poster(request, wanted.poster, today),
    }


def _views(request: ActorRequest, wanted: applying.Conditions, counts: Any) -> list[dict[str, Any]]:
    return [
        {
            "text": label if counts[view].exact else f"{label} {filters.MANY}",
            "url": with_query(request.GET, view=view, page=None),
            "count": counts[view].number if counts[view].exact else None,
            "current": view == wanted.view,
        }
        for view, label in applying.VIEWS.items()
    ]


def _holds(request: ActorRequest, roles: frozenset[str]) -> bool:
    here = request.actor.here
    return bool(here) and request.actor.holds(roles, at=here)


def _poster(request: ActorRequest, pk: int | None, today: date) -> Any:
    """The code whose applications are shown, in words."""
    return selectors.seen_poster(request.actor, pk) if pk else None


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One application: who asks, who has it, until when, and what may be done."""
    row = selectors.find_application(request.actor, pk)
    today = localdate(request.now)
    shown = applying.clock(today).shown(row)
    context = {
        "row": row,
        "person": row.person,
        "due": shown,
        "steps": progress.steps_of(row),
        "begun": localdate(row.submitted_at) if row.submitted_at else None,
        "links": _links(request, row),
        "consent": selectors.consent_behind(row),
        "membership": people.membership_of(row.person),
        "past": people.history_of(row.person)[:5],
        "trail": lines_of(row),
        "today": today,
    }
    return page(request, "members/application.html", context)


def _links(request: ActorRequest, row: Any) -> list[dict[str, Any]]:
    """The buttons this person should see: the first one is the step the row waits for."""
    open_ = {step.verb for step in APPLICATION.open_to(request.actor, row)}
    found = []
    if "route" in open_:
        found.append(_link(row, "route", _("分配工会"), page=True))
    for key, act in ACTS.items():
        if act.step in open_ or (key == "nudge" and _may_nudge(request, row)):
            found.append(_link(row, key, act.verb.label, act.page, act.verb.kind))
    leading = ["route"] if row.pooled_at else []
    order = [*leading, "approve", "supplement", "nudge", "send-back", "route", "reject", "withdraw"]
    return sorted(found, key=lambda link: order.index(link["key"]))


def _link(
    row: Any, key: str, label: Any, page: bool = False, kind: str = "primary"
) -> dict[str, Any]:
    route = "members:route" if key == "route" else "members:act"
    args = [row.pk] if key == "route" else [row.pk, key]
    return {
        "key": key,
        "label": label,
        "url": reverse(route, args=args),
        "dialog": not page,
        "danger": kind == "danger",
    }


def _may_nudge(request: ActorRequest, row: Any) -> bool:
    return row.is_waiting and bool(policy.can_nudge(request.actor, row))


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """批准, 退回, 不予批准, 撤回, 补充, 催办."""
    if (found := ACTS.get(verb)) is None:
        raise Missing
    row = selectors.find_application(request.actor, pk)
    data = request.POST if request.method == "POST" else None
    initial = {
        "version": row.version,
        "work_unit": row.work_unit,
        "occupation": row.occupation,
        **request.GET.dict(),
    }
    form = found.form(data, initial=initial)
    back = reverse("members:application", args=[pk])
    crumbs: Crumbs = [(LEDGER, reverse("members:applications")), (row.person.name, back)]
    return ask(
        request, found.verb, form, found.service, crumbs=crumbs, back=back, application_id=pk
    )
