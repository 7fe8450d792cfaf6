"""The cockpit, the rows behind its figures, the list of metrics, the figures on paper."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.selectors import figures
from niangjia.foundation.web import ActorRequest, page

from .behind import address_of, opened, title_of
from .boundaries import file_for, map_of
from .charts import CHARTS, election_chart, trend_chart
from .declared import declared_page
from .links import SPANS, Asked, chart_url, cockpit_url, rows_url
from .measures import choices
from .panels import cockpit_of, kinds_of, measures_of, supervisor_of, totals_of
from .place import READERS, find_place


def asked_by(request: ActorRequest) -> Asked:
    """What the address asks for; anything unknown falls back to the first choice."""
    query = request.GET
    span = query.get("span", "")
    return Asked(
        code=query.get("place", ""),
        metric=query.get("metric", ""),
        span=span if span in SPANS else "year",
        unit=query.get("unit", ""),
        level=query.get("level", ""),
        view="map" if query.get("view") == "map" else "",
        now=request.now,
    )


def _let_in(request: ActorRequest) -> None:
    if not request.actor.paths(READERS):
        raise Missing


@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """驾驶舱: any metric, any level, any period, down to the rows."""
    _let_in(request)
    asked = asked_by(request)
    cockpit = cockpit_of(request.actor, asked)
    totals, kinds, measures = totals_of(cockpit), kinds_of(cockpit), measures_of(asked)
    context = {
        "cockpit": cockpit,
        "place": cockpit.place,
        "asked": asked,
        "spans": SPANS,
        "measures": measures,
        "page_number": 1 + [item["current"] for item in measures].index(True),
        "choices": choices(),
        "totals": totals,
        "totals_said": [(item["label"], item["meaning"]) for item in totals],
        "kinds": kinds,
        "kinds_said": [(item["name"], item["meaning"]) for item in kinds],
        "trend": trend_chart(cockpit.place, asked),
        "elections": election_chart(cockpit.place, asked),
        "has_map": file_for(cockpit.place) is not None,
        "boundary_map": map_of(cockpit) if asked.view else None,
        "today": timezone.localdate(request.now),
        "chart_url": chart_url,
        "cockpit_url": cockpit_url,
        "supervise": supervisor_of(request.actor, cockpit.place, asked),
        "rows_url": rows_url,
    }
    return page(request, "cockpit/show.html", context)


@require_safe
def chart(request: ActorRequest, name: str) -> HttpResponse:
    """The drawing of one chart, as data."""
    _let_in(request)
    if name not in CHARTS:
        raise Missing
    asked = asked_by(request)
    place = find_place(request.actor, asked.code)
    return JsonResponse(CHARTS[name](place, asked).option)


@require_safe
def rows(request: ActorRequest) -> HttpResponse:
    """The rows one figure was computed from, part by part where it is a ratio."""
    _let_in(request)
    context = {
        "address_of": address_of,
        "title_of": title_of,
        "opened": opened(request.actor, request.GET),
        "as_of": request.now,
    }
    return page(request, "cockpit/rows.html", context, part="ledger")


@require_safe
def metrics(request: ActorRequest) -> HttpResponse:
    """统计口径: every metric with its unit, source and denominator."""
    return page(request, "cockpit/metrics.html", {"figures": figures()})


@require_safe
def declared(request: ActorRequest) -> HttpResponse:
    """纸面数字: what somebody declared, beside what the ledgers show."""
    _let_in(request)
    return page(request, "cockpit/declared.html", declared_page(request), part="ledger")
