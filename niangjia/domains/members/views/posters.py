"""入会码: the codes hung up, one of them with its counts, its placard to print."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.forms import posters as forms
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import posters as selectors
from niangjia.domains.members.services import posters as services
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.documents.placards import code_svg
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of

from .verbs import Verb, ask

LEDGER = gettext_lazy("入会码")
MAKE = Verb(gettext_lazy("制作入会码"))
CLOSE = Verb(
    gettext_lazy("停用入会码"),
    gettext_lazy("停用后再扫码会提示已停用，已提交的申请照常办理；海报请及时取下"),
    "danger",
)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The codes where one stands, the latest first."""
    today = localdate(request.now)
    form = forms.PosterFilter(request.GET)
    form.is_valid()
    view = form.cleaned_data.get("view", "")
    view = view if view in selectors.VIEWS else "open"
    rows = selectors.posters_at(request.actor, today, view, form.cleaned_data.get("q", ""))
    size = size_of(request.GET.get("size"))
    context = {
        "form": form,
        "views": [
            {
                "text": label,
                "url": with_query(request.GET, view=key, page=None),
                "current": key == view,
            }
            for key, label in selectors.VIEWS.items()
        ],
        "lines": key_page(rows, ("-pk",), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "size": size,
        "today": today,
        "may_make": selectors.may_make(request.actor),
    }
    return page(request, "members/posters.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def make(request: ActorRequest) -> HttpResponse:
    """制作入会码."""
    if not selectors.may_make(request.actor):
        raise Missing
    data = request.POST if request.method == "POST" else None
    initial = {"union_id": request.actor.unit_id, **request.GET.dict()}
    form = forms.MakePoster(data, initial=initial)
    back = reverse("members:posters")
    return ask(request, MAKE, form, services.make_poster, crumbs=[(LEDGER, back)], back=back)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One code: where it leads, how many came, how to print it."""
    poster = selectors.find_poster(request.actor, pk)
    context: dict[str, Any] = {
        "poster": poster,
        "address": _address(request, poster),
        "is_open": poster.is_open(localdate(request.now)),
        "may_close": bool(policy.can_edit(request.actor, poster)) and poster.closed_at is None,
        "trail": lines_of(poster),
    }
    return page(request, "members/poster.html", context)


def _address(request: ActorRequest, poster: Any) -> str:
    return request.build_absolute_uri(f"{selectors.LANDING}{poster.code}")


@require_safe
def placard(request: ActorRequest, pk: int) -> HttpResponse:
    """海报 on A4 as PDF."""
    poster = selectors.find_poster(request.actor, pk)
    made = services.placard_of(poster, _address(request, poster), request.now)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="join-{poster.code}.pdf"'
    return answer


@require_safe
def code(request: ActorRequest, pk: int) -> HttpResponse:
    """The code alone as a drawing, for a house's own print."""
    poster = selectors.find_poster(request.actor, pk)
    drawn = code_svg(_address(request, poster))
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, pk: int) -> HttpResponse:
    """停用."""
    poster = selectors.find_poster(request.actor, pk)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    back = reverse("members:poster", args=[pk])
    crumbs = [(_("入会码"), reverse("members:posters")), (poster.title, back)]
    return ask(request, CLOSE, form, services.close_poster, crumbs=crumbs, back=back, poster_id=pk)
