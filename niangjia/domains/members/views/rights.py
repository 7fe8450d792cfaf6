"""个人信息请求: what people ask about their data, answered by their union."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.enums.rights import Purpose, RequestKind, RequestState
from niangjia.domains.members.forms import rights as forms
from niangjia.domains.members.selectors import consents as told
from niangjia.domains.members.selectors import rights as selectors
from niangjia.domains.members.services import rights as services
from niangjia.domains.members.workflow.rights import REQUEST
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.verbs import Verb, ask

VERBS: dict[str, tuple[Verb, type[django_forms.Form], Any]] = {
    "grant_request": (Verb(gettext_lazy("办理请求")), forms.Grant, services.grant),
    "refuse_request": (
        Verb(gettext_lazy("不予办理"), gettext_lazy("须写明法律依据，本人会看到"), "danger"),
        forms.Note,
        services.refuse,
    ),
}
ERASES = gettext_lazy("办理后姓名、号码等全部清除，不能恢复；会籍只留不带姓名的记录")


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Requests at and below where one stands, those due first."""
    state = request.GET.get("state", "")
    state = state if state in RequestState.values else RequestState.ASKED
    rows = selectors.requests_at(request.actor, state)
    size = size_of(request.GET.get("size"))
    views = [
        {
            "text": kind.label,
            "url": with_query(request.GET, state=kind.value, page=None),
            "current": kind == state,
        }
        for kind in RequestState
    ]
    context = {
        "views": views,
        "lines": key_page(rows, ("due_on", "pk"), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "size": size,
        "today": localdate(request.now),
    }
    return page(request, "members/requests.html", context, part="rows")


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One request: what is asked, until when, and what may be done."""
    row = selectors.find_request(request.actor, pk)
    steps = [step for step in REQUEST.open_to(request.actor, row) if step.verb in VERBS]
    context = {"row": row, "steps": steps, "today": localdate(request.now)}
    return page(request, "members/request.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """办理 or 不予办理."""
    row = selectors.find_request(request.actor, pk)
    if verb not in VERBS or not REQUEST.is_open(request.actor, row, verb):
        raise Missing
    words, kind, service = VERBS[verb]
    if row.kind == RequestKind.DELETE and verb == "grant_request":
        words = Verb(words.label, ERASES, "danger")
    back = reverse("members:request", args=[pk])
    crumbs = [(_("个人信息请求"), reverse("members:requests")), (row.get_kind_display(), back)]
    form = kind(request.POST if request.method == "POST" else None)
    return ask(request, words, form, service, crumbs=crumbs, back=back, request_id=pk)


@require_safe
def erased(request: ActorRequest) -> HttpResponse:
    """清除证明: what was erased, by which rule; never whose."""
    return page(request, "members/erased.html", {"rows": selectors.purges(request.actor)})


@require_safe
def consents(request: ActorRequest) -> HttpResponse:
    """同意记录: who agreed to which text when, and who took it back; names masked."""
    wanted = request.GET.get("purpose", "")
    wanted = wanted if wanted in Purpose.values else ""
    rows = told.consent_log(request.actor, wanted)
    size = size_of(request.GET.get("size"))
    views = [
        {
            "text": label,
            "url": with_query(request.GET, purpose=value or None, page=None),
            "current": value == wanted,
        }
        for value, label in [("", _("全部")), *Purpose.choices]
    ]
    context = {
        "views": views,
        "lines": key_page(rows, ("-given_at", "-pk"), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "size": size,
    }
    return page(request, "members/consents.html", context, part="rows")
