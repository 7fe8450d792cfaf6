"""我要入会: what is told first, where one works, five fields, one look over them, handed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.selectors.applications import find_application, poster_by_code
from niangjia.domains.members.selectors.consents import notice_of
from niangjia.domains.members.selectors.matters import find_matter
from niangjia.domains.members.services import joining, mending
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.services.persons import Identity
from niangjia.domains.unions import selectors as unions
from niangjia.faces.portal import forms
from niangjia.faces.portal.draft import Draft
from niangjia.faces.portal.frame import is_signed_in, show, typed
from niangjia.faces.portal.own import own
from niangjia.faces.portal.places import asked_place, place_of
from niangjia.foundation.accounts.selectors import phone_of
from niangjia.foundation.crypto import masks
from niangjia.foundation.errors import Refused
from niangjia.foundation.web import ActorRequest, submit

FIELDS = ("name", "id_kind", "id_number", "born_on", "work_unit", "nef_group", "occupation")


@require_http_methods(["GET", "POST"])
def join(request: ActorRequest) -> HttpResponse:
    """第 1 步: what is collected, what for, how long it is kept; nothing is asked before that."""
    me, draft = own(request.actor), Draft(request, "join")
    if me.membership is not None:
        return show(request, "joined_already", {"me": me})
    if union := asked_place(request.GET.get("union", "")):
        draft.put(place=union.pk, poster="")
    notice = notice_of(Purpose.MEMBERSHIP)
    if request.method == "POST":
        draft.put(agreed=notice.version, key=draft["key"] or str(uuid4()))
        return redirect("portal:join_form" if draft["place"] else "portal:join_where")
    context = {"notice": notice, "place": place_of(draft["place"]), "phone": _phone(request)}
    return show(request, "join", context)


@login_not_required
@require_safe
def poster(request: ActorRequest, poster_code: str) -> HttpResponse:
    """入会码: leads from a poster to joining its union; for whoever scans it."""
    found = poster_by_code(poster_code, request.now.date())
    if not is_signed_in(request):
        return show(request, "poster", {"poster": found, "code": poster_code})
    Draft(request, "join").put(place=found.union_id, poster=poster_code)
    return redirect("portal:join")


@require_http_methods(["GET", "POST"])
def join_where(request: ActorRequest) -> HttpResponse:
    """第 2 步: the union of one's work, or the county one works in."""
    draft = Draft(request, "join")
    if not draft["agreed"]:
        return redirect("portal:join")
    if request.method == "POST":
        union = asked_place(request.POST.get("place", ""))
        if union is None:
            raise Refused(_("请先查到工会或县区，再选择"))
        draft.put(place=union.pk, poster="")
        return redirect("portal:join_form")
    form = forms.FindUnion(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = unions.search_listed(words) if words else []
    return show(request, "join_where", {"words": words, "found": found, "form": None})


@require_http_methods(["GET", "POST"])
def join_form(request: ActorRequest) -> HttpResponse:
    """第 3 步: five fields, one of them known already."""
    draft = Draft(request, "join")
    if not (draft["agreed"] and draft["place"]):
        return redirect("portal:join")
    form = forms.Join(typed(request), initial={k: draft[k] for k in FIELDS if draft[k]})
    if form.is_valid():
        draft.put(**form.as_text())
        return redirect("portal:join_check")
    context = {"form": form, "place": place_of(draft["place"]), "phone": _phone(request)}
    return show(request, "join_form", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def join_check(request: ActorRequest) -> HttpResponse:
    """第 4 步: look over everything, then hand it in."""
    draft = Draft(request, "join")
    if not all(draft[name] for name in ("agreed", "place", "name", "id_number")):
        return redirect("portal:join")
    form = forms.Nothing(typed(request))
    if made := submit(form, joining.apply, **_wish(request, draft)):
        draft.drop()
        return redirect("portal:join_done", pk=made.pk)
    context = {
        "form": form,
        "place": place_of(draft["place"]),
        "phone": _phone(request),
        "answers": forms.Join(initial=draft.values).told(),
        "number": masks.mask_id(draft["id_number"]),
    }
    return show(request, "join_check", context, status=422 if form.errors else 200)


@require_safe
def join_done(request: ActorRequest, pk: int) -> HttpResponse:
    """提交结果: the number, what happens next, and the ways back."""
    matter = find_matter(request.actor, "application", pk)
    application = find_application(request.actor, pk)
    return show(request, "join_done", {"application": application, "matter": matter})


@require_POST
def join_drop(request: ActorRequest) -> HttpResponse:
    """放弃填写: nothing of it is left."""
    Draft(request, "join").drop()
    return redirect("portal:home")


@require_http_methods(["GET", "POST"])
def join_change(request: ActorRequest, pk: int) -> HttpResponse:
    """修改或补充申请, until it is decided; one's own alone."""
    find_matter(request.actor, "application", pk)
    application = find_application(request.actor, pk)
    now = {"work_unit": application.work_unit, "occupation": application.occupation}
    form = forms.ChangeWish(typed(request), initial=now)
    known = {
        "actor": request.actor,
        "application_id": pk,
        "version": _version(request, application.version),
        "now": request.now,
    }
    if submit(form, mending.change, **known):
        return redirect("portal:matter", matter_kind="application", pk=pk)
    context = {"form": form, "application": application}
    return show(request, "join_change", context, status=422 if form.errors else 200)


def _wish(request: ActorRequest, draft: Draft) -> dict[str, Any]:
    """What the service is asked, from the draft; the mobile is the one signed in with."""
    union = place_of(draft["place"])
    identity = Identity(
        name=draft["name"],
        id_number=draft["id_number"],
        mobile=_phone(request),
        id_kind=draft["id_kind"],
        born_on=forms.day_of(draft["born_on"]),
    )
    is_area = union is not None and union.is_area
    wish = Wish(
        work_unit=draft["work_unit"] or "",
        area_code=union.union.division_code if union else "",
        occupation=draft["occupation"] or "",
        nef_group=draft["nef_group"] or "",
        union_id=None if is_area or draft["poster"] else draft["place"],
        poster_code=draft["poster"] or "",
    )
    return {
        "actor": request.actor,
        "key": UUID(draft["key"]),
        "identity": identity,
        "wish": wish,
        "mobile": _phone(request),
        "agreed": draft["agreed"],
        "now": request.now,
    }


def _phone(request: ActorRequest) -> str:
    return phone_of(request.user)


def _version(request: ActorRequest, now: int) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 10 else now
