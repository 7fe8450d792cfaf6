"""周转池: who waits for a union, what is suggested, and confirming it one by one or together."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.forms.applications import Route
from niangjia.domains.members.jobs import routing as jobs
from niangjia.domains.members.selectors import applications, applying, pool, pooling
from niangjia.domains.members.services import bulk, joining, routing
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, NOW, Bulk, show_outcome, ticked
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.verbs import Verb, done

from .verbs import ROOM

ORDER = ("due_on", "pk")
ROUTE = Verb(
    gettext_lazy("分配工会"), gettext_lazy("分配后由该工会审批，审批期限重新计算，并告知申请人")
)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The pool where one stands."""
    today = localdate(request.now)
    rows = pooling.pooled(request.actor)
    size = size_of(request.GET.get("size"))
    lines = key_page(rows, ORDER, request.GET.get("page", ""), size)
    found = pool.suggestions_for(lines.rows)
    groups, _unclear = pooling.groups_of(lines.rows, found)
    tally = pooling.tally_of(request.actor, today)
    context = {
        "lines": lines,
        "found": found,
        "groups": groups,
        "tally": tally,
        "longest": tally.longest(request.now),
        "count": count_to(rows),
        "size": size,
        "clock": applying.clock(today),
        "may_route": pooling.may_route(request.actor),
    }
    return page(request, "members/pool.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def route(request: ActorRequest, pk: int) -> HttpResponse:
    """分配工会 for one person: the best three with their reasons, or another."""
    row = applications.find_application(request.actor, pk)
    found = pool.suggestions_for([row])[pk]
    choices = [(s.union.pk, s.union.name) for s in found]
    first = found[0] if found else None
    initial = {
        "union_id": first.union.pk if first and pool.is_clear(found) else None,
        "nef_mode": row.nef_mode or (first.mode if first else ""),
        **request.GET.dict(),
    }
    data = request.POST if request.method == "POST" else None
    form = Route(data, choices=choices, initial=initial)
    known: dict[str, Any] = {"actor": request.actor, "now": request.now, "application_id": pk}
    if submit(form, joining.route, **known):
        return done(request, ROUTE, reverse("members:application", args=[pk]))
    return _ask(request, row, form, found)


def _ask(request: ActorRequest, row: Any, form: Route, found: list[Any]) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "found": {str(s.union.pk): s for s in found},
        "verb": ROUTE,
        "room": ROOM,
        "picked": form.picked(request.actor),
    }
    return page(request, "members/route.html", context, status=422 if form.errors else 200)


@require_POST
def route_many(request: ActorRequest) -> HttpResponse:
    """按建议分配: first shown union by union, then done as it was shown."""
    if "sure" in request.POST:
        return _carry_out(request, request.POST.getlist("plan"))
    rows = pooling.pooled_among(request.actor, ticked(request, list))
    groups, unclear = pooling.groups_of(rows, pool.suggestions_for(rows))
    legs = [
        routing.Leg(row.pk, group.union.pk, group.mode) for group in groups for row in group.rows
    ]
    context = {"groups": groups, "unclear": unclear, "plan": [str(leg) for leg in legs]}
    return page(request, "members/route_many.html", context)


def _carry_out(request: ActorRequest, told: list[str]) -> HttpResponse:
    plan = [leg for text in told[:MOST_AT_ONCE] if (leg := routing.Leg.read(text))]
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    back = reverse("members:pool")
    act = Bulk(
        label=ROUTE.label,
        noun=_("申请人"),
        measure=_("人"),
        back=back,
        crumbs=[(ROOM, ""), (_("周转池"), back)],
        do=lambda _ids, _clean: routing.route_many(plan=plan, **known),
        keep=lambda outcome: bulk.keep_outcome(label=ROUTE.label, outcome=outcome, **known),
        later=lambda _ids, _clean: _by_job(request, plan),
    )
    ids = [leg.application_id for leg in plan]
    if len(plan) > NOW:
        return redirect("jobs:status", act.later(ids, {}).pk)
    return show_outcome(request, act, ids, act.do(ids, {}))


def _by_job(request: ActorRequest, plan: list[routing.Leg]) -> Progress:
    return start(
        actor=request.actor,
        title=_("分配工会：%(n)s 人") % {"n": len(plan)},
        task=jobs.route_many,
        now=request.now,
        plan=[str(leg) for leg in plan],
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
    )
