"""现场观摩: rounds, their routes and lists, and the verbs that carry them on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.tasks.forms import rounds as forms
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.policy.rounds import organises
from niangjia.domains.tasks.selectors import gaps
from niangjia.domains.tasks.selectors import rounds as selectors
from niangjia.domains.tasks.selectors.programmes import programmes_of
from niangjia.domains.tasks.services import attending
from niangjia.domains.tasks.services import rounds as services
from niangjia.domains.tasks.workflow.rounds import ROUND
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.verbs import show_form

from .verbs import ROOM, Verb, ask

LEDGER = gettext_lazy("现场观摩")
PLAN = Verb(gettext_lazy("筹备现场观摩"))
REPLAN = Verb(gettext_lazy("修改安排"), gettext_lazy("举办以后日期不能再改"))
SITE = Verb(gettext_lazy("增加点位"))
MOVE = Verb(gettext_lazy("调整次序"))
FINDINGS = Verb(gettext_lazy("填写观摩收获"))
PERSON = Verb(gettext_lazy("增加参会人员"))
ATTEND = Verb(gettext_lazy("登记到会"))
SUM_UP = Verb(gettext_lazy("总结观摩"), gettext_lazy("写明观摩成效和下一轮时间"))
CALL_OFF = Verb(gettext_lazy("取消观摩"), gettext_lazy("参会名单和路线保留备查"), "danger")
EXCHANGE = Verb(gettext_lazy("登记交流学习"), gettext_lazy("观摩后派干部到点位所在地学习"))

PRESSES: dict[str, Callable[..., Any]] = {
    "list": attending.list_required,
    "invite": services.invite,
    "hold": services.hold,
}
"""Verbs that need no form."""


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every round this person sees."""
    context = {
        "rounds": list(selectors.rounds_of(request.actor)[:100]),
        "may_plan": request.actor.begins({ISSUER}),
    }
    return page(request, "tasks/rounds.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One round: route, people, what was seen, who went back."""
    row = selectors.find_round(request.actor, pk)
    people = selectors.participants_of(row)
    sites = selectors.sites_of(row)
    context = {
        "round": row,
        "sites": sites,
        "people": people,
        "present": sum(person.was_there for person in people),
        "exchanges": selectors.exchanges_of(row),
        "lacking": selectors.lacking(row) if row.is_open else None,
        "verbs": [step.verb for step in ROUND.open_to(request.actor, row)],
        "organises": bool(organises(request.actor, row)),
        "compared": len(gaps.compared_unions(request.actor, row)) if sites else 0,
    }
    return page(request, "tasks/round.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest) -> HttpResponse:
    """筹备: a round of the union one stands at."""
    if not request.actor.begins({ISSUER}):
        raise Missing
    rows = programmes_of(request.actor).values_list("pk", "title")[:50]
    form = forms.Plan(request.POST or None, programmes=rows)
    known = {"actor": request.actor, "now": request.now}
    if request.method == "POST" and (made := submit(form, services.plan_round, **known)):
        messages.success(request, _("已筹备，请排路线和参会名单"))
        return redirect("tasks:round", pk=made.pk)
    back = reverse("tasks:rounds")
    return show_form(request, PLAN, form, crumbs=[(ROOM, ""), (LEDGER, back)], back=back)


@require_POST
def press(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """A verb without a form; a refusal is told with the way back."""
    if (service := PRESSES.get(verb)) is None:
        raise Missing
    service(actor=request.actor, round_id=pk, now=request.now)
    messages.success(request, _("已办理"))
    return redirect("tasks:round", pk=pk)


def _ask(
    request: ActorRequest, row: Any, verb: Verb, form: Any, service: Any, **known: object
) -> HttpResponse:
    back = reverse("tasks:round", args=[row.pk])
    crumbs = [(LEDGER, reverse("tasks:rounds")), (row.title, back)]
    return ask(request, verb, form, service, crumbs=crumbs, back=back, **known)


@require_http_methods(["GET", "POST"])
def replan(request: ActorRequest, pk: int) -> HttpResponse:
    """修改安排."""
    row = selectors.find_round(request.actor, pk)
    names = ("title", "begins_on", "ends_on", "metrics")
    initial = {name: getattr(row, name) for name in names}
    form = forms.Replan(request.POST or None, initial=initial)
    return _ask(request, row, REPLAN, form, services.replan_round, round_id=pk)


@require_http_methods(["GET", "POST"])
def add_site(request: ActorRequest, pk: int) -> HttpResponse:
    """增加点位."""
    row = selectors.find_round(request.actor, pk)
    form = forms.AddSite(request.POST or None)
    return _ask(request, row, SITE, form, services.add_site, round_id=pk)


@require_http_methods(["GET", "POST"])
def move_site(request: ActorRequest, pk: int) -> HttpResponse:
    """调整次序."""
    site = selectors.find_site(request.actor, pk)
    form = forms.MoveSite(request.POST or None, initial={"to": site.order})
    return _ask(request, site.round, MOVE, form, services.move_site, site_id=pk)


@require_http_methods(["GET", "POST"])
def note_findings(request: ActorRequest, pk: int) -> HttpResponse:
    """填写观摩收获."""
    site = selectors.find_site(request.actor, pk)
    form = forms.Findings(request.POST or None, initial={"findings": site.findings})
    return _ask(request, site.round, FINDINGS, form, services.note_findings, site_id=pk)


@require_POST
def drop_site(request: ActorRequest, pk: int) -> HttpResponse:
    """去掉点位."""
    site = selectors.find_site(request.actor, pk)
    services.drop_site(actor=request.actor, site_id=pk, now=request.now)
    return redirect("tasks:round", pk=site.round_id)


@require_http_methods(["GET", "POST"])
def add_participant(request: ActorRequest, pk: int) -> HttpResponse:
    """增加参会人员."""
    row = selectors.find_round(request.actor, pk)
    form = forms.AddParticipant(request.POST or None)
    return _ask(request, row, PERSON, form, attending.add_participant, round_id=pk)


@require_POST
def drop_participant(request: ActorRequest, pk: int) -> HttpResponse:
    """去掉参会人员."""
    found = selectors.find_participant(request.actor, pk)
    attending.drop_participant(actor=request.actor, participant_id=pk, now=request.now)
    return redirect("tasks:round", pk=found.round_id)


@require_http_methods(["GET", "POST"])
def attend(request: ActorRequest, pk: int) -> HttpResponse:
    """登记到会."""
    found = selectors.find_participant(request.actor, pk)
    initial = {"attendance": found.attendance, "name": found.name, "remark": found.remark}
    form = forms.Attend(request.POST or None, initial=initial)
    return _ask(request, found.round, ATTEND, form, attending.note_attendance, participant_id=pk)


@require_POST
def attend_many(request: ActorRequest, pk: int) -> HttpResponse:
    """The ticked ones came."""
    ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal() and len(one) < 18]
    count = attending.note_everybody_came(
        actor=request.actor, round_id=pk, participant_ids=ids, now=request.now
    )
    messages.success(request, _("已登记 %(n)s 人到会") % {"n": count})
    return redirect("tasks:round", pk=pk)


@require_http_methods(["GET", "POST"])
def sum_up(request: ActorRequest, pk: int) -> HttpResponse:
    """总结观摩."""
    row = selectors.find_round(request.actor, pk)
    form = forms.SumUp(request.POST or None)
    return _ask(request, row, SUM_UP, form, services.sum_up, round_id=pk)


@require_http_methods(["GET", "POST"])
def call_off(request: ActorRequest, pk: int) -> HttpResponse:
    """取消观摩."""
    row = selectors.find_round(request.actor, pk)
    form = forms.CallOff(request.POST or None)
    return _ask(request, row, CALL_OFF, form, services.call_off, round_id=pk)


@require_http_methods(["GET", "POST"])
def add_exchange(request: ActorRequest, pk: int) -> HttpResponse:
    """登记交流学习."""
    row = selectors.find_round(request.actor, pk)
    hosts = [(host.pk, host.name) for host in selectors.hosts_of(row)]
    initial = {"begins_on": localdate(request.now), "ends_on": localdate(request.now)}
    form = forms.AddExchange(request.POST or None, hosts=hosts, initial=initial)
    return _ask(request, row, EXCHANGE, form, services.add_exchange, round_id=pk)
