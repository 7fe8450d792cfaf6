"""The cockpit, the rows behind its figures, the list of metrics, the figures on paper."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.selectors import figures
from niangjia.foundation.web import ActorRequest, page

from .behind import address_of, opened
from .charts import trend_option, trend_table
from .declared import declared_page
from .links import cockpit_url, rows_url
from .panels import SPAN_WORDS, SPANS, Asked, cockpit_of, measures_of
from .place import READERS


def asked_by(request: ActorRequest) -> Asked:
    """What the address asks for; anything unknown falls back to the first choice."""
    span = request.GET.get("span", "year")
    return Asked(
        code=request.GET.get("place", ""),
        metric=request.GET.get("metric", ""),
        span=span if span in SPANS else "year",
        unit=request.GET.get("unit", ""),
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
    context = {
        "cockpit": cockpit,
        "asked": asked,
        "spans": [(span, SPAN_WORDS[span]) for span in SPANS],
        "measures": measures_of(asked),
        "trend": trend_table(cockpit),
        "today": timezone.localdate(request.now),
        "cockpit_url": cockpit_url,
        "rows_url": rows_url,
    }
    return page(request, "cockpit/show.html", context)


@require_safe
def trend(request: ActorRequest) -> HttpResponse:
    """The option of the trend chart."""
    _let_in(request)
    return JsonResponse(trend_option(cockpit_of(request.actor, asked_by(request))))


@require_safe
def rows(request: ActorRequest) -> HttpResponse:
    """The rows one figure was computed from, part by part where it is a ratio."""
    _let_in(request)
    context = {
        "address_of": address_of,
        "opened": opened(
            request.actor,
            metric=request.GET.get("metric", ""),
            code=request.GET.get("place", ""),
            period=request.GET.get("period", ""),
            boundaries=request.GET.get("boundaries", "then"),
            after=request.GET.get("after", ""),
        ),
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
