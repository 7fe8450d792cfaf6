"""账号与权限: the pages of the security administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation import clock
from niangjia.foundation.accounts import forms, policy, selectors
from niangjia.foundation.accounts.posts import posts
from niangjia.foundation.accounts.services import people
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page, submit

PAGE = 50


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """账号列表."""
    _for_keepers(request)
    form = forms.FindPeople(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = selectors.search_accounts(request.actor, words)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    held = posts().held_by([user.pk for user in shown])
    now = clock.real_now()
    rows = [(user, user.state(now), held.get(user.pk, [])) for user in shown]
    context = {"form": form, "rows": rows, "shown": shown, "words": words}
    return page(request, "accounts/people.html", context, part="rows")


@require_safe
def person(request: ActorRequest, pk: int) -> HttpResponse:
    """One account, its posts and what may be done."""
    user = selectors.find_account(request.actor, pk)
    now = clock.real_now()
    context = {
        "person": user,
        "state": user.state(now),
        "locked_until": user.locked_until(now),
        "posts": posts().held_by([user.pk]).get(user.pk, []),
        "may": policy.can_keep(request.actor, user),
    }
    return page(request, "accounts/person.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def open_account(request: ActorRequest) -> HttpResponse:
    """开通账号; the answer shows the first password once."""
    _for_keepers(request)
    form = forms.OpenAccount(request.POST or None)
    known = {"actor": request.actor, "now": clock.real_now()}
    if handed := submit(form, people.open_account, **known):
        return page(request, "accounts/handed.html", {"handed": handed, "is_new": True})
    status = 422 if form.is_bound else 200
    return page(request, "accounts/open.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def disable(request: ActorRequest, pk: int) -> HttpResponse:
    """停用账号."""
    user = selectors.find_account(request.actor, pk)
    form = forms.Reason(request.POST or None)
    known = {"actor": request.actor, "user_id": pk, "now": clock.real_now()}
    if submit(form, people.disable_account, **known):
        return redirect("accounts:person", pk=pk)
    return page(request, "accounts/disable.html", {"form": form, "person": user})


@require_http_methods(["GET", "POST"])
def enable(request: ActorRequest, pk: int) -> HttpResponse:
    """启用账号."""
    user = selectors.find_account(request.actor, pk)
    form = forms.Reason(request.POST or None)
    known = {"actor": request.actor, "user_id": pk, "now": clock.real_now()}
    if submit(form, people.enable_account, **known):
        return redirect("accounts:person", pk=pk)
    return page(request, "accounts/enable.html", {"form": form, "person": user})


@require_POST
def unlock(request: ActorRequest, pk: int) -> HttpResponse:
    """解锁."""
    people.unlock_account(actor=request.actor, user_id=pk, now=clock.real_now())
    return redirect("accounts:person", pk=pk)


@never_cache
@require_POST
def reset(request: ActorRequest, pk: int) -> HttpResponse:
    """重置密码; the answer shows the new one once."""
    handed = people.reset_password(actor=request.actor, user_id=pk, now=clock.real_now())
    return page(request, "accounts/handed.html", {"handed": handed, "is_new": False})


@require_POST
def remove_second_factor(request: ActorRequest, pk: int) -> HttpResponse:
    """解除动态口令."""
    people.remove_second_factor(actor=request.actor, user_id=pk, now=clock.real_now())
    return redirect("accounts:person", pk=pk)


def _for_keepers(request: ActorRequest) -> None:
    if not policy.keeps_accounts(request.actor, None):
        raise Missing
