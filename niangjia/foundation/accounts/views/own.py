"""One's own settings: password, second factor, tokens."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings as django_settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation import clock
from niangjia.foundation.accounts import forms, selectors
from niangjia.foundation.accounts.adapters import must_have_second_factor
from niangjia.foundation.accounts.dialog import go_on
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.posts import names_of, posts_of
from niangjia.foundation.accounts.services import passwords, tokens
from niangjia.foundation.web import ActorRequest, page, submit


@require_safe
def settings(request: ActorRequest) -> HttpResponse:
    """个人设置."""
    now = clock.real_now()
    context = {
        "person": request.user,
        "posts": posts_of(request.user.pk),
        "has_second_factor": is_mfa_enabled(request.user),
        "must_have_second_factor": must_have_second_factor(request.user),
        "tokens": [
            (token, token.state(now), names_of(token.roles))
            for token in selectors.tokens_of(request.actor)
        ],
        "may_issue": bool(tokens.grantable(request.user.pk)),
        "max_age": number("password.max_age_days"),
    }
    return page(request, "accounts/settings.html", context)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: ActorRequest) -> HttpResponse:
    """修改密码: by oneself, or because the rules ask for it."""
    form = forms.ChangePassword(request.POST or None)
    known = {"actor": request.actor, "now": clock.real_now()}
    if user := submit(form, passwords.change_password, **known):
        update_session_auth_hash(request, user)
        return redirect(django_settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "why": _why(request)}
    return page(request, "accounts/password.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def issue_token(request: ActorRequest) -> HttpResponse:
    """签发访问令牌; the answer shows the secret once."""
    form = forms.IssueToken(request.user.pk, request.POST or None)
    known = {"actor": request.actor, "now": clock.real_now()}
    if issued := submit(form, tokens.issue_token, **known):
        context = {"issued": issued, "roles": names_of(issued.token.roles)}
        return page(request, "accounts/token_issued.html", context)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/issue_token.html", {"form": form}, status=status)


@require_safe
def again(request: ActorRequest) -> HttpResponse:
    """Signed in again in another window: the open page gets its new token and goes on."""
    return go_on(request, request.user.username)


@require_POST
def revoke_token(request: ActorRequest, pk: int) -> HttpResponse:
    """撤销访问令牌."""
    tokens.revoke_token(actor=request.actor, token_id=pk, now=clock.real_now())
    return redirect("accounts:settings")


def _why(request: ActorRequest) -> str:
    """Why the page came by itself, or nothing."""
    if request.user.must_change_password:
        return _("这是初次登录或重置后的登录，请先设置自己的密码")
    if request.user.password_is_old(clock.real_now()):
        return _("密码已使用超过 %(n)s 天，请更换后继续") % {"n": number("password.max_age_days")}
    return ""
