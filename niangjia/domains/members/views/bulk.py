"""The same done to many applications: first asked, then told row by row; 导出."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.domains.members import filters
from niangjia.domains.members.forms import applications as forms
from niangjia.domains.members.jobs import bulk as jobs
from niangjia.domains.members.selectors import applying
from niangjia.domains.members.services import bulk as services
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.asking import ask_export
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, Bulk, answer, sent, ticked
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to

from .verbs import ROOM

FORMS: dict[str, Any] = {
    "approve": forms.BulkNote,
    "send_back": forms.SendBack,
    "reject": forms.Reject,
    "nudge": forms.Nothing,
}


@require_POST
def act_on_many(request: ActorRequest, action: str) -> HttpResponse:
    """One act on the ticked rows, or on all that meet the conditions."""
    if action not in services.BULK:
        raise Missing
    form = FORMS[action](sent(request))
    known: dict[str, Any] = {"actor": request.actor, "action": action, "now": request.now}
    back = reverse("members:applications")
    act = Bulk(
        label=services.BULK[action],
        noun=_("申请"),
        measure=_("份申请"),
        back=back,
        crumbs=[(ROOM, ""), (_("入会申请"), back)],
        do=lambda ids, clean: services.act_on_many(ids=ids, **known, **clean),
        keep=lambda outcome: services.keep_outcome(
            label=services.BULK[action], outcome=outcome, actor=request.actor, now=request.now
        ),
        later=lambda ids, clean: _by_job(request, action, ids, **clean),
    )
    return answer(request, act, form, ticked(request, lambda: _ids_of_all(request)))


def _by_job(request: ActorRequest, action: str, ids: list[int], note: str = "") -> Progress:
    return start(
        actor=request.actor,
        title=_("%(label)s：%(n)s 份申请") % {"label": services.BULK[action], "n": len(ids)},
        task=jobs.act_on_many,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        action=action,
        ids=ids,
        note=note,
    )


def _ids_of_all(request: ActorRequest) -> Iterable[int]:
    """选择全部: the ids of the conditions in the hidden query."""
    query = QueryDict(request.POST.get("query", ""))
    wanted = filters.ApplicationFilter(query, actor=request.actor).conditions()
    rows = applying.application_rows(request.actor, wanted, localdate(request.now))
    return rows.order_by("due_on", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest) -> HttpResponse | FileResponse:
    """导出 the rows under the conditions of the page, or all; numbers are masked."""
    wanted = filters.ApplicationFilter(request.GET, actor=request.actor).conditions()
    today = localdate(request.now)
    everything = applying.Conditions(view="all")
    return ask_export(
        request,
        "applications",
        chosen=count_to(applying.application_rows(request.actor, wanted, today)),
        everything=count_to(applying.application_rows(request.actor, everything, today)),
        back=reverse("members:applications"),
    )
