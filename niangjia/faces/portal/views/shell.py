"""What makes the pages an app of the phone: the manifest, the worker, the page for no net."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from niangjia.faces.portal.frame import show
from niangjia.foundation.web.addresses import address
from niangjia.foundation.web.kept import file_address
from niangjia.foundation.web.pages import render

KEPT_DAYS = 7
"""So long a page of one's own is shown without a net; what is older may have become wrong."""

SHEETS = ("tokens", "base", "shell", "components", "forms", "portal")
DRAWN = (
    *(f"ui/{name}.css" for name in SHEETS),
    "ui/gh.js",
    "ui/gh-forms.js",
    "portal/portal.js",
    "portal/card.js",
    "portal/checker.js",
    "portal/qr.js",
    "members/card-codes.js",
    "ui/mark.svg",
    "vendor/icons.svg",
    "vendor/figures-500.woff2",
    "vendor/figures-600.woff2",
)
"""What a page is drawn with; two of the addresses are named in the stylesheets."""


@login_not_required
@cache_control(max_age=3600)
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The app's name, colours and icons; it opens at the first page and stays within the portal."""
    told: dict[str, Any] = {
        "name": _("%s职工服务") % (settings.SITE_OWNER or ""),
        "short_name": _("职工服务"),
        "lang": "zh-CN",
        "id": settings.PHONE_HOME,
        "start_url": settings.PHONE_HOME,
        "scope": settings.PHONE_HOME,
        "display": "standalone",
        "theme_color": "#b3262e",
        "background_color": "#f6f5f2",
        "icons": [
            _icon(192, "any"),
            _icon(512, "any"),
            _icon(512, "maskable", "mark-mask-512.png"),
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps pages on the phone; its address keeps it to the portal."""
    shell = [
        *(file_address(name) for name in DRAWN),
        address("portal:offline"),
        address("portal:check"),
    ]
    version = hashlib.sha256("\n".join(shell).encode()).hexdigest()[:12]
    told = {
        "first": shell,
        "version": version,
        "days": KEPT_DAYS,
        "static_url": settings.STATIC_URL,
    }
    text = render("portal/worker.js", told, request)
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """没有网络: nothing was sent, nothing is lost."""
    return show(request, "offline")


def _icon(size: int, purpose: str, name: str = "") -> dict[str, str]:
    return {
        "src": file_address(f"vendor/{name or f'mark-{size}.png'}"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
