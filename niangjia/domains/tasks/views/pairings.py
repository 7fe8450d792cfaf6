"""对口联系: the table as of any day, the gaps, one pairing, its hand-over and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.tasks.forms import pairings as forms
from niangjia.domains.tasks.policy import pairings as policy
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import coverage, supporters
from niangjia.domains.tasks.selectors import pairings as selectors
from niangjia.domains.tasks.selectors.visits import problems_at, visits_of
from niangjia.domains.tasks.services import pairing_files
from niangjia.domains.tasks.services import pairings as services
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, size_of

from .verbs import Verb, ask

PAIR = Verb(gettext_lazy("新增对口联系"), gettext_lazy("责任人在联系单位有账号的，会自动对上"))
HAND_OVER = Verb(
    gettext_lazy("交接责任人"),
    gettext_lazy("未解决的问题和由原责任人办理的任务一并移交，原记录保留"),
)
END = Verb(
    gettext_lazy("终止对口联系"), gettext_lazy("从终止日期起不再计入覆盖，走访记录保留"), "danger"
)
LEDGER = gettext_lazy("对口联系")


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The pairing table, with how many counties are covered that day and who is not."""
    actor, today = request.actor, localdate(request.now)
    form = forms.PairingFilter(request.GET, actor=actor)
    wanted = form.wanted(today)
    size = size_of(request.GET.get("size"))
    kind = request.GET.get("view", "")
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "chosen": _chosen(form, request),
        "views": _views(request, "people" if kind == "people" else wanted.view, kind),
        "covered": coverage.coverage_on(actor, wanted.on),
        "visits": coverage.visits_in_year(actor, wanted.on),
        "unseen": count_to(selectors.pairing_rows(actor, _seen(wanted, "unvisited"))).number,
        "soon": selectors.soon_days(actor, today),
        "may_pair": bool(actor.paths({ISSUER})) and bool(supporters.choices(actor)),
        "size": size,
        "by": kind if kind in {"people", "gaps"} else "",
    }
    if context["by"] == "people":
        context["people"] = coverage.by_person(actor, _seen(wanted, "all"))
    elif not context["by"]:
        cursor = request.GET.get("page", "")
        context["lines"] = selectors.pairing_page(actor, wanted, cursor, size)
        context["count"] = count_to(selectors.pairing_rows(actor, wanted))
    return page(request, "tasks/pairings.html", context, part="rows")


def _seen(wanted: selectors.Wanted, view: str) -> selectors.Wanted:
    return selectors.Wanted(
        on=wanted.on, days=wanted.days, q=wanted.q, tier=wanted.tier, below=wanted.below, view=view
    )


def _views(request: ActorRequest, current: str, kind: str) -> list[dict[str, Any]]:
    words = {**selectors.VIEWS, "people": _("按责任人"), "gaps": _("未对口的县")}
    shown = kind if kind in words else current
    return [
        {
            "text": label,
            "url": with_query(request.GET, view=key, page=None),
            "current": key == shown,
        }
        for key, label in words.items()
    ]


def _chosen(form: forms.PairingFilter, request: ActorRequest) -> list[dict[str, str]]:
    """The conditions in words, each with the address that takes it away."""
    told = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value not in ("", None):
            options = dict(getattr(bound.field, "choices", []))
            address = with_query(request.GET, **{bound.name: None, "page": None})
            told.append({"text": f"{bound.label}：{options.get(value, value)}", "url": address})
    return told


@require_safe
def export(request: ActorRequest) -> FileResponse:
    """The table under the conditions of the page, as the paper list."""
    form = forms.PairingFilter(request.GET, actor=request.actor)
    wanted = form.wanted(localdate(request.now))
    made = pairing_files.export_pairings(actor=request.actor, wanted=wanted, now=request.now)
    return workbook(made)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One pairing: who answers, the visits, what they found, who answered before."""
    row = selectors.find_pairing(request.actor, pk)
    today = localdate(request.now)
    days = selectors.visit_days(request.actor, today)
    visits = list(visits_of(request.actor, pairing_id=pk).order_by("-visited_on", "-pk")[:50])
    seen_on = visits[0].visited_on if visits else row.begins_on
    context = {
        "pairing": row,
        "visits": visits,
        "problems": problems_at(row),
        "handovers": list(selectors.handovers_of(row)),
        "others": [p for p in selectors.pairings_of(row.union_id) if p.pk != row.pk],
        "due_on": seen_on + timedelta(days=days),
        "days": days,
        "soon": selectors.soon_days(request.actor, today),
        "may_arrange": bool(policy.can_arrange(request.actor, row)) and row.is_current,
        "may_log": bool(policy.can_log(request.actor, row)) and row.is_current,
    }
    return page(request, "tasks/pairing.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """新增对口联系."""
    listed = supporters.choices(request.actor)
    if not listed:
        raise Missing
    initial = {"begins_on": localdate(request.now), "union_id": request.GET.get("union_id")}
    form = forms.Pair(request.POST or None, supporters=listed, initial=initial)
    back = reverse("tasks:pairings")
    return ask(request, PAIR, form, services.pair, crumbs=[(LEDGER, back)], back=back)


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, pk: int) -> HttpResponse:
    """交接责任人."""
    form = forms.HandOver(request.POST or None, initial={"on": localdate(request.now)})
    return _act(request, pk, HAND_OVER, form, services.hand_over)


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """终止对口联系."""
    form = forms.EndPairing(request.POST or None, initial={"on": localdate(request.now)})
    return _act(request, pk, END, form, services.end_pairing)


def _act(request: ActorRequest, pk: int, verb: Verb, form: Any, service: Any) -> HttpResponse:
    row = selectors.find_pairing(request.actor, pk)
    back = reverse("tasks:pairing", args=[pk])
    crumbs = [(str(LEDGER), reverse("tasks:pairings")), (row.union.name, back)]
    return ask(request, verb, form, service, crumbs=crumbs, back=back, pairing_id=pk)
