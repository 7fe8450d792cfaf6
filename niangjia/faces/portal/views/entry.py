"""Coming in by phone: the number, the code, and who one is where several share a number."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.faces.portal import forms
from niangjia.faces.portal.frame import show, typed
from niangjia.foundation import clock
from niangjia.foundation.accounts import entering
from niangjia.foundation.accounts.models import User
from niangjia.foundation.accounts.selectors import code_of
from niangjia.foundation.accounts.services import codes, phones
from niangjia.foundation.crypto.masks import mask_name
from niangjia.foundation.errors import Refused
from niangjia.foundation.notices import sms
from niangjia.foundation.web import submit

ENTRY = "entry"
"""Session key: the code asked for, whose phone it is said to be, where to go afterwards."""

OWN = "own_phone"
"""Cookie: somebody said once that this phone is their own."""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """职工登录: where to send the code."""
    way_on = _way_on(request)
    if request.user.is_authenticated and request.method == "GET":
        return redirect(way_on)
    form = forms.AskCode(typed(request), initial={"own": request.COOKIES.get(OWN) == "1"})
    if form.is_valid():
        own = form.cleaned_data.pop("own")
        if _ask(request, form, {"own": own, "next": way_on}):
            return redirect("portal:enter_code")
    context = {"form": form, "next": way_on, "is_on": sms.is_on(), "ways": _other_ways()}
    answer = show(request, "enter", context, status=422 if form.errors else 200)
    return entering.name_device(request, answer)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """输入验证码."""
    entry = request.session.get(ENTRY)
    if not entry:
        return redirect("portal:enter")
    now = clock.real_now()
    form = forms.ProveCode(typed(request))
    if code := submit(form, codes.prove_code, code_id=entry["code"], now=now):
        return _who(request, code.pk)
    sent = code_of(entry["code"])
    context = {
        "form": form,
        "sent": sent,
        "shown": entry["shown"],
        "wait": codes.seconds_to_wait(sent, now) if sent else 0,
        "ways": _other_ways(),
    }
    return show(request, "enter_code", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def enter_again(request: HttpRequest) -> HttpResponse:
    """重新获取验证码, for the number typed before."""
    entry = request.session.get(ENTRY)
    sent = code_of(entry["code"]) if entry else None
    if entry is None or sent is None:
        return redirect("portal:enter")
    form = forms.AskCode({"phone": sent.phone.open(), "own": entry["own"]})
    form.is_valid()
    own = form.cleaned_data.pop("own")
    if not _ask(request, form, {"own": own, "next": entry["next"]}):
        raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("portal:enter_code")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_who(request: HttpRequest) -> HttpResponse:
    """选择本人: masked names, and somebody new."""
    entry = request.session.get(ENTRY)
    if not entry:
        return redirect("portal:enter")
    people = phones.whose(code_id=entry["code"], now=clock.real_now())
    form = forms.WhoAmI([mask_name(one.name) for one in people], typed(request))
    if form.is_valid():
        who = form.cleaned_data["who"]
        if who == "new":
            return _come_in_as_new(request)
        return _ask_or_let_in(request, people, people[int(who)])
    return show(request, "enter_who", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_answer(request: HttpRequest) -> HttpResponse:
    """核对本人: one question only the person knows the answer to."""
    entry = request.session.get(ENTRY)
    if not entry or "who" not in entry:
        return redirect("portal:enter")
    now = clock.real_now()
    people = phones.whose(code_id=entry["code"], now=now)
    user = next((one for one in people if one.pk == entry["who"]), None)
    question = user and phones.to_be_asked(user, is_alone=len(people) == 1, now=now)
    if user is None or question is None:
        return redirect("portal:enter")
    form = forms.Answer(question, typed(request))
    known = {"code_id": entry["code"], "user_id": user.pk, "now": now}
    if let_in := submit(form, phones.come_in, **known):
        return _let_in(request, let_in)
    context = {"form": form, "name": mask_name(user.name)}
    return show(request, "enter_answer", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, form: Any, entry: dict[str, Any]) -> bool:
    """Send a code to the form's number and remember it in this browser."""
    known = {"caller": entering.caller_of(request), "now": clock.real_now()}
    if asked := submit(form, codes.ask_code, **known):
        request.session[ENTRY] = entry | {"code": asked.code.pk, "shown": asked.shown}
        return True
    return False


def _who(request: HttpRequest, code_id: int) -> HttpResponse:
    """The code was right: nobody, one person, or several belong to the number."""
    people = phones.whose(code_id=code_id, now=clock.real_now())
    if not people:
        return _come_in_as_new(request)
    if len(people) > 1:
        return redirect("portal:enter_who")
    return _ask_or_let_in(request, people, people[0])


def _ask_or_let_in(request: HttpRequest, people: list[User], user: User) -> HttpResponse:
    now = clock.real_now()
    if phones.to_be_asked(user, is_alone=len(people) == 1, now=now):
        request.session[ENTRY] = request.session[ENTRY] | {"who": user.pk}
        return redirect("portal:enter_answer")
    code_id = request.session[ENTRY]["code"]
    return _let_in(request, phones.come_in(code_id=code_id, user_id=user.pk, now=now))


def _come_in_as_new(request: HttpRequest) -> HttpResponse:
    code_id = request.session[ENTRY]["code"]
    return _let_in(request, phones.come_in_as_new(code_id=code_id, now=clock.real_now()))


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    entry = request.session.pop(ENTRY)
    entering.enter_by_phone(request, user, own=entry["own"], method="code")
    answer = redirect(entry["next"])
    answer.set_cookie(
        OWN,
        "1" if entry["own"] else "0",
        max_age=entering.YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


def _way_on(request: HttpRequest) -> str:
    """Where one wanted to go; the first page where that leads away from here."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()})
    return told if is_ours and told.startswith(settings.PHONE_HOME) else settings.PHONE_HOME


def _other_ways() -> list[dict[str, str]]:
    """What else leads in, as far as it is configured."""
    return []
