"""导出: the rows of a ledger as a workbook, at once or by a job."""

from __future__ import annotations

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from niangjia.domains.unions import filters, selectors
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.asking import ask_export
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import Count, count_to

BACK = {"unions": "unions:list", "employers": "unions:employers"}


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest, ledger: str) -> HttpResponse | FileResponse:
    """Ask how much; then write the file, or hand it to a job where it is long."""
    if ledger not in BACK:
        raise Missing
    chosen, everything = _counts(request, ledger)
    back = reverse(BACK[ledger])
    return ask_export(request, ledger, chosen=chosen, everything=everything, back=back)


def _counts(request: ActorRequest, ledger: str) -> tuple[Count, Count]:
    """How many rows the conditions leave, and how many there are."""
    actor, today = request.actor, localdate(request.now)
    if ledger == "employers":
        form: Form = filters.EmployerFilter(request.GET)
        form.is_valid()
        rows = selectors.employers_below(actor, **form.cleaned_data)
        return count_to(rows), count_to(selectors.employers_below(actor))
    wanted = selectors.conditions_of(request.GET.dict())
    everything = selectors.ledger_rows(actor, selectors.Conditions(), today)
    return count_to(selectors.ledger_rows(actor, wanted, today)), count_to(everything)
