"""我的信息和授权: what is kept about me, what I agreed to, what I may ask (《个人信息保护法》§44–§50)."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.selectors import consents as told
from niangjia.domains.members.selectors import questions, rights
from niangjia.domains.members.services import claiming, consents
from niangjia.domains.members.services import rights as acts
from niangjia.faces.portal import forms
from niangjia.faces.portal.copying import workbook_of
from niangjia.faces.portal.frame import show, typed
from niangjia.faces.portal.own import own
from niangjia.faces.portal.proving import proved_lately
from niangjia.foundation.accounts.selectors import phone_of
from niangjia.foundation.crypto.masks import mask_name
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, submit


@require_safe
def data(request: ActorRequest) -> HttpResponse:
    """What is kept, masked; what was agreed to; what was asked."""
    me = own(request.actor)
    if me.person is None:
        context = {"me": me, "unclaimed": questions.unclaimed(phone_of(request.user))}
        return show(request, "data_none", context)
    given = {c.purpose: c for c in told.consents_of(me.person) if c.withdrawn_at is None}
    context = {
        "me": me,
        "notices": [(notice, given.get(key)) for key, notice in told.notices().items()],
        "requests": rights.requests_of(me.person),
        "rights": forms.kinds_to_ask(),
    }
    return show(request, "data", context)


@never_cache
@proved_lately
@require_safe
def copy(request: ActorRequest) -> HttpResponseBase:
    """A copy of everything, as a workbook (§45); that it was taken stands in the trail."""
    person, sheets = acts.hand_copy(actor=request.actor, now=request.now)
    return FileResponse(
        workbook_of(sheets), as_attachment=True, filename=f"{person.name}-个人信息.xlsx"
    )


@require_http_methods(["GET", "POST"])
def agree(request: ActorRequest, consent: str) -> HttpResponse:
    """One text: agree to it, or take it back as easily (§15)."""
    me, notice = own(request.actor), told.notice_of(consent)
    if me.person is None:
        raise Missing
    holds = told.agrees(me.person, consent)
    form = forms.Nothing(typed(request))
    verb = consents.take_back if holds else consents.agree
    known = {"actor": request.actor, "purpose": consent, "now": request.now}
    if not holds:
        known |= {"person_id": me.person.pk, "version": notice.version, "how": forms.BY_PHONE}
    if submit(form, verb, **known):
        return redirect("portal:data")
    context = {"notice": notice, "holds": holds, "form": form, "purpose": consent}
    return show(request, "consent", context, status=422 if form.errors else 200)


@proved_lately
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, right: str) -> HttpResponse:
    """更正、删除、限制、解释: answered by the union within its working days."""
    me = own(request.actor)
    if me.person is None or right not in forms.RIGHTS:
        raise Missing
    form = forms.RIGHTS[right](typed(request))
    known = {"actor": request.actor, "kind": right, "now": request.now}
    if made := submit(form, acts.ask, **known):
        return redirect("portal:matter", matter_kind="data", pk=made.pk)
    context = {"form": form, "right": dict(forms.kinds_to_ask())[right], "key": right}
    return show(request, "ask", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def claim(request: ActorRequest, pk: int) -> HttpResponse:
    """认领: a union wrote me down before I ever came here."""
    mobile = phone_of(request.user)
    person = next((one for one in questions.unclaimed(mobile) if one.pk == pk), None)
    if person is None:
        raise Missing
    form = forms.LastFour(typed(request))
    known = {"actor": request.actor, "person_id": pk, "mobile": mobile, "now": request.now}
    if submit(form, claiming.claim, **known):
        return redirect("portal:home")
    context = {"form": form, "name": mask_name(person.name)}
    return show(request, "claim", context, status=422 if form.errors else 200)
