"""导出: ledgers and lists of names of teams, studios, social workers and secondees."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from niangjia.domains.unions.services.papers import PRODUCERS
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.asking import hand_out
from niangjia.foundation.web import ActorRequest

ASKS = {"roster": "team", "secondees": "round"}
"""Lists of one row: the name of its number in the address."""

BACK = {
    "teams": "teams",
    "roster": "teams",
    "studios": "studios",
    "social-workers": "workers",
    "secondees": "secondments",
}


@require_http_methods(["GET", "POST"])
def download(request: ActorRequest, ledger: str) -> HttpResponse | FileResponse:
    """The rows under the conditions of the address, as they look on paper; a long one by a job."""
    params = request.GET.dict()
    asked = ASKS.get(ledger)
    if ledger not in PRODUCERS or (asked and not str(params.get(asked, "")).isdecimal()):
        raise Missing
    return hand_out(request, ledger, params=params, back=reverse(f"unions:{BACK[ledger]}"))
