"""组织管理台账: the ledger, its tree, its bulk acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.domains.unions import filters, forms, jobs, selectors, services
from niangjia.domains.unions.selectors.ledger import LEDGER, VIEWS
from niangjia.domains.unions.services.bulk import BULK, keep_outcome, needs_note
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, Bulk, answer, sent, ticked
from niangjia.foundation.habits import selectors as habits
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.ui.form_words import chosen, with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import Count, size_of


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
        "chosen": chosen(form, request.GET),
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
    form = forms.BulkNote(sent(request)) if needs_note(action) else forms.Nothing(sent(request))
    known: dict[str, Any] = {"actor": request.actor, "action": action, "now": request.now}
    act = Bulk(
        label=BULK[action],
        noun=_("工会"),
        measure=_("个工会"),
        back=reverse("unions:list"),
        crumbs=[(_("组织管理"), reverse("unions:list"))],
        do=lambda ids, clean: services.act_on_many(union_ids=ids, **known, **clean),
        keep=lambda outcome: keep_outcome(outcome=outcome, **known),
        later=lambda ids, clean: _by_job(request, action, ids, **clean),
    )
    return answer(request, act, form, ticked(request, lambda: _ids_of_all(request)))


def _by_job(request: ActorRequest, action: str, ids: list[int], note: str = "") -> Progress:
    return start(
        actor=request.actor,
        title=_("%(label)s：%(n)s 个工会") % {"label": BULK[action], "n": len(ids)},
        task=jobs.act_on_many,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        action=action,
        union_ids=ids,
        note=note,
    )


def _ids_of_all(request: ActorRequest) -> Iterable[int]:
    """选择全部: the ids of the conditions in the hidden query."""
    form = filters.UnionFilter(QueryDict(request.POST.get("query", "")), actor=request.actor)
    rows = selectors.ledger_rows(request.actor, form.conditions(), localdate(request.now))
    return rows.order_by("path").values_list("pk", flat=True)[:MOST_AT_ONCE]
