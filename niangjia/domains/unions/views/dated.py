"""The ledgers whose rows are read as of a day: teams, studios, social workers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.timezone import localdate

from niangjia.domains.unions import selectors
from niangjia.foundation.ui.form_words import chosen
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to, key_page, size_of

ORDER = ("union__path", "pk")


def dated_ledger(
    request: ActorRequest,
    form: forms.Form,
    rows_below: Callable[..., Any],
    lines_of: Callable[..., Any],
) -> dict[str, Any]:
    """One page of such a ledger, under the conditions of its form."""
    today = localdate(request.now)
    form.is_valid()
    rows = rows_below(request.actor, **form.cleaned_data, on=today)
    size = size_of(request.GET.get("size"))
    found = key_page(rows, ORDER, request.GET.get("page", ""), size)
    return {
        "form": form,
        "chosen": chosen(form, request.GET),
        "lines": lines_of(found.rows, today),
        "found": found,
        "count": count_to(rows),
        "size": size,
        "today": today,
        "may_edit": selectors.may_edit_below(request.actor),
        "desk": selectors.desk_of(request.actor),
    }
