"""组织管理台账: the ledger, its tree, its kept conditions, its bulk acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from niangjia.domains.unions import filters, forms, jobs, selectors, services
from niangjia.domains.unions.selectors.ledger import VIEWS
from niangjia.domains.unions.services.bulk import BULK, in_words, keep_outcome, needs_note
from niangjia.foundation.errors import Missing
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import Count, size_of

LEDGER = "unions"
MOST_AT_ONCE = 2000
"""Unions one bulk act may touch; more is done in parts."""

BULK_NOW = 200
"""Unions a bulk act does while its person waits; more is done by a job."""


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The ledger: views, conditions, one page of rows."""
    today = localdate(request.now)
    form = filters.UnionFilter(request.GET, actor=request.actor)
    wanted = form.conditions()
    size = size_of(request.GET.get("size"))
    habit = selectors.habit_of(request.actor, LEDGER)
    is_part = bool(request.htmx) and not request.htmx.boosted
    counts = selectors.view_counts(request.actor, wanted, today, only_these=is_part)
    context = {
        "form": form,
        "wanted": wanted,
        "chosen": filters.chosen(form, request.GET),
        "lines": selectors.ledger_page(
            request.actor, wanted, today, request.GET.get("page", ""), size
        ),
        "count": counts.pop(""),
        "views": _views(request, wanted, counts),
        "saved": selectors.filters_of(request.actor, LEDGER),
        "columns": tuple(habit.columns if habit else forms.DEFAULT_COLUMNS),
        "density": habit.density if habit else "normal",
        "size": size,
        "today": today,
        "may_edit": selectors.may_edit_below(request.actor),
        "may_approve": selectors.may_approve_below(request.actor),
    }
    return page(request, "unions/list.html", context, part="rows")


def _views(
    request: ActorRequest, wanted: selectors.Conditions, counts: dict[str, Count]
) -> list[dict[str, object]]:
    return [
        {
            "text": VIEWS[view] if count.exact else f"{VIEWS[view]} {_('1万+')}",
            "url": with_query(request.GET, view=view, page=None),
            "count": count.number if count.exact else None,
            "current": view == wanted.view,
        }
        for view, count in counts.items()
    ]


@require_safe
def tree(request: ActorRequest) -> HttpResponse:
    """The tree below where one stands, or below `at`, one level at a time."""
    at = request.GET.get("at", "")
    root = selectors.find_union(request.actor, int(at) if at.isdecimal() else request.actor.unit_id)
    context = {"root": root, "branches": selectors.readable_children(request.actor, root)}
    return page(request, "unions/tree.html", context, part="branch")


@require_http_methods(["GET", "POST"])
def keep_filter(request: ActorRequest) -> HttpResponse:
    """存为常用筛选."""
    query = request.GET.urlencode() if request.method == "GET" else ""
    form = forms.KeepFilter(request.POST or None, initial={"query": query})
    known = {"actor": request.actor, "ledger_name": LEDGER, "now": request.now}
    if kept := submit(form, services.keep_filter, **known):
        messages.success(request, _("已保存常用筛选“%(name)s”") % {"name": kept.name})
        return _go(request, f"{reverse('unions:list')}?{kept.query}")
    context = {"form": form, "title": _("存为常用筛选"), "submit": _("保存筛选")}
    return _small_form(request, context, form.is_bound)


@require_POST
def drop_filter(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw kept conditions away."""
    services.drop_filter(actor=request.actor, filter_id=pk)
    return redirect("unions:list")


@require_http_methods(["GET", "POST"])
def habit(request: ActorRequest) -> HttpResponse:
    """列设置与行距."""
    mine = selectors.habit_of(request.actor, LEDGER)
    start = {
        "columns": mine.columns if mine else forms.DEFAULT_COLUMNS,
        "density": mine.density if mine else "normal",
    }
    form = forms.Habit(request.POST or None, initial=start)
    known = {"actor": request.actor, "ledger_name": LEDGER, "now": request.now}
    if submit(form, services.set_habit, **known):
        return _go(request, reverse("unions:list"))
    context = {"form": form, "title": _("列设置与行距"), "submit": _("保存列设置")}
    return _small_form(request, context, form.is_bound)


def _small_form(request: ActorRequest, context: dict[str, object], wrong: bool) -> HttpResponse:
    context |= {"effect": "", "back": reverse("unions:list"), "kind": "primary", "pickers": {}}
    status = 422 if wrong else 200
    return page(request, "unions/act.html", context, part="popup", status=status)


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@require_POST
def bulk(request: ActorRequest, action: str) -> HttpResponse:
    """One act on the ticked rows, or on all that meet the conditions: first asked, then told."""
    if action not in BULK:
        raise Missing
    ids = _ids(request)
    form = forms.BulkNote(request.POST if "sure" in request.POST else None)
    form.fields["note"].required = needs_note(action)
    context: dict[str, object] = {
        "form": form,
        "action": action,
        "label": BULK[action],
        "ids": ids,
        "asks_note": needs_note(action),
    }
    if form.is_bound and form.is_valid() and ids:
        known = {"action": action, "union_ids": ids, "note": form.cleaned_data["note"]}
        if len(ids) > BULK_NOW:
            return redirect("jobs:status", _by_job(request, **known).pk)
        outcome = services.act_on_many(actor=request.actor, now=request.now, **known)
        file = keep_outcome(actor=request.actor, action=action, outcome=outcome, now=request.now)
        context |= {"outcome": outcome, "words": in_words(outcome), "file": file}
    return page(request, "unions/bulk.html", context, status=422 if form.errors else 200)


def _by_job(request: ActorRequest, **known: Any) -> Progress:
    count = {"label": BULK[known["action"]], "n": len(known["union_ids"])}
    return start(
        actor=request.actor,
        title=_("%(label)s：%(n)s 个工会") % count,
        task=jobs.act_on_many,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        **known,
    )


def _ids(request: ActorRequest) -> list[int]:
    """The ticked ids; with 选择全部, those of the conditions in the hidden query."""
    if request.POST.get("all") == "1":
        form = filters.UnionFilter(QueryDict(request.POST.get("query", "")), actor=request.actor)
        rows = selectors.ledger_rows(request.actor, form.conditions(), localdate(request.now))
        return list(rows.order_by("path").values_list("pk", flat=True)[:MOST_AT_ONCE])
    told = ",".join(request.POST.getlist("ids")).split(",")
    return [int(pk) for pk in dict.fromkeys(told) if pk.isdecimal()][:MOST_AT_ONCE]
