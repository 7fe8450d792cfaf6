"""The frame around a worker's page: bottom bar, senior mode, and the page in either dress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from niangjia.foundation.accounts.sessions import is_own_phone
from niangjia.foundation.web.addresses import address
from niangjia.foundation.web.pages import page

SENIOR = "senior"
"""Cookie: 1 for 长辈模式, 0 for somebody who was asked and does not want it."""

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Tab:
    """One place of the bottom bar; `filled` is the drawing of where one is."""

    key: str
    text: str
    route: str
    drawing: str
    filled: str


def tabs() -> tuple[Tab, ...]:
    """首页 工会 办理 我的: what works, and nothing else."""
    return (
        Tab("home", _("首页"), "portal:home", "home", "home-filled"),
        Tab("unions", _("工会"), "portal:unions", "building-community", "building-community"),
        Tab("matters", _("办理"), "portal:matters", "file-text", "file-text-filled"),
        Tab("me", _("我的"), "portal:me", "user", "user-filled"),
    )


def show(
    request: HttpRequest,
    name: str,
    context: dict[str, Any] | None = None,
    *,
    tab: str = "",
    status: int = 200,
    keep: bool = False,
) -> HttpResponse:
    """A page of the portal; in senior mode the same matter in its own dress, where there is one.

    `keep` marks a page of one's own that a phone of one's own may show without a net.
    """
    senior = is_senior(request)
    told = {
        **(context or {}),
        "bar": _bar(tab) if tab else (),
        "senior": senior,
        "is_own_phone": is_own_phone(request),
        "owner": settings.SITE_OWNER,
    }
    folder = "portal/senior" if senior and name in IN_BOTH_DRESSES else "portal"
    answer = page(request, f"{folder}/{name}.html", told, status=status)
    if keep and told["is_own_phone"]:
        answer["X-Keep"] = "1"
    elif is_signed_in(request) and not told["is_own_phone"]:
        answer["Cache-Control"] = (
            "no-store"  # nothing of it is behind the back button of a lent phone
        )
    return answer


def typed(request: HttpRequest) -> Any:
    """What was sent, for a form; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def is_signed_in(request: HttpRequest) -> bool:
    """Whether anybody is: some pages are for whoever comes by as well."""
    return request.user.is_authenticated


def is_senior(request: HttpRequest) -> bool:
    """Whether this browser reads in 长辈模式."""
    return request.COOKIES.get(SENIOR) == "1"


def _bar(current: str) -> list[dict[str, Any]]:
    return [
        {
            "text": tab.text,
            "url": address(tab.route),
            "icon": tab.filled if tab.key == current else tab.drawing,
            "current": tab.key == current,
        }
        for tab in tabs()
    ]


IN_BOTH_DRESSES = frozenset({"home"})
"""Pages with a template of their own in senior mode; the others grow by the stylesheet alone."""
