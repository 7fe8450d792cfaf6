"""Signing in again inside an open page: what was typed stays (ui.md §12.7)."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from niangjia.foundation.web.pages import page

from .models import User


def ask_again(
    request: HttpRequest, username: str = "", sentence: str = "", status: int = 401
) -> HttpResponse:
    """The sign-in dialog, put over whatever page is open."""
    context = {
        "login_url": resolve_url(settings.LOGIN_URL),
        "username": username,
        "sentence": sentence,
    }
    answer = page(request, "accounts/again.html", context, status=status)
    answer["HX-Retarget"] = "#dialog-body"
    answer["HX-Reswap"] = "innerHTML"
    answer["HX-Trigger-After-Swap"] = "gh:dialog"
    return answer


def go_on(request: HttpRequest, username: str) -> HttpResponse:
    """Close the dialog and hand the page its new CSRF token; somebody else gets a fresh page."""
    user = request.user
    if not isinstance(user, User) or (username and user.username != username):
        return HttpResponse(status=204, headers={"HX-Redirect": "/"})
    told = {
        "gh:token": {"value": get_token(request)},
        "gh:close": {},
        "gh:toast": {"text": _("已重新登录，请再按一次保存")},
    }
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
