"""登录方式和手机号: proving oneself once more, another number, passkeys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.faces.portal import forms
from niangjia.faces.portal.frame import show, typed
from niangjia.faces.portal.proving import proved_lately
from niangjia.foundation import clock
from niangjia.foundation.accounts import entering, sessions
from niangjia.foundation.accounts.enums import CodePurpose
from niangjia.foundation.accounts.selectors import code_of, phone_of
from niangjia.foundation.accounts.services import codes, phones
from niangjia.foundation.errors import Refused
from niangjia.foundation.web import ActorRequest, submit

PROOF = "proof"
CHANGE = "change_phone"


@require_safe
def account(request: ActorRequest) -> HttpResponse:
    """登录方式和手机号."""
    context = {"phone": phone_of(request.user), "is_phone": sessions.is_phone(request)}
    return show(request, "account", context)


@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: ActorRequest) -> HttpResponse:
    """验证手机: a code to the number of the account, before something that matters."""
    back, asked = _back(request), request.session.get(PROOF)
    if request.method == "POST" and "digits" not in request.POST:
        request.session[PROOF] = _send(request, phone_of(request.user), CodePurpose.PROVE)
        return redirect(f"{request.path}?{urlencode({'next': back})}")
    form = forms.ProveCode(typed(request))
    if asked and submit(form, _prove, request=request, code_id=asked["code"]):
        request.session.pop(PROOF)
        return redirect(back)
    context = {"form": form, "next": back, "phone": phone_of(request.user), **_sent(asked)}
    return show(request, "prove", context, status=422 if form.errors else 200)


def _prove(*, request: ActorRequest, code_id: int, digits: str) -> bool:
    now = clock.real_now()
    codes.prove_code(code_id=code_id, digits=digits, now=now)
    phones.prove_again(actor=request.actor, code_id=code_id, now=now)
    sessions.prove(request, now)
    return True


@never_cache
@proved_lately
@require_http_methods(["GET", "POST"])
def change_phone(request: ActorRequest) -> HttpResponse:
    """更换手机号: a code to the new number."""
    form = forms.NewPhone(typed(request))
    if form.is_valid():
        request.session[CHANGE] = _send(request, form.cleaned_data["phone"], CodePurpose.CHANGE)
        return redirect("portal:confirm_phone")
    context = {"form": form, "phone": phone_of(request.user)}
    return show(request, "change_phone", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_phone(request: ActorRequest) -> HttpResponse:
    """输入新手机号收到的验证码."""
    asked = request.session.get(CHANGE)
    if not asked:
        return redirect("portal:change_phone")
    form = forms.ProveCode(typed(request))
    if submit(form, _change, request=request, code_id=asked["code"]):
        request.session.pop(CHANGE)
        return redirect("portal:account")
    context = {"form": form, **_sent(asked)}
    return show(request, "confirm_phone", context, status=422 if form.errors else 200)


def _change(*, request: ActorRequest, code_id: int, digits: str) -> Any:
    now = clock.real_now()
    codes.prove_code(code_id=code_id, digits=digits, now=now)
    return phones.change_phone(actor=request.actor, code_id=code_id, now=now)


def _send(request: ActorRequest, phone: str, purpose: CodePurpose) -> dict[str, Any]:
    if not phone:
        raise Refused(_("您的账号没有手机号，请先用手机号登录"))
    asked = codes.ask_code(
        phone=phone,
        caller=entering.caller_of(request),
        purpose=purpose,
        person_id=request.user.pk,
        now=clock.real_now(),
    )
    return {"code": asked.code.pk, "shown": asked.shown}


def _sent(asked: Any) -> dict[str, Any]:
    sent = code_of(asked["code"]) if asked else None
    return {"sent": sent, "shown": asked["shown"] if asked else "", "is_asked": bool(asked)}


def _back(request: ActorRequest) -> str:
    told = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()})
    return told if is_ours and told.startswith(settings.PHONE_HOME) else settings.PHONE_HOME
