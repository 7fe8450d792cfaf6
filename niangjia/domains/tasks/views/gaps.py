"""对照差距表: the counties of a round, one sheet, its workbook, and a task to close a gap."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.tasks.forms import rounds as forms
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import gaps as selectors
from niangjia.domains.tasks.selectors.rounds import find_round, hosts_of
from niangjia.domains.tasks.services import gaps as services
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page

from .verbs import Verb, ask

CHASE = Verb(
    gettext_lazy("转为任务"), gettext_lazy("交给这个县办理，反馈时自动带入这项指标的台账数字")
)


def _host(request: ActorRequest) -> int | None:
    told = request.GET.get("host", "")
    return int(told) if told.isdecimal() and len(told) < 18 else None


@require_safe
def index(request: ActorRequest, pk: int) -> HttpResponse:
    """Every county one may read, with how far it is behind the host in what."""
    row = find_round(request.actor, pk)
    today = localdate(request.now)
    sheets = selectors.gap_sheets(request.actor, row, today, _host(request))
    context = {
        "round": row,
        "sheets": sheets,
        "host": selectors.host_of(row, _host(request)),
        "hosts": _hosts(request, row),
        "on": min(row.ends_on, today),
    }
    return page(request, "tasks/gaps.html", context)


def _hosts(request: ActorRequest, row: Any) -> list[dict[str, Any]]:
    """The hosts of the round, one of which is compared with."""
    chosen = selectors.host_of(row, _host(request))
    return [
        {
            "text": host.short_name,
            "url": with_query(request.GET, host=host.pk),
            "current": host.pk == chosen.pk,
        }
        for host in hosts_of(row)
    ]


@require_safe
def show(request: ActorRequest, pk: int, union_id: int) -> HttpResponse:
    """One county beside its host, the largest gap first; printed on one A4 page."""
    row = find_round(request.actor, pk)
    sheet = selectors.gap_sheet(
        request.actor, row, union_id, localdate(request.now), _host(request)
    )
    context = {
        "round": row,
        "sheet": sheet,
        "hosts": _hosts(request, row),
        "rows": {
            gap.figure.key: (
                sheet.rows_of(request.actor, gap.figure, sheet.host),
                sheet.rows_of(request.actor, gap.figure, sheet.union),
            )
            for gap in sheet.gaps
        },
        "may_chase": request.actor.holds({ISSUER}, at=request.actor.here)
        and sheet.union.path.startswith(request.actor.here),
    }
    return page(request, "tasks/gap_sheet.html", context)


@require_safe
def export(request: ActorRequest, pk: int, union_id: int) -> FileResponse:
    """The sheet as a workbook."""
    row = find_round(request.actor, pk)
    sheet = selectors.gap_sheet(
        request.actor, row, union_id, localdate(request.now), _host(request)
    )
    made = services.export_gaps(actor=request.actor, sheet=sheet, now=request.now)
    return workbook(made)


@require_http_methods(["GET", "POST"])
def chase(request: ActorRequest, pk: int, union_id: int, metric: str) -> HttpResponse:
    """转为任务: the county is to close this gap by a day."""
    row = find_round(request.actor, pk)
    sheet = selectors.gap_sheet(
        request.actor, row, union_id, localdate(request.now), _host(request)
    )
    gap = next((gap for gap in sheet.behind if gap.figure.key == metric), None)
    initial = {"content": services.in_words(sheet, gap) if gap else ""}
    back = reverse("tasks:gap_sheet", args=[pk, union_id])
    if _host(request):
        back += with_query("", host=_host(request))
    label = FIGURES[metric].label if metric in FIGURES else metric
    crumbs = [(row.title, reverse("tasks:round", args=[pk])), (_("差距表"), back), (label, "")]
    return ask(
        request,
        CHASE,
        forms.Chase(request.POST or None, initial=initial),
        services.chase_gap,
        crumbs=crumbs,
        back=back,
        round_id=pk,
        union_id=union_id,
        metric=metric,
        host_id=_host(request),
    )
