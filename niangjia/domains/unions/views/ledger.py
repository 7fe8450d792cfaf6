"""组织管理台账: the ledger, its tree, its bulk acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.domains.unions import filters, forms, jobs, selectors, services
from niangjia.domains.unions.selectors.ledger import LEDGER, VIEWS
from niangjia.domains.unions.services.bulk import BULK, in_words, keep_outcome, needs_note
from niangjia.foundation.errors import Missing
from niangjia.foundation.habits import selectors as habits
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import Count, size_of

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
    look = habits.look_of(request.actor, LEDGER)
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
        "saved": habits.filters_of(request.actor, LEDGER.key),
        "columns": look.columns,
        "density": look.density,
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
